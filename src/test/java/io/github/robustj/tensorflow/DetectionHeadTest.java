package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.model.Compute;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.detection.BoxMaps;
import io.github.robustj.task.detection.ClassBalance;
import io.github.robustj.task.detection.DetectionLoss;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The graph's loss on a real network against the task's own arithmetic, which has its own tests.
 */
class DetectionHeadTest {

  /** Float32 sums over some hundred cells against float64, relative. */
  private static final double ROUNDING = 1e-5;

  private static final NetworkSpec NETWORK = new NetworkSpec(3, 6, 6, 3, false, 4);
  private final DetectionTask task = new DetectionTask(List.of("red", "white"), Correctness.LOSS);
  private final DetectionTask parts =
      new DetectionTask(List.of("red", "white"), Correctness.COMPONENTS);

  /** Objects that touch, one at the edge, a crowd, an image without any. */
  private final Tensor targets =
      task.encode(
          new Boxes(
              List.of(
                  List.of(
                      BoxedObject.drawn("red", new Box(2, 3, 21, 20)),
                      BoxedObject.drawn("red", new Box(18, 8, 34, 27)),
                      BoxedObject.drawn("white", new Box(30, 0, 42, 9)),
                      new BoxedObject("white", new Box(0, 18, 20, 30), 1, Role.CROWD)),
                  List.of())));

  /** No multiples of the network's. */
  private final Tensor images = random(2, 30, 42, 3);

  private final TensorFlowTrainableModel model =
      TensorFlowTrainableModel.create(
          UNet::build,
          NETWORK,
          DetectionLoss.FOCAL_AND_BOXES,
          OptimizerSpec.adam(),
          3,
          Computation.choose(Compute.cpu()));

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void anOutputForEveryCellThatAnImageTouches() {
    assertArrayEquals(new int[] {2, 8, 11, 6}, model.predict(images).shape());
  }

  @Test
  void agreesWithTheTask() {
    check(targets);
    check(ClassBalance.balanced(targets));
    for (int leftOut = 1; leftOut < 8; leftOut++) check(without(leftOut));
  }

  private void check(Tensor rows) {
    LossAndGradient at = model.loss(images, rows);
    float[] quality = task.quality(at.outputs(), rows);
    for (int i = 0; i < 2; i++)
      assertEquals(-quality[i], at.loss()[i], ROUNDING * Math.max(1, -quality[i]));
  }

  /** What is left out of one is the whole of another. */
  @Test
  void thePartsAddUp() {
    float[] all = model.loss(images, targets).loss();
    double sum = 0;
    for (int part : new int[] {BoxRow.LOCATION, BoxRow.CENTERS, BoxRow.ELSEWHERE})
      sum += model.loss(images, without(7 - part)).loss()[0];
    assertEquals(all[0], sum, 1e-4);
    float[] quality = parts.quality(model.predict(images), targets);
    assertEquals(-all[0], 5 * quality[0] + quality[1] + quality[2], 1e-4);
  }

  private Tensor without(int parts) {
    Tensor rows = targets.copy();
    for (int i = 0; i < 2; i++) rows.data()[i * rows.sampleLength() + BoxRow.LEFT_OUT] = parts;
    return rows;
  }

  /**
   * Central differences along random directions; the network has kinks (leaky ReLU), and a loss of
   * about 10 has a float32 error of 1e-6 over a step of 2e-2: 1e-4, and as much again for
   * curvature.
   */
  @Test
  void gradientAgreesWithFiniteDifferences() {
    Tensor gradient = model.loss(images, targets).gradient();
    for (int direction = 0; direction < 5; direction++) {
      Tensor way = seeded(direction + 10, 2, 30, 42, 3);
      double length = 0;
      for (float v : way.data()) length += v * v;
      double scale = 1e-2 / Math.sqrt(length / 2);
      float[] up = model.loss(moved(way, scale), targets).loss();
      float[] down = model.loss(moved(way, -scale), targets).loss();
      for (int i = 0; i < 2; i++) {
        double slope = 0;
        int n = way.sampleLength();
        for (int k = i * n; k < (i + 1) * n; k++)
          slope += gradient.data()[k] * scale * way.data()[k];
        assertEquals((up[i] - down[i]) / 2, slope, 2e-5 + .02 * Math.abs(slope));
      }
    }
  }

  private Tensor moved(Tensor way, double scale) {
    Tensor moved = images.copy();
    for (int k = 0; k < moved.data().length; k++) moved.data()[k] += scale * way.data()[k];
    return moved;
  }

