package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.corruption.Corruption;
import io.github.robustj.corruption.Corruptions;
import io.github.robustj.corruption.NoiseLevel;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.TensorImages;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.CorruptionEvaluation.CaseReader;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Curves;
import io.github.robustj.testing.PixelClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/** A classifier that calls a pixel foreground where it is positive; nothing is normalised. */
class CorruptionEvaluationTest {

  private static final int SIDE = 40;

  private final SegmentationTask task =
      new SegmentationTask(List.of(new LabelClass(0, "background"), new LabelClass(9, "heart")));
  private final PixelClassifier model = new PixelClassifier(0, 1, 0, 0);

  /** A left half at -1 and a right half at 1, which is the foreground. */
  private static CaseReader reader(String name) {
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) pixels[i] = i % SIDE < SIDE / 2 ? -1 : 1;
    Image image = new Image(name, ArrayImgs.floats(pixels, SIDE, SIDE, 1, 1), Calibration.PIXELS);
    Tensor targets = new Tensor(new float[SIDE * SIDE], 1, SIDE, SIDE, 1);
    for (int i = 0; i < pixels.length; i++) targets.data()[i] = i % SIDE < SIDE / 2 ? 0 : 1;
    return change ->
        new EvaluationCase(
            new EncodedCase(
                name, TensorImages.tensor(change.apply(image)), targets, Bounds.none()));
  }

  private CorruptionReport report(long seed, String corruptions, String... cases) {
    List<Corruption> all = Corruptions.parse(corruptions).stream().map(Corruptions::named).toList();
    List<CaseReader> readers = new ArrayList<>();
    for (String name : cases) readers.add(reader(name));
    return new CorruptionEvaluation(task, all, 1, seed)
        .run(model, readers, EvaluationListener.SILENT);
  }

  @Test
  void cleanIsPerfectAndNoiseTakesWhatItMust() {
    CorruptionReport report = report(1, "gaussian_noise,contrast", "a", "b");
    assertEquals(1, report.cleanMean());
    assertEquals(List.of("gaussian_noise", "contrast"), report.names());
    // The mean is 0: less contrast changes no sign.
    for (CorruptionScores s : report.of("contrast")) assertEquals(1, s.mean());
    List<CorruptionScores> noise = report.of("gaussian_noise");
    assertEquals(List.of(1, 2, 3, 4, 5), noise.stream().map(CorruptionScores::severity).toList());
    assertEquals(.18, noise.get(4).strength());
    // sigma is .18 of a range of 2: 2.8 sigma to the border, so .27 % of the pixels change sides.
    assertEquals(1 - .0027, noise.get(4).mean(), .004);
    assertTrue(noise.get(4).mean() < 1);
    assertEquals(List.of("a", "b"), noise.get(2).cases().stream().map(CaseScore::name).toList());
    assertEquals(0, report.medianNoise().sigma());
  }

  /** Whatever else is measured, and in which order. */
  @Test
  void aScoreFollowsFromSeedCaseCorruptionAndSeverityAlone() {
    CorruptionScores alone = report(3, "rician_noise", "b").of("rician_noise").get(4);
    CorruptionScores among =
        report(3, "gaussian_noise,jpeg,rician_noise", "a", "b").of("rician_noise").get(4);
    assertEquals(alone.cases().get(0), among.cases().get(1));
    CorruptionReport other = report(4, "gaussian_noise", "b");
    assertTrue(
        !other.of("gaussian_noise").equals(report(3, "gaussian_noise", "b").of("gaussian_noise")));
  }

  @Test
  void whatDoesNotSuitTheChannelsIsLeftOutAndSaid() {
    List<String> log = new ArrayList<>();
    List<Corruption> stain = List.of(Corruptions.named("stain_shift"), Corruptions.named("gamma"));
    assertEquals(stain.subList(1, 2), CorruptionEvaluation.suited(stain, 1, log::add));
    assertEquals(
        List.of(
            "The corruption stain_shift is left out: it is for images of 3 channels, and the model sees 1."),
        log);
    assertEquals(stain, CorruptionEvaluation.suited(stain, 3, log::add));
    assertThrows(
        RobustJException.class,
        () -> CorruptionEvaluation.suited(stain.subList(0, 1), 1, log::add));
  }

  @Test
  void itTellsItsProgressAndCanBeCancelled() {
    List<Double> fractions = new ArrayList<>();
    EvaluationListener listener =
        new EvaluationListener() {
          @Override
          public void progress(double fraction, String message) {
            fractions.add(fraction);
          }

          @Override
          public void check() {
            if (fractions.size() == 7) throw new CancellationException();
          }
        };
    CorruptionEvaluation evaluation =
        new CorruptionEvaluation(task, List.of(Corruptions.named("gamma")), 1, 1);
    List<CaseReader> cases = List.of(reader("a"), reader("b"));
    assertThrows(CancellationException.class, () -> evaluation.run(model, cases, listener));
    // Looks 1 to 5 of 6 at the first of two cases, then the second.
    assertEquals(7, fractions.size());
    for (int i = 0; i < 5; i++) assertEquals((i + 1) / 12., fractions.get(i), 1e-12);
    assertEquals(.5 + 1 / 12., fractions.get(5), 1e-12);
  }

  private static CorruptionReport means(double clean, double... means) {
    List<CorruptionScores> scores = new ArrayList<>();
    for (int s = 1; s <= means.length; s++)
      scores.add(
          new CorruptionScores(
              "gamma", s, s, List.of(Curves.score("a", Map.of("heart", means[s - 1])))));
    return new CorruptionReport(
        List.of(Curves.score("a", Map.of("heart", clean))),
        scores,
        Map.of("a", new NoiseLevel(2, .01), "b", new NoiseLevel(4, .03)));
  }

  /** By hand: errors .1 + .3 against .2 + .6. */
  @Test
  void ratiosAndDropsAreThoseOfTheirDefinition() {
    assertEquals(.25, CorruptionReport.relativeDrop(.8, .6, true), 1e-15);
    assertEquals(.25, CorruptionReport.relativeDrop(4, 5, false), 1e-15);
    assertTrue(Double.isNaN(CorruptionReport.relativeDrop(0, .1, true)));
    CorruptionReport one = means(.95, .9, .7);
    CorruptionReport two = means(.95, .8, .4);
    assertEquals(.4 / .8, one.ratios(two, true).get("gamma"), 1e-12);
    // As errors: 1.6 against 1.2.
    assertEquals(1.6 / 1.2, one.ratios(two, false).get("gamma"), 1e-12);
    assertTrue(Double.isNaN(one.ratios(means(1, 1, 1), true).get("gamma")));
    assertEquals(new NoiseLevel(3, .02), one.medianNoise());
  }

  @Test
  void theTablesSayEveryScoreAndTheMeans() {
    CorruptionReport report = means(.95, .9, .7, .6, .5, .4);
    RobustnessCurve curve =
        Curves.of(
            "Dice", AttackSpec.pgd(1), List.of("heart"), List.of(new Point(0, report.clean())));
    assertEquals(
        """
        corruption,severity,strength,case,class,score
        none,0,,a,heart,0.95
        gamma,1,1.0,a,heart,0.9
        gamma,2,2.0,a,heart,0.7
        """
            .replace("\n", "\r\n"),
        CorruptionTable.of(report, curve).csv().split("gamma,3")[0]);
    List<String> lines = CorruptionTable.summary(report, curve).lines();
    assertEquals(
        "gamma                0.900  0.700  0.600  0.500  0.400  0.620    34.7 %", lines.get(2));
    assertEquals(
        "The images themselves have noise of about 3 in their own intensities, 2 % of their range (median of 2 cases).",
        CorruptionTable.noise(report));
  }
}
