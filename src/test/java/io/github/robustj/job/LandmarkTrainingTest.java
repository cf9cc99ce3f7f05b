package io.github.robustj.job;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static io.github.robustj.job.CrossNetwork.FEW;
import static io.github.robustj.job.CrossNetwork.SMALL;
import static io.github.robustj.job.CrossNetwork.train;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.training.MarginOptions;
import io.github.robustj.training.MarginSettings.Refinement;
import io.github.robustj.training.MarginTable;
import io.github.robustj.training.ThresholdRule;
import io.github.robustj.training.ThresholdRule.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings on landmarks: every method, and the options that only they have. */
class LandmarkTrainingTest {

  @Test
  void marginsWatchEveryKindOfCorrectness() {
    for (String correct : List.of("loss", "components", "radial_error")) {
      Map<String, Object> options = new HashMap<>(SMALL);
      options.putAll(
          Map.of(
              "method",
              "adaptive_margin",
              "epochs",
              2,
              "width",
              4,
              "clean_epochs",
              1,
              "margin_step",
              .5,
              "threshold",
              "huber",
              "correct",
              correct));
      TrainResult result = train(FEW, correct, options);
      Map<String, Double> last = result.history().get(1).values();
      assertEquals(correct.equals("components"), last.containsKey("threshold_3"));
      assertTrue(last.get("threshold") < 0, "losses and errors count as negative");
    }
  }

  /** All but MART, which compares the classes of a pixel. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "adversarial",
        "fast_adversarial",
        "free_adversarial",
        "trades",
        "temporal_ensembling"
      })
  void everyMethodTrains(String method) {
    Map<String, Object> options = new HashMap<>(SMALL);
    options.putAll(Map.of("method", method, "epochs", 2, "width", 4));
    List<Double> losses =
        train(FEW, method, options).history().stream().map(e -> e.values().get("loss")).toList();
    assertEquals(2, losses.size());
    assertTrue(losses.stream().allMatch(Double::isFinite), losses.toString());
  }

  /** Its maps of landmarks could not follow a landmark that changes sides. */
  @Test
  void temporalEnsemblingDoesNotMirror() {
    Map<String, Object> options = new HashMap<>(SMALL);
    options.putAll(Map.of("method", "temporal_ensembling", "mirror_pairs", "bright/dark"));
    List<String> said = new ArrayList<>();
    assertFalse(mirroring(options, listener(said)).augmentation().flip());
    assertTrue(said.get(0).contains("temporal ensembling"), said.toString());
  }

  /** What METHODS calls the paper's and AMAT's settings for landmarks. */
  @Test
  void thePapersSettingsArePresets() {
    Options paper = preset("paper");
    requireSize(paper, 1, 10, true);
    assertEquals(new ThresholdRule(Kind.HUBER, 2), MarginOptions.threshold(paper));
    assertEquals(Correctness.LOSS, paper.get(MarginTable.CORRECT));
    assertEquals(Refinement.BISECTION, paper.get(MarginTable.REFINEMENT));
    Options amat = preset("amat");
    requireSize(amat, .5, 5, false);
    assertEquals(new ThresholdRule(Kind.MEAN_MINUS_SD, 2), MarginOptions.threshold(amat));
    assertEquals(Correctness.COMPONENTS, amat.get(MarginTable.CORRECT));
    assertEquals(Refinement.NONE, amat.get(MarginTable.REFINEMENT));
  }

  private static void requireSize(Options options, double step, double max, boolean ofMax) {
    assertEquals(step, options.get(MarginTable.MARGIN_STEP));
    assertEquals(max, options.get(MarginTable.MARGIN_MAX));
    assertEquals(-1, options.get(MarginTable.MARGIN_FLOOR));
    assertEquals(ofMax, options.get(MarginTable.STEP_UNIT));
  }

  private static Options preset(String name) {
    return TrainOptions.of(Map.of("task", "landmark", "method", "adaptive_margin", "preset", name))
        .options();
  }

  @Test
  void optionsWithoutEffectAreRefused() {
    for (String key : List.of("patch", "resolution", "correct", "deep_supervision"))
      assertThrows(
          RobustJException.class,
          () ->
              TrainOptions.of(
                  switch (key) {
                    case "patch" -> Map.of("task", "landmark", key, 64);
                    case "resolution" -> Map.of(key, 64);
                    case "correct" -> Map.of("task", "landmark", key, "components");
                    default -> Map.of("task", "landmark", key, false);
                  }),
          key);
  }

  /** Their names do not tell sides, so only an option can. */
  @Test
  void imagesAreMirroredWhereItIsKnownWhichLandmarksChangeSides() {
    List<String> said = new ArrayList<>();
    JobListener listener = listener(said);
    Map<String, Object> options = new HashMap<>(SMALL);
    options.put("mirror_pairs", "bright/dark");
    assertEquals(List.of(1, 0), mirroring(options, listener).pairs().partners());
    assertTrue(said.isEmpty());
    options.remove("mirror_pairs");
    assertFalse(mirroring(options, listener).augmentation().flip());
    assertTrue(said.get(0).contains("mirror_pairs"), said.toString());
    options.putAll(Map.of("mirror_pairs", "bright/dark", "augment_flip", false));
    assertSentence(() -> TrainOptions.of(options), "mirror_pairs", "augment_flip=true");
  }

  private static Mirroring mirroring(Map<String, Object> options, JobListener listener) {
    LandmarkTask task = new LandmarkTask(List.of("bright", "dark"), 2, "mm", Correctness.LOSS);
    return Mirroring.of(task, TrainOptions.of(options).options(), listener);
  }

  private static JobListener listener(List<String> said) {
    return new JobListener() {
      @Override
      public void progress(double share, String what) {}

      @Override
      public void log(String line) {
        said.add(line);
      }
    };
  }
}
