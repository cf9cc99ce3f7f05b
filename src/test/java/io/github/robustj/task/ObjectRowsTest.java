package io.github.robustj.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.instance.InstanceTask;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/** However the rows of a slice are divided, its objects are those of all rows at once. */
class ObjectRowsTest {

  private static final DetectionTask BOXES =
      new DetectionTask(List.of("a", "b", "c"), List.of(.3, .2, .6), Correctness.COMPONENTS);

  private static final InstanceTask STARS =
      new InstanceTask(new Stars(8, 2, .5, .3), Correctness.COMPONENTS);

  /** Logits that are often equal, also across each border, and boxes that reach over all edges. */
  @Test
  void objectsAreThoseOfTheWhole() {
    RandomGenerator random = new SplittableRandom(4);
    for (ObjectTask task : List.of(BOXES, STARS))
      for (int[] size : new int[][] {{1, 1}, {1, 9}, {2, 3}, {5, 4}, {23, 17}, {40, 61}}) {
        Tensor outputs = outputs(random, task, size[0], size[1]);
        Image image = image(size[1] * task.stride() - 1, size[0] * task.stride() - 1);
        for (int times = 1; times <= 2; times++) {
          ObjectReading whole = reading(task, image, times);
          whole.add(outputs);
          if (size[0] == 40) assertTrue(found(whole.prediction()) > 30, task.name());
          for (int most : new int[] {1, 2, 3, 7, 100})
            assertEquals(
                whole.prediction(), inRows(reading(task, image, times), outputs, most, random));
        }
      }
  }

  /** An image that has more pixels than the network sees of it. */
  private static ObjectReading reading(ObjectTask task, Image image, int times) {
    Image larger = image(image.width() * times, image.height() * times);
    return task.reading(larger, image.width(), image.height());
  }

  private static int found(Prediction prediction) {
    return ((Prediction.Objects) prediction).found().all().size();
  }

  private static Prediction inRows(
      ObjectReading reading, Tensor outputs, int most, RandomGenerator random) {
    ObjectRows slice = reading.slice();
    int length = outputs.shape(2) * outputs.shape(3);
    for (int y = 0, n; y < outputs.shape(1); y += n) {
      n = Math.min(outputs.shape(1) - y, random.nextInt(1, most + 1));
      Tensor rows = Tensor.zeros(1, n, outputs.shape(2), outputs.shape(3));
      System.arraycopy(outputs.data(), y * length, rows.data(), 0, n * length);
      slice.next().accept(rows);
      // Nobody may look at them again.
      Arrays.fill(rows.data(), Float.NaN);
    }
    reading.add(slice);
    return reading.prediction();
  }

  private static Tensor outputs(RandomGenerator random, ObjectTask task, int height, int width) {
    Tensor outputs = Tensor.zeros(1, height, width, task.outputChannels());
    for (int i = 0; i < outputs.data().length; i++) {
      boolean logit = i % task.outputChannels() < task.logitChannels();
      outputs.data()[i] =
          logit
              ? random.nextInt(-9, 3) / 2f
              : (float) (task == STARS ? random.nextDouble(1, 5) : random.nextGaussian());
    }
    return outputs;
  }

  @Test
  void aSliceWithoutObjectsHasNone() {
    for (ObjectTask task : List.of(BOXES, STARS)) {
      Tensor nothing = Tensor.zeros(1, 12, 10, task.outputChannels());
      for (int i = 0; i < nothing.data().length; i++) nothing.data()[i] = -20;
      Prediction seen =
          inRows(reading(task, image(20, 24), 1), nothing, 3, new SplittableRandom(1));
      assertEquals(List.of(List.of()), ((Prediction.Objects) seen).found().slices());
    }
  }

  @Test
  void whatIsNoNumberIsSaid() {
    for (ObjectTask task : List.of(BOXES, STARS)) {
      ObjectRows slice = reading(task, image(20, 24), 1).slice();
      Tensor broken = Tensor.zeros(1, 1, 10, task.outputChannels());
      broken.data()[3] = Float.NaN;
      assertThrows(RobustJException.class, () -> slice.next().accept(broken));
    }
  }

  private static Image image(int width, int height) {
    return new Image("slide", ArrayImgs.floats(width, height, 1, 1), Calibration.PIXELS);
  }
}
