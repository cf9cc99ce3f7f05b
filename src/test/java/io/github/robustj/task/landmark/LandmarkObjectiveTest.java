package io.github.robustj.task.landmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.PointRow;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objectives of landmarks and targets for them, by hand and by finite differences. */
class LandmarkObjectiveTest {

  /** Pixels of .5 mm in x and 2 mm in y. */
  private static final Calibration PIXEL = new Calibration(.5, 2, 1, "mm");

  private final LandmarkTask task = new LandmarkTask(List.of("a", "b"), 3, "mm", Correctness.LOSS);

  /** A point is missing in the second slice, one is between pixels, one near the border. */
  private final Tensor targets =
      task.encode(
          new Landmarks(
              List.of(
                  Map.of("a", Landmark.at(4.3, 5.8), "b", Landmark.at(0, 9)),
                  Map.of("b", Landmark.at(6, 2))),
              PIXEL));

  private final Tensor outputs = random(2, 10, 8, 6);

  @Test
  void theTrainingLossIsThatOfTheTaskAndTheSumOfItsParts() {
    float[] quality = task.quality(outputs, targets);
    float[] loss = LandmarkObjective.TRAINING_LOSS.of(outputs, targets).value();
    float[] heat = LandmarkObjective.HEAT_MAPS.of(outputs, targets).value();
    float[] offsets = LandmarkObjective.OFFSETS.of(outputs, targets).value();
    for (int i = 0; i < 2; i++) {
      assertEquals(-quality[i], loss[i], 1e-6);
      assertEquals(2 * heat[i] + offsets[i], loss[i], 1e-5);
    }
  }

  /**
   * Central differences with a step of 1e-2. The values are float32 of about 3, which leaves 2e-7
   * over 2e-2; the third derivative of the soft-argmax is below 10: together below 2e-4. That of
   * scaled maps is larger and falls out of four values.
   */
  @ParameterizedTest
  @EnumSource
  void derivativesAgreeWithFiniteDifferences(LandmarkObjective objective) {
    float[] gradient = objective.of(outputs, targets).gradient().data();
    int n = outputs.sampleLength();
    for (int k = 0; k < gradient.length; k++) {
      double near = value(objective, k, 1e-2f) - value(objective, k, -1e-2f);
      double far = value(objective, k, 2e-2f) - value(objective, k, -2e-2f);
      double slope = objective.name().startsWith("SCALE") ? (8 * near - far) / 12e-2 : near / 2e-2;
      assertEquals(slope, gradient[k], 2e-4, "sample " + k / n + ", value " + k % n);
    }
  }

  /** As much as in training, in value and slope; the other objectives are one part only. */
  @Test
  void heatWeighsMoreWhereLandmarksAreLedTo() {
    ObjectiveType.Value led = LandmarkObjective.TRAINING_LOSS.leading(outputs, targets);
    ObjectiveType.Value heat = LandmarkObjective.HEAT_MAPS.leading(outputs, targets);
    ObjectiveType.Value offsets = LandmarkObjective.OFFSETS.leading(outputs, targets);
    for (int i = 0; i < 2; i++)
      assertEquals(40 * heat.value()[i] + offsets.value()[i], led.value()[i], 1e-4);
    for (int k = 0; k < outputs.data().length; k++)
      assertEquals(
          40 * heat.gradient().data()[k] + offsets.gradient().data()[k],
          led.gradient().data()[k],
          1e-6);
    assertArrayEquals(
        LandmarkObjective.HEAT_MAPS.of(outputs, targets).value(), heat.value(), "one part");
  }

  /** All heat in one pixel: the distance to it, 3 pixels of .5 mm by 2 pixels of 2 mm, is hypot. */
  @Test
  void theSoftArgmaxOfASinglePixelIsItsPlace() {
    Tensor sharp = Tensor.zeros(1, 10, 8, 6);
    sharp.data()[(4 * 8 + 5) * 6] = 100;
    sharp.data()[(7 * 8 + 1) * 6 + 1] = 100;
    Tensor rows =
        task.encode(Landmarks.of(Map.of("a", Landmark.at(2, 2), "b", Landmark.at(1, 7)), PIXEL));
    float[] value = LandmarkObjective.SOFT_ARGMAX.of(sharp, rows).value();
    assertEquals(Math.hypot(3 * .5, 2 * 2) / 2, value[0], 1e-6, "mean of it and of 0");
  }

