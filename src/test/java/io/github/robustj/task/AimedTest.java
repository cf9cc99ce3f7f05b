package io.github.robustj.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Landmark;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.detection.AimLoss;
import io.github.robustj.task.detection.AimedObjects;
import io.github.robustj.task.detection.AimedObjects.Fate;
import io.github.robustj.task.detection.AimedObjects.Wish;
import io.github.robustj.task.detection.DetectionObjective;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.detection.TowardsObjects;
import io.github.robustj.task.landmark.AimedPoints;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.task.landmark.TargetPoints;
import io.github.robustj.task.segmentation.AimedMasks;
import io.github.robustj.task.segmentation.SegmentationObjective;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.SeenMasks;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/** Targets: what is to change, what is held where it is seen, and whether it was reached. */
class AimedTest {

  /** Seen 1, 0, 2; wanted 1, 2, 2 and a pixel that does not count. */
  @Test
  void pixelsThatAreAsWantedAreHeld() {
    Tensor wanted = new Tensor(new float[] {1, 2, 2, -1}, 1, 1, 4, 1);
    Tensor seen = new Tensor(new float[] {1, 0, 2, -1}, 1, 1, 4, 1);
    AimedMasks aimed = AimedMasks.of(wanted, seen);
    assertArrayEquals(new float[] {-1, 1, 2, -1, -1, 2, -1, -1}, aimed.steering().data());
    assertArrayEquals(wanted.data(), aimed.targets().data());
    assertArrayEquals(new int[] {1}, aimed.wanted());
    assertEquals(new Reach(1, 1), aimed.reach(logits(0, 2, 0, 0)));
    assertEquals(new Reach(0, 1), aimed.reach(logits(1, 1, 2, 0)));
    Mask changes = aimed.changes().orElseThrow();
    assertEquals(new Reach(1, 1), masks(0, 2, 0, 0).reach(changes));
    assertEquals(new Reach(0, 1), masks(1, 0, 2, 0).reach(changes));
  }

  private static Prediction masks(int... labels) {
    List<LabelClass> classes =
        List.of(new LabelClass(0, "none"), new LabelClass(1, "one"), new LabelClass(2, "two"));
    Mask mask = new Mask(ArrayImgs.ints(labels, labels.length, 1, 1));
    Image score = new Image("", ArrayImgs.floats(labels.length, 1, 1, 1), Calibration.PIXELS);
    return SeenMasks.of(mask, score, classes);
  }

  private static Tensor logits(int... classes) {
    Tensor logits = Tensor.zeros(1, 1, classes.length, 3);
    for (int k = 0; k < classes.length; k++) logits.data()[3 * k + classes[k]] = 1;
    return logits;
  }

  /**
   * Of 101 pixels one is to change: it weighs ten times as much as each of the others, and those
   * ten times as much together.
   */
  @Test
  void fewPixelsWeighMoreThanEachThatIsHeld() {
    Tensor seen = Tensor.zeros(1, 1, 101, 1);
    Tensor wanted = seen.copy();
    wanted.data()[5] = 1;
    Tensor logits = Tensor.zeros(1, 1, 101, 2);
    Tensor steering = AimedMasks.of(wanted, seen).steering();
    Tensor change = AimedMasks.part(steering, 0);
    Tensor held = AimedMasks.part(steering, 1);
    float[] slope =
        SegmentationObjective.CROSS_ENTROPY
            .of(logits, change, 0)
            .plus(
                SegmentationObjective.CROSS_ENTROPY.of(logits, held, 0),
                AimedMasks.heldWeights(steering))
            .gradient()
            .data();
    assertEquals(.5, slope[10], 1e-6);
    assertEquals(.5 / 10, slope[13], 1e-6);
  }

  private final LandmarkTask points =
      new LandmarkTask(List.of("a", "b"), 2, "pixel", Correctness.LOSS);