  @Test
  void stepsLowerTheLossAndAModelOnDiskSaysTheSame(@TempDir Path folder) {
    double before = model.minimize(List.of(LossTerm.mean(images, targets, 1)), 1e-2);
    double after = before;
    for (int i = 0; i < 30; i++)
      after = model.minimize(List.of(LossTerm.mean(images, targets, 1)), 1e-2);
    assertTrue(after < before / 2, before + " to " + after);
    model.save(folder.resolve("network"));
    LossAndGradient here = model.loss(images, targets);
    try (DifferentiableModel loaded =
        new TensorFlowBackend().load(folder.resolve("network"), DetectionLoss.FOCAL_AND_BOXES)) {
      LossAndGradient there = loaded.loss(images, targets);
      assertArrayEquals(here.loss(), there.loss(), 1e-4f);
      assertArrayEquals(here.gradient().data(), there.gradient().data(), 1e-4f);
    }
  }

  /** Bernoulli divergences by the book, of one sample, over its probabilities' sum. */
  @Test
  void divergenceIsThatOfTheHeatMaps() {
    Tensor reference = model.predict(seeded(4, 2, 30, 42, 3));
    LossAndGradient at = model.divergence(images, reference);
    for (int i = 0; i < 2; i++) {
      double sum = 0;
      double mass = 0;
      for (int k = 0; k < reference.sampleLength(); k++) {
        if (k % 6 > 1) continue;
        double p = sigmoid(reference.data()[i * reference.sampleLength() + k]);
        double q = sigmoid(at.outputs().data()[i * reference.sampleLength() + k]);
        sum += p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
        mass += p;
      }
      assertEquals(sum / Math.max(1, mass), at.loss()[i], 1e-5);
    }
    float[] none = model.divergence(images, model.predict(images)).loss();
    assertArrayEquals(new float[2], none, 1e-6f);
  }

  /** The lower part of the images is padding, into which the peak of an object reaches. */
  @Test
  void whatLiesBeyondTheSliceIsInNoTerm() {
    Tensor rows = Tensor.zeros(2, 2, BoxRow.COLUMNS);
    for (int i = 0; i < 2; i++) {
      int row = i * rows.sampleLength();
      BoxRow.write(rows.data(), row, 0, BoxedObject.drawn("red", new Box(10, 4, 30, 16)));
      BoxedObject beyond = new BoxedObject("red", new Box(0, 16, 44, 32), 1, Role.CROWD);
      BoxRow.write(rows.data(), row + BoxRow.COLUMNS, BoxRow.EVERY_CLASS, beyond);
    }
    Tensor moved = seeded(4, 2, 30, 42, 3);
    Tensor clean = model.predict(images);
    Tensor away = model.predict(moved);
    Tensor half = Tensor.zeros(2, 8, 11, 2);
    double divergence = 0;
    double agreement = 0;
    for (int i = 0; i < 2; i++) {
      double sum = 0;
      double mass = 0;
      double squares = 0;
      // Four rows of cells lie above.
      for (int k = 0; k < 4 * 11 * 6; k++) {
        if (k % 6 > 1) continue;
        double p = sigmoid(clean.data()[i * clean.sampleLength() + k]);
        double q = sigmoid(away.data()[i * clean.sampleLength() + k]);
        sum += p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
        mass += p;
        squares += q * q / (4 * 11 * 2);
      }
      divergence += sum / Math.max(1, mass);
      agreement += squares;
    }
    float[] ones = {1, 1};
    LossTerm smooth = new LossTerm.Smoothness(images, moved, rows, ones);
    assertEquals(divergence, model.weightGradient(List.of(smooth)).loss(), 1e-4);
    LossTerm agree = new LossTerm.Agreement(moved, half, rows, ones);
    assertEquals(agreement, model.weightGradient(List.of(agree)).loss(), 1e-6);
    float[] climbed = model.divergence(moved, BoxMaps.counted(clean.copy(), rows)).loss();
    assertEquals(divergence, climbed[0] + climbed[1], 1e-5);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static Tensor random(int... shape) {
    return seeded(7, shape);
  }

  private static Tensor seeded(long seed, int... shape) {
    Tensor tensor = Tensor.zeros(shape);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < tensor.data().length; i++) tensor.data()[i] = (float) random.nextGaussian();
    return tensor;
  }
}
