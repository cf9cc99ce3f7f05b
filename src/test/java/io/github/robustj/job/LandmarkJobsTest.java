package io.github.robustj.job;

import static io.github.robustj.job.CrossNetwork.DATA;
import static io.github.robustj.job.CrossNetwork.PLACES;
import static io.github.robustj.job.CrossNetwork.Trained.MODEL;
import static io.github.robustj.job.CrossNetwork.move;
import static io.github.robustj.job.CrossNetwork.run;
import static io.github.robustj.job.CrossNetwork.towards;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.Measurement;
import io.github.robustj.data.TensorImages;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import io.github.robustj.task.Target;
import io.github.robustj.task.landmark.LandmarkObjective;
import io.github.robustj.task.landmark.LandmarkQuestion;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.As;
import io.github.robustj.testing.Crosses;
import io.github.robustj.testing.EvaluateJobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/**
 * Predictions, evaluations and attacks of a network that finds the two landmarks of {@link
 * Crosses}. One class, so that it is trained once.
 */
class LandmarkJobsTest {

  @Test
  void describesTheModelInFull() {
    assertEquals(
        new LandmarkQuestion(List.of("bright", "dark"), 2, 48, "mm"),
        ModelFolder.open(MODEL).description().task());
    assertEquals(6, ModelFolder.open(MODEL).description().network().outputChannels());
  }

  /** Within 2 of the image's 60 x 40 pixels, which the network sees at 48 x 32. */
  @Test
  void findsTheLandmarksInTheImagesOwnPixels() {
    Image image = ImagePlusConverter.toImage(Crosses.image(77, PLACES));
    Prediction.Points found = (Prediction.Points) run(new PredictJob(MODEL, image, 512));
    Map<String, Landmark> points = found.landmarks().slices().get(0);
    assertEquals(PLACES[0], points.get("bright").x(), 2);
    assertEquals(PLACES[1], points.get("bright").y(), 2);
    assertEquals(PLACES[2], points.get("dark").x(), 2);
    assertEquals(PLACES[3], points.get("dark").y(), 2);
    assertEquals(Calibration.PIXELS, found.landmarks().calibration());
  }

  @Test
  void measuresErrorsInMillimetres() {
    EvaluateJob.Points points =
        new EvaluateJob.Points(0, Measurement.parse("gap = distance(bright, dark)"));
    RobustnessCurve curve =
        run(EvaluateJobs.of(
                MODEL,
                DATA,
                Optional.empty(),
                AttackSpec.pgd(5),
                List.of(0., 30.),
                1,
                Optional.empty(),
                points))
            .curve();
    assertEquals("Radial error (mm)", curve.score());
    assertFalse(curve.higherIsBetter());
    double clean = curve.points().get(0).mean();
    assertTrue(clean < 1, "within 2 pixels of .5 mm: " + clean);
    assertTrue(curve.points().get(1).mean() > clean, "the attack moves them");
    assertTrue(curve.points().get(0).deviations().get("gap") < 1.5);
  }

  /** With an error of a quarter of a millimetre tolerated, a large ball breaks every image. */
  @Test
  void anEvaluationTellsTheSmallestPerturbations() {
    AttackSpec fmn = AttackOptions.of(Map.of("attack", "fmn", "steps", 20, "tolerance", 1));
    RobustnessCurve curve =
        run(EvaluateJobs.of(MODEL, DATA, Optional.empty(), fmn, List.of(0., 60.), 1)).curve();
    MinimalPerturbations minimal = curve.minimal().orElseThrow();
    assertEquals(24, minimal.cases().size());
    assertEquals(1, minimal.tolerance());
    assertTrue(minimal.overCases().within(60) < .5, "most are broken");
    for (MinimalPerturbations.OfCase c : minimal.cases())
      assertEquals(c.slices().get(0), c.whole(), "a case is a slice");
  }

  @Test
  void anAttackMovesTheLandmarks() {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    AttackResult result =
        run(new AttackJob(MODEL, image, Optional.empty(), AttackSpec.pgd(10), 30, 1));
    assertEquals(Crosses.WIDTH, result.adversarial().width(), "in the image's own pixels");
    assertEquals(2, result.classes().size());
    assertEquals(0, result.classes().get(0).before(), 1e-3, "the prediction stands in");
    assertTrue(result.classes().stream().mapToDouble(c -> c.after()).sum() > 1);
    assertTrue(result.slices().get(0).l2() <= 30 + 1e-3);
  }

  /** Ten pixels to the left: dark comes nearer to there, and bright stays near its place. */
  @Test
  void aTargetMovesOneLandmarkAndTheOthersStay() {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    AttackResult result = run(towards(MODEL, image, move("dark", 10, 180)));
    assertEquals(new Reach(1, 1), result.reach());
    Landmark before = As.points(result.clean()).slices().get(0).get("dark");
    Landmark after = As.points(result.attacked()).slices().get(0).get("dark");
    Landmark wanted = Landmark.at(before.x() - 10, before.y());
    assertTrue(
        after.distance(wanted, Calibration.PIXELS) < 5, "found at " + after + ", not " + wanted);
    assertTrue(
        result.classes().stream()
                .filter(c -> c.name().equals("bright"))
                .findFirst()
                .orElseThrow()
                .after()
            < 3);
  }

  /** Attacks and objectives know nothing of each other, so not every pair is tried. */
  @Test
  void everyAttackAndObjectiveTakesLandmarks() {
    LandmarkObjective.names().forEach(objective -> attack("bim", objective));
    for (String attack : List.of("apgd", "square", "ensemble", "fmn", "universal"))
      attack(attack, "soft_argmax");
  }

  private static void attack(String attack, String objective) {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    AttackSpec spec =
        AttackOptions.of(Map.of("attack", attack, "objective", objective, "steps", 3));
    // The engine of this JVM keeps the model open.
    AttackResult result =
        Engine.inProcess()
            .run(new AttackJob(MODEL, image, Optional.empty(), spec, 5, 1), JobListener.SILENT);
    assertTrue(result.slices().get(0).l2() <= 5 + 1e-3, attack + " on " + objective);
    assertEquals(attack.equals("universal"), result.universal().isPresent());
  }

  /** Half of the image may not change, at the network's resolution too. */
  @Test
  void aRegionHoldsAtTheNetworksResolution() {
    Image image = ImagePlusConverter.toImage(Crosses.image(78, PLACES));
    int[] labels = new int[Crosses.WIDTH * Crosses.HEIGHT];
    for (int k = 0; k < labels.length; k++) labels[k] = k % Crosses.WIDTH < 30 ? 1 : 0;
    Mask left = new Mask(ArrayImgs.ints(labels, Crosses.WIDTH, Crosses.HEIGHT, 1));
    AttackAim aim = new AttackAim(Optional.empty(), Optional.of(left), Target.none());
    AttackResult result =
        run(new AttackJob(MODEL, image, Optional.empty(), AttackSpec.pgd(3), 9, 1, aim));
    Tensor change = TensorImages.tensor(result.perturbation());
    boolean changed = false;
    for (int k = 0; k < change.data().length; k++)
      if (k % 48 >= 24) assertEquals(0, change.data()[k], "pixel " + k);
      else changed |= change.data()[k] != 0;
    assertTrue(changed);
  }
}
