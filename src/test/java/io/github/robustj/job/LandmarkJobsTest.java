package io.github.robustj.job;

import static io.github.robustj.job.CrossNetwork.DATA;
import static io.github.robustj.job.CrossNetwork.MODEL;
import static io.github.robustj.job.CrossNetwork.PLACES;
import static io.github.robustj.job.CrossNetwork.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.Measurement;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Question;
import io.github.robustj.testing.Crosses;
import io.github.robustj.testing.EvaluateJobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Predictions and evaluations of a network that finds the two landmarks of {@link Crosses}. */
class LandmarkJobsTest {

  @Test
  void describesTheModelInFull() {
    Question.Points points = ModelFolder.open(MODEL).description().task().landmarks();
    assertEquals(new Question.Points(List.of("bright", "dark"), 2, 48, "mm"), points);
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
}
