package io.github.robustj.job;

import io.github.robustj.data.Image;
import io.github.robustj.data.LabelOutlines;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Predictions in blocks in a folder of a test: of slides of {@link SeamNetwork}, by its networks.
 */
final class BlockRuns {

  private static final int TILE = 64;

  private final Path folder;

  BlockRuns(Path folder) {
    this.folder = folder;
  }

  SeamNetwork network;

  /** Blocks of these numbers cannot be read. */
  final List<Integer> broken = new ArrayList<>();

  int jobs;

  /** Whether blocks and labels of another run may be replaced. */
  boolean overwrite = true;

  final Engine engine =
      new Engine() {
        @Override
        public <R> R run(Job<R> job, JobListener listener) {
          listener.check();
          jobs++;
          if (job instanceof BlockJob block && broken.contains(block.block()))
            throw new RobustJException("block %d is unreadable.".formatted(block.block()));
          return job.run(network.backend(), listener);
        }
      };

  void predict(BlockPrediction blocks) {
    if (blocks.isMask()) {
      blocks.mask();
      return;
    }
    blocks.objects();
    blocks.paint(object -> object.score() >= .5, ".5");
  }

  BlockPrediction begin(Path image, int side, boolean resume) {
    return begin(image, side, resume, JobListener.SILENT);
  }

  BlockPrediction begin(Path image, int side, boolean resume, JobListener listener) {
    return BlockPrediction.begin(
        new BlockPrediction.Request(
            image,
            folder.resolve("model"),
            folder.resolve("work"),
            folder.resolve("labels.ome.zarr"),
            TILE,
            side,
            0,
            resume,
            overwrite),
        engine,
        listener);
  }

  Prediction whole(Path image) {
    Prediction whole =
        new PredictJob(folder.resolve("model"), ImageReader.read(image, Role.IMAGE), TILE)
            .run(network.backend(), JobListener.SILENT);
    jobs = 0;
    return whole;
  }

  static int[] labels(Prediction whole) {
    if (whole instanceof Prediction.Objects objects) {
      int size = objects.width() * objects.height();
      int[] all = new int[size * objects.found().slices().size()];
      for (int z = 0; z * size < all.length; z++)
        System.arraycopy(
            LabelOutlines.painted(
                objects.objects().slices().get(z), objects.height(), objects.width()),
            0,
            all,
            z * size,
            size);
      return all;
    }
    List<Integer> values = new ArrayList<>();
    for (IntType label : Views.flatIterable(((Prediction.Masks) whole).mask().labels()))
      values.add(label.get());
    return values.stream().mapToInt(v -> v).toArray();
  }

  static int[] written(Path labels) {
    Image image = ImageReader.read(labels, Role.IMAGE);
    int[] values = new int[Math.toIntExact(image.pixels().size())];
    int i = 0;
    for (FloatType pixel : Views.flatIterable(image.pixels())) values[i++] = (int) pixel.get();
    return values;
  }

  Path write(String task, int width, int height, int slices) {
    network = SeamNetwork.of(task, 1, 1);
    network.write(folder.resolve("model"));
    return network.slide(
        folder.resolve("slide%d-%s.ome.zarr".formatted(width, task)), width, height, slices);
  }

  /** The label image as it was written. */
  int[] written() {
    return written(folder.resolve("labels.ome.zarr"));
  }
}