  /** Each heat map by its own number, which moves no place. */
  @Test
  void aScaleFreeSoftArgmaxDoesNotChangeWithTheSizeOfTheLogits() {
    ObjectiveType.Value at = LandmarkObjective.SCALE_FREE_SOFT_ARGMAX.of(outputs, targets);
    Tensor large = outputs.copy();
    for (int k = 0; k < large.data().length; k++)
      large.data()[k] *= k % 6 == 0 ? 1e4f : k % 6 == 1 ? 1e-3f : 1;
    ObjectiveType.Value there = LandmarkObjective.SCALE_FREE_SOFT_ARGMAX.of(large, targets);
    assertArrayEquals(at.value(), there.value(), 1e-4f);
    for (int k = 0; k < large.data().length; k++) {
      float factor = k % 6 == 0 ? 1e4f : k % 6 == 1 ? 1e-3f : 1;
      assertEquals(at.gradient().data()[k], there.gradient().data()[k] * factor, 1e-5);
    }
  }

  @Test
  void withoutLandmarksThereIsNothingToMaximise() {
    Tensor none = task.encode(new Landmarks(List.of(Map.of(), Map.of()), PIXEL));
    for (LandmarkObjective objective : LandmarkObjective.values()) {
      assertArrayEquals(new float[2], objective.of(outputs, none).value(), objective.label());
      assertArrayEquals(
          new float[outputs.data().length], objective.of(outputs, none).gradient().data());
    }
  }

  /** 3 mm to the right are 6 pixels of .5 mm, 4 mm up are 2 pixels of 2 mm. */
  @Test
  void aLandmarkMovesAndTheOthersStay() {
    TargetPoints.Size image = new TargetPoints.Size(10, 12);
    Tensor right = TargetPoints.move(targets, 0, 3, 0, image);
    assertEquals(4.3 + 6, x(right, 0), 1e-5);
    assertEquals(5.8, y(right, 0), 1e-5);
    Tensor up = TargetPoints.move(targets, 0, 4, 90, image);
    assertEquals(4.3, x(up, 0), 1e-5);
    assertEquals(5.8 - 2, y(up, 0), 1e-5);
    for (int row = 1; row < 4; row++) assertEquals(x(targets, row), x(right, row));
    assertEquals(0, right.data()[2 * PointRow.COLUMNS + PointRow.PRESENT], "still missing");
    String message =
        assertThrows(RobustJException.class, () -> TargetPoints.move(targets, 0, 9, 180, image))
            .getMessage();
    assertTrue(message.contains("target_distance"), message);
  }

  @Test
  void twoLandmarksChangePlaces() {
    Tensor swapped = TargetPoints.swap(targets, 0, 1);
    assertEquals(x(targets, 1), x(swapped, 0));
    assertEquals(y(targets, 0), y(swapped, 1));
    assertEquals(1, swapped.data()[2 * PointRow.COLUMNS + PointRow.PRESENT]);
    assertEquals(0, swapped.data()[3 * PointRow.COLUMNS + PointRow.PRESENT]);
    assertArrayEquals(targets.data(), TargetPoints.swap(swapped, 0, 1).data());
  }

  @Test
  void objectivesOfOtherTasksAreRefusedWithTheKnownOnes() {
    String message =
        assertThrows(RobustJException.class, () -> LandmarkObjective.named("soft_dice"))
            .getMessage();
    for (String name : LandmarkObjective.names()) assertTrue(message.contains(name), message);
  }

  private double value(LandmarkObjective objective, int k, float step) {
    Tensor moved = outputs.copy();
    moved.data()[k] += step;
    return objective.of(moved, targets).value()[k / outputs.sampleLength()];
  }

  private static float x(Tensor rows, int row) {
    return rows.data()[row * PointRow.COLUMNS + PointRow.X];
  }

  private static float y(Tensor rows, int row) {
    return rows.data()[row * PointRow.COLUMNS + PointRow.Y];
  }

  private static Tensor random(int... shape) {
    Tensor tensor = Tensor.zeros(shape);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < tensor.data().length; i++)
      tensor.data()[i] = (float) random.nextDouble(-2, 2);
    return tensor;
  }
}