  /** Heat and offsets that say these places. */
  private static Tensor heat(int... yx) {
    int n = yx.length / 2;
    Tensor outputs = Tensor.zeros(1, 12, 12, 3 * n);
    for (int k = 0; k < 144; k++)
      for (int l = 0; l < n; l++) {
        double dy = yx[2 * l] - k / 12;
        double dx = yx[2 * l + 1] - k % 12;
        outputs.data()[k * 3 * n + l] = (float) (9 - dy * dy - dx * dx);
        outputs.data()[k * 3 * n + n + l] = (float) (dy / 2);
        outputs.data()[k * 3 * n + 2 * n + l] = (float) (dx / 2);
      }
    return outputs;
  }

  /** The truth of b is (3, 3), but it is seen at (5, 5): held there, not led home. */
  @Test
  void otherLandmarksAreHeldWhereTheyAreSeen() {
    Tensor truth =
        points.encode(
            new Landmarks(
                List.of(Map.of("a", Landmark.at(6, 6), "b", Landmark.at(3, 3))),
                Calibration.PIXELS));
    Tensor target = TargetPoints.move(truth, 0, 4, 0, new TargetPoints.Size(12, 12));
    Tensor seen = heat(6, 6, 5, 5);
    AimedPoints aimed = AimedPoints.of(points, truth, target, 1, seen);
    assertArrayEquals(
        new float[] {0}, points.radialErrors(heat(6, 10, 5, 5), aimed.targets()), 1e-3f);
    assertEquals(new Reach(0, 1), aimed.reach(seen));
    assertEquals(new Reach(0, 1), aimed.reach(heat(6, 7, 5, 5)), "less than half the way");
    assertEquals(new Reach(1, 1), aimed.reach(heat(6, 9, 5, 5)));
    // Nothing moves in a slice that lacks the landmark.
    Tensor lacking =
        points.encode(new Landmarks(List.of(Map.of("b", Landmark.at(3, 3))), Calibration.PIXELS));
    Tensor same = TargetPoints.move(lacking, 0, 4, 0, new TargetPoints.Size(12, 12));
    assertArrayEquals(new int[] {0}, AimedPoints.of(points, lacking, same, 1, seen).wanted());
    Tensor swapped = TargetPoints.swap(lacking, 0, 1);
    assertArrayEquals(new int[] {0}, AimedPoints.of(points, lacking, swapped, 2, seen).wanted());
  }

  private final DetectionTask objects = new DetectionTask(List.of("red", "blue"), Correctness.LOSS);

  /** Outputs in which these cells are centres of boxes of 8 x 8 pixels, of class c at y, x. */
  private static Tensor cells(int... cyx) {
    Tensor outputs = Tensor.zeros(1, 6, 6, 6);
    for (int k = 0; k < 36; k++) {
      Arrays.fill(outputs.data(), k * 6, k * 6 + 2, -5);
      Arrays.fill(outputs.data(), k * 6 + 4, k * 6 + 6, (float) Math.log(2));
    }
    for (int i = 0; i < cyx.length; i += 3)
      outputs.data()[(cyx[i + 1] * 6 + cyx[i + 2]) * 6 + cyx[i]] = 1.5f;
    return outputs;
  }

  private AimedObjects aimed(Tensor clean, Fate red) {
    Tensor none = objects.encode(new Boxes(List.of(List.of())));
    List<Wish> wishes =
        AimedObjects.seen(objects, clean, 0, none).stream()
            .map(o -> new Wish(o.name().equals("red") ? red : Fate.HELD, o, "blue"))
            .toList();
    return AimedObjects.of(objects, List.of(wishes), none, clean);
  }

  @Test
  void objectsVanishOrAreTakenForOthers() {
    Tensor clean = cells(0, 1, 1, 1, 4, 4);
    AimedObjects gone = aimed(clean, Fate.GONE);
    assertEquals(new Reach(0, 1), gone.reach(clean));
    assertEquals(new Reach(1, 1), gone.reach(cells(1, 4, 4)));
    assertEquals(new Reach(0, 1), gone.reach(cells(0, 1, 2)), "moved by a cell it is still there");
    AimedObjects renamed = aimed(clean, Fate.RENAMED);
    assertEquals(new Reach(1, 1), renamed.reach(cells(1, 1, 1)));
    assertEquals(new Reach(0, 1), renamed.reach(cells(0, 1, 1, 1, 1, 1)), "seen as both");
    assertEquals(new Reach(0, 1), renamed.reach(cells()), "seen as neither");
    // Against what is wanted: the blue one alone is all there is to be found.
    Map<String, Double> score = objects.score(cells(1, 4, 4), gone.targets());
    assertEquals(1, score.get("blue"));
    assertTrue(Double.isNaN(score.get("red")));
  }

