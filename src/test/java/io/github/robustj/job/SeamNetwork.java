package io.github.robustj.job;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.omezarr.OmeImage;
import io.github.robustj.omezarr.OmeVersion;
import io.github.robustj.omezarr.OmeZarrWriter;
import io.github.robustj.omezarr.Placing;
import io.github.robustj.task.Question;
import io.github.robustj.task.Stars;
import io.github.robustj.task.detection.DetectionQuestion;
import io.github.robustj.task.instance.InstanceQuestion;
import io.github.robustj.task.landmark.LandmarkQuestion;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.testing.EmptyModels;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.zarr.DataType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Networks that say something else of a cell in each tile that shows it, so that it is seen whether
 * a prediction in blocks takes the tiles that one in memory takes; objects are many, overlap in
 * chains over several tiles, and lie on all seams.
 *
 * @param task its name
 * @param scale of a detection
 * @param channels of its images
 */
public record SeamNetwork(String task, double scale, int channels, AtomicInteger calls) {

  public static SeamNetwork of(String task, double scale, int channels) {
    return new SeamNetwork(task, scale, channels, new AtomicInteger());
  }

  Question question() {
    return switch (task) {
      case "segmentation" ->
          new SegmentationQuestion(
              List.of(
                  new LabelClass(0, "ground"), new LabelClass(3, "a"), new LabelClass(300, "b")));
      case "landmark" -> new LandmarkQuestion(List.of("a", "b"), 6, 48, "mm");
      case "detection" -> new DetectionQuestion(List.of("a", "b"), List.of(.3, .45), scale);
      default -> new InstanceQuestion(new Stars(8, 2, .5, .3));
    };
  }

  public Path write(Path folder) {
    return EmptyModels.write(folder, question(), channels, Instant.EPOCH);
  }

  public FakeBackend backend() {
    return new FakeBackend(
        () ->
            CellwiseNetwork.of(
                question(),
                calls,
                (channel, pixel, corner) -> said(channel, 60 * (pixel + .1 * corner))));
  }

  private float said(int channel, double seen) {
    double wave = Math.sin(seen + channel);
    boolean logit = channel < (task.equals("detection") ? 2 : task.equals("instance") ? 1 : 9);
    if (logit) return (float) (2 * wave - (task.equals("instance") ? 1.2 : 0));
    return (float) (task.equals("detection") ? .8 + 1.3 * wave : 5 + 5.5 * wave);
  }

  /** Waves in several channels. */
  public Image image(int width, int height, int slices) {
    float[] pixels = new float[width * height * channels * slices];
    for (int i = 0; i < pixels.length; i++) {
      double x = i % width;
      double y = i / width % height;
      double plane = i / width / height;
      pixels[i] = (float) (Math.sin(x / 5 + plane) * Math.cos(y / 7 + plane) + x / 90);
    }
    return new Image(
        "waves",
        ArrayImgs.floats(pixels, width, height, channels, slices),
        new Calibration(.5, .25, 2, "um"));
  }

  /** The same as OME-Zarr. */
  public Path slide(Path zarr, int width, int height, int slices) {
    Image image = image(width, height, slices);
    RandomAccess<FloatType> pixel = image.pixels().randomAccess();
    OmeZarrWriter.write(
        zarr,
        new OmeImage(
            OmeVersion.V0_4,
            width,
            height,
            channels,
            slices,
            DataType.FLOAT32,
            Placing.of(image.calibration())),
        "test",
        (channel, slice, top, left, high, wide) -> {
          float[] values = new float[high * wide];
          for (int i = 0; i < values.length; i++) {
            pixel.setPosition(new int[] {left + i % wide, top + i / wide, channel, slice});
            values[i] = pixel.get().get();
          }
          return values;
        },
        done -> {});
    return zarr;
  }
}
