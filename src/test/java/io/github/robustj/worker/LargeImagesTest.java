package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.task.Prediction;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.TrainedCells;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding objects in images as microscopes give them, on two cores that do nothing else. */
@Tag("slow")
class LargeImagesTest {

  private static final Path BLOOD = Path.of("sample-data/detection-bccd");
  private static final String FIELD = BLOOD + "/test/images/BloodImage_00014.jpg";
  private static final int SIDE = 10_000;

  @TempDir Path folder;

  /** A field of view of 640 x 480 pixels, with a network of the default size, in a warm worker. */
  @Test
  void aFieldOfViewIsDoneWithinThreeTenthsOfASecond() {
    Path model =
        TrainedCells.trained(
            BLOOD.resolve("train"),
            folder.resolve("model"),
            Map.of("task", "detection", "epochs", 2, "epsilon", 0));
    Image field = ImagePlusConverter.toImage(IJ.openImage(FIELD));
    WorkerEngine engine = TestWorkers.engine(folder, Duration.ofMinutes(1));
    try {
      double[] millis = new double[20];
      for (int i = 0; i < millis.length; i++) {
        long start = System.nanoTime();
        engine.run(new PredictJob(model, field, 512), JobListener.SILENT);
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
      double warm = median(Arrays.stream(millis).skip(3));
      System.out.printf("640 x 480 pixels: %.0f ms warm, %.0f ms cold%n", warm, millis[0]);
      assertTrue(warm <= 300, warm + " ms");
    } finally {
      engine.stop();
    }
  }

  /**
   * A slide of 100 million pixels, which take 286 MiB in three channels, by a worker that has 2048
   * MiB of heap: beside the image one tile at a time is held. Every scene of it has the same number
   * of objects, none of which is lost or counted twice at a seam. Instance normalisation sees other
   * surroundings in each tile, hence the tolerance of one in a thousand.
   */
  @Test
  void aSlideNeedsLittleMemory() {
    Path model = TrainedCells.in(folder);
    Image slide = ImagePlusConverter.toImage(Cells.slide(SIDE));
    WorkerEngine engine = TestWorkers.engine(folder, Duration.ofMinutes(1), "-Xmx2g");
    try {
      long start = System.nanoTime();
      Prediction.Objects found =
          (Prediction.Objects) engine.run(new PredictJob(model, slide, 512), JobListener.SILENT);
      double seconds = (System.nanoTime() - start) / 1e9;
      int expected = TrainedCells.objects(SIDE, SIDE);
      int objects = found.objects().all().size();
      System.out.printf(
          "%d x %d pixels: %d objects of %d in %.0f s%n", SIDE, SIDE, objects, expected, seconds);
      assertEquals(expected, objects, 1e-3 * expected);
    } finally {
      engine.stop();
    }
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