  /** Two red ones overlap by a third; only the first is to vanish, or to be taken for blue. */
  @Test
  void aHeldNeighbourOfTheClassIsNotWhatIsGone() {
    Tensor clean = large(cells(0, 1, 1, 0, 1, 3));
    Tensor none = objects.encode(new Boxes(List.of(List.of())));
    for (Fate fate : List.of(Fate.GONE, Fate.RENAMED)) {
      List<Wish> wishes =
          AimedObjects.seen(objects, clean, 0, none).stream()
              .map(o -> new Wish(o.box().centerX() < 10 ? fate : Fate.HELD, o, "blue"))
              .toList();
      assertEquals(2, wishes.size());
      AimedObjects aimed = AimedObjects.of(objects, List.of(wishes), none, clean);
      assertEquals(new Reach(0, 1), aimed.reach(clean));
      assertEquals(new Reach(0, 1), aimed.reach(large(cells(0, 1, 1))), "the other one is gone");
      Tensor reached = fate == Fate.GONE ? cells(0, 1, 3) : cells(1, 1, 1, 0, 1, 3);
      assertEquals(new Reach(1, 1), aimed.reach(large(reached)));
    }
  }

  /** The same with boxes of 16 x 16 pixels. */
  private static Tensor large(Tensor outputs) {
    for (int k = 0; k < outputs.data().length; k += 6)
      Arrays.fill(outputs.data(), k + 4, k + 6, (float) Math.log(4));
    return outputs;
  }

  /** All of the gradient at the clean image is the change's. */
  @Test
  void heldObjectsPullNothingWhereTheyAre() {
    Tensor clean = cells(0, 1, 1, 1, 4, 4);
    AimLoss loss = AimLoss.of(clean, aimed(clean, Fate.GONE).steering(), true);
    float[] ascent = loss.ascent().data();
    assertTrue(ascent[(1 * 6 + 1) * 6] < -.5, "the red one fades");
    for (int g = 1; g < 6; g++) assertEquals(0, ascent[(4 * 6 + 4) * 6 + g], 1e-6);
  }

  /** Central differences of float outputs: a step of 1e-2 leaves some 1e-4. */
  @Test
  void theLossFallsAsItsDerivativeSays() {
    SplittableRandom random = new SplittableRandom(4);
    Tensor clean = cells(0, 1, 1, 1, 4, 4, 0, 4, 1);
    for (Fate fate : Fate.values()) {
      Tensor steering = aimed(clean, fate).steering();
      Tensor there = clean.copy();
      for (int k = 0; k < there.data().length; k++)
        there.data()[k] += (float) random.nextDouble(-1, 1);
      float[] ascent = AimLoss.of(there, steering, true).ascent().data();
      for (int k = 0; k < ascent.length; k++) {
        Tensor above = there.copy();
        Tensor below = there.copy();
        above.data()[k] += 1e-2f;
        below.data()[k] -= 1e-2f;
        double slope =
            (AimLoss.of(above, steering, true).value()[0]
                    - AimLoss.of(below, steering, true).value()[0])
                / 2e-2;
        assertEquals(-slope, ascent[k], 5e-4, fate + " " + k);
      }
    }
  }

  @Test
  void placesAloneLeadToNoTarget() {
    String message =
        assertThrows(
                RobustJException.class,
                () -> new TowardsObjects(objects, DetectionObjective.LOCATION))
            .getMessage();
    assertTrue(message.contains("objective is location"), message);
  }

  @Test
  void wordsTellHowFarItCame() {
    assertEquals("target reached (2 of 2)", new Reach(2, 2).inWords());
    assertEquals("target partly reached (1 of 2)", new Reach(1, 2).inWords());
    assertEquals("target not reached (0 of 2)", new Reach(0, 2).inWords());
    assertThrows(IllegalArgumentException.class, () -> new Reach(3, 2));
    assertEquals(new Reach(3, 5), new Reach(1, 2).and(new Reach(2, 3)));
  }
}
