package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.VolumeSize;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.model.Backend;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a model sees in an image that is read where the job runs; else as {@link PredictJob}.
 *
 * @param image its files
 * @param pixelSize in mm, for an image that does not tell its own; 0 to leave it open
 * @param tile longest side in pixels that is given to the network at once
 * @param probabilities whether those of classes are wanted pixel by pixel
 */
public record PredictFileJob(
    Path model, ChannelFiles image, double pixelSize, int tile, boolean probabilities)
    implements Job<PredictFileJob.Found>, SlicedJob {

  /**
   * @param sha256 of the image's files when they were read, see {@link PredictFileJob#sum}
   */
  public record Found(String sha256, Prediction prediction) implements FromFiles {}

  /**
   * @param options with {@link OptionTable#PREDICT}
   */
  public static PredictFileJob from(Path model, ChannelFiles image, Options options) {
    return new PredictFileJob(
        model,
        image,
        options.get(OptionTable.PIXEL_SIZE),
        options.get(OptionTable.TILE),
        options.get(OptionTable.PROBABILITIES));
  }

  /** The same with an image that was read. */
  public PredictJob of(Image read) {
    return new PredictJob(model, read.calibrated(pixelSize), tile, probabilities);
  }

  @Override
  public String sum() {
    return FileSums.of(image.files());
  }

  @Override
  public Job<Found> whole() {
    return this;
  }

  @Override
  public Job<Found> part(SliceRange slices) {
    return new PredictSlicesJob(this, slices);
  }

  /** Networks see slice by slice. */
  @Override
  public Optional<String> undivided() {
    return Optional.empty();
  }

  @Override
  public List<SliceRange> ranges(VolumeSize size) {
    return SliceCost.of(model, size, 1, 0).ranges();
  }

  @Override
  public Found run(Backend backend, JobListener listener) {
    String sum = sum();
    return new Found(sum, of(image.read()).run(backend, listener));
  }

  @Override
  public String lighter() {
    return "tile=%d instead of %d".formatted(Math.max(OpenModel.LEAST_TILE, tile / 2), tile);
  }
}
