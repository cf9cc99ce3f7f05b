package io.github.robustj.job;

import static io.github.robustj.job.OptionsTest.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Normalization;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.training.AdaptiveMargin;
import io.github.robustj.training.MarginOptions;
import io.github.robustj.training.MarginSettings.Refinement;
import io.github.robustj.training.MarginTable;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.Methods;
import io.github.robustj.training.ThresholdRule;
import io.github.robustj.training.TrainingTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainOptionsTest {

  @Test
  void defaultsAreThoseOfTheTypesBelow() {
    TrainOptions options = TrainOptions.of(Map.of());
    assertEquals(OptimizerSpec.adam(), options.optimizer());
    assertEquals(Normalization.DEFAULT, ImageOptions.normalization(options.options()));
    assertEquals(0, Methods.share(options.options()));
    TrainOptions nine = TrainOptions.of(Map.of("method", "adaptive_margin", "epochs", 9));
    assertEquals(3, nine.get(MarginTable.CLEAN_EPOCHS), "a third of the epochs");
    assertEquals(OptimizerSpec.sgd(), TrainOptions.of(Map.of("optimizer", "sgd")).optimizer());
  }

  static Stream<Map<String, ?>> settings() {
    return Stream.of(
        Map.of(),
        Map.of("method", "adversarial", "norm", "linf", "epsilon", .1, "steps", 7),
        Map.of("method", "adaptive_margin", "threshold", "huber", "margin_step", 2),
        Map.of("method", "adaptive_margin", "clean_epochs", 0, "refinement", "bisection"),
        Map.of("method", "adaptive_margin", "preset", "ima", "threshold_parameter", .7),
        Map.of("method", "adaptive_margin", "preset", "paper", "steps", 12),
        Map.of("method", "adaptive_margin", "preset", "fast", "margin_floor", 0),
        Map.of("method", "fast_adversarial", "epsilon_warmup", 3, "valid_range", "none"),
        Map.of("method", "free_adversarial", "free_replays", 8, "awp_gamma", .005),
        Map.of("method", "trades", "trades_beta", 3),
        Map.of("method", "mart", "mart_lambda", 4),
        Map.of(
            "method",
            "temporal_ensembling",
            "ensembling_weight",
            30,
            "ensembling_momentum",
            .8,
            "start_model",
            "a model"),
        Map.of("optimizer", "sgd", "momentum", .9, "learning_rate", .1, "seed", 1L << 53),
        Map.of("normalization", "unit_range", "augment_flip", false, "group", "^(\\w+)-"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theValuesGiveTheSameOptionsBack(Map<String, ?> given) {
    TrainOptions options = TrainOptions.of(given);
    assertEquals(options, TrainOptions.of(options.values()));
    given.forEach((key, value) -> assertEquals(text(value), text(options.values().get(key)), key));
  }

  private static String text(Object value) {
    return value instanceof Number n ? Double.toString(n.doubleValue()) : value.toString();
  }

  @Test
  void theValuesNameEveryOptionThatHasAnEffect() {
    Map<String, Object> values = TrainOptions.of(Map.of()).values();
    assertTrue(values.containsKey("epochs"));
    assertFalse(values.containsKey("margin_step") || values.containsKey("momentum"));
    Set<String> named = new HashSet<>();
    Allowed.Choice methods = (Allowed.Choice) MethodTable.METHOD.allowed();
    for (String method : methods.choices()) {
      Map<String, Object> given = new HashMap<>(Map.of("method", method, "optimizer", "sgd"));
      if (List.of("mtd", "cwat").contains(method)) given.put("task", "detection");
      if (method.equals("adaptive_margin")) given.put("threshold", "huber");
      TrainOptions.of(given).values().forEach((key, value) -> named.add(value == null ? "" : key));
    }
    named.addAll(TrainOptions.of(Map.of("task", "landmark")).values().keySet());
    named.addAll(TrainOptions.of(Map.of("task", "detection")).values().keySet());
    assertEquals(OptionTable.TRAIN.stream().map(Key::name).collect(Collectors.toSet()), named);
  }

  @Test
  void aPresetFillsWhatStandsAtItsDefault() {
    TrainOptions ima = TrainOptions.of(Map.of("method", "adaptive_margin", "preset", "ima"));
    assertEquals(20, ima.get(MethodTable.STEPS));
    assertEquals(Refinement.BISECTION, ima.get(MarginTable.REFINEMENT));
    assertEquals(.6, ima.get(MarginTable.THRESHOLD_PARAMETER));
    TrainOptions own =
        TrainOptions.of(
            Map.of("method", "adaptive_margin", "preset", "ima", "steps", 7, "margin_floor", 1));
    assertEquals(7, own.get(MethodTable.STEPS));
    assertEquals(1, own.get(MarginTable.MARGIN_FLOOR));
    assertFalse(own.get(MethodTable.VALID_RANGE));
    assertFails(
        "preset has an effect only with method=adaptive_margin",
        () -> TrainOptions.of(Map.of("preset", "ima")));
  }

  @Test
  void aStartModelNeedsNoCleanEpochs() {
    Map<String, Object> given = new HashMap<>(Map.of("method", "adaptive_margin", "epochs", 9));
    given.put("start_model", "a model");
    assertEquals(0, TrainOptions.of(given).get(MarginTable.CLEAN_EPOCHS));
    given.put("clean_epochs", 2);
    assertEquals(2, TrainOptions.of(given).get(MarginTable.CLEAN_EPOCHS));
  }

  @ParameterizedTest
  @CsvSource({"mean,0", "mean_minus_sd,1", "huber,2", "minimum,0", "quantile,0.5", "value,0.6"})
  void thresholdParametersFollowTheRule(String rule, double expected) {
    TrainOptions options = TrainOptions.of(Map.of("method", "adaptive_margin", "threshold", rule));
    assertEquals(expected, MarginOptions.threshold(options.options()).parameter());
  }

  /** Dice has a mean; the paper's rule for losses is location plus two scales. */
  @Test
  void theAutomaticThresholdFollowsTheTask() {
    Map<String, Object> given = new HashMap<>(Map.of("method", "adaptive_margin"));
    assertEquals(new ThresholdRule(ThresholdRule.Kind.MEAN, 0), threshold(given));
    given.put("task", "landmark");
    assertEquals(new ThresholdRule(ThresholdRule.Kind.HUBER, 2), threshold(given));
    given.put("threshold_parameter", 1);
    assertFails("threshold is automatic", () -> TrainOptions.of(given));
  }

  @Test
  void theAutomaticPresetIsFastForEveryTask() {
    for (String task : List.of("segmentation", "landmark", "detection")) {
      Map<String, Object> given = new HashMap<>(Map.of("method", "adaptive_margin", "task", task));
      TrainOptions fast = TrainOptions.of(given);
      assertEquals(4, fast.get(MethodTable.STEPS));
      assertTrue(fast.get(MarginTable.REUSE_PERTURBATION));
      assertTrue(fast.get(MarginTable.LEAVE_WHEN_BROKEN));
      assertTrue(fast.get(MarginTable.SHARE_PASS));
      assertEquals(fast, TrainOptions.of(fast.values()));
      given.put("preset", "none");
      assertEquals(10, TrainOptions.of(given).get(MethodTable.STEPS));
      assertFalse(TrainOptions.of(given).get(MarginTable.SHARE_PASS));
    }
  }

  @Test
  void theAutomaticPresetGivesWayToBisection() {
    TrainOptions options =
        TrainOptions.of(Map.of("method", "adaptive_margin", "refinement", "bisection"));
    assertFalse(options.get(MarginTable.SHARE_PASS));
    assertEquals(4, options.get(MethodTable.STEPS));
  }

  private static ThresholdRule threshold(Map<String, Object> given) {
    TrainOptions options = TrainOptions.of(given);
    assertEquals(options, TrainOptions.of(options.values()), "written resolved");
    return MarginOptions.threshold(options.options());
  }

  @Test
  void anOptionWithoutEffectIsRefused() {
    assertFails(
        "margin_step has an effect only with method=adaptive_margin, but method is standard",
        () -> TrainOptions.of(Map.of("margin_step", 2)));
    assertFails("method=trades", () -> TrainOptions.of(Map.of("trades_beta", 5)));
    assertFails("method=mart", () -> TrainOptions.of(Map.of("mart_lambda", 4)));
    assertFails("epsilon_warmup", () -> TrainOptions.of(Map.of("epsilon_warmup", 4)));
    assertFails(
        "share_pass", () -> TrainOptions.of(Map.of("method", "adversarial", "share_pass", true)));
    assertFails("optimizer=sgd", () -> TrainOptions.of(Map.of("momentum", .5)));
    assertFails("adversarial_share", () -> TrainOptions.of(Map.of("adversarial_share", .5)));
    assertFails(
        "threshold_parameter",
        () -> TrainOptions.of(Map.of("method", "adaptive_margin", "threshold_parameter", 1)));
    assertFails("step_size", () -> AttackOptions.of(Map.of("attack", "fgsm", "step_size", 2)));
    assertFails("restarts", () -> AttackOptions.of(Map.of("attack", "bim", "restarts", 2)));
  }

  @Test
  void aDialogMayHandOverAllFieldsAtTheirDefaults() {
    Map<String, Object> all = new HashMap<>();
    OptionTable.TRAIN.forEach(key -> all.put(key.name(), key.standard()));
    assertEquals(TrainOptions.of(Map.of()), TrainOptions.of(all));
  }

  /** A prediction of all slices for the first threshold, later of a quarter. */
  @Test
  void replaysOfMasksAreAttackedFromTheFirstEpochOn() {
    Options replay =
        TrainOptions.of(Map.of("method", "adaptive_margin", "epochs", 13, "preset", "replay"))
            .options();
    assertEquals(0, replay.get(MarginTable.CLEAN_EPOCHS));
    assertEquals(2.35, AdaptiveMargin.TYPE.work(replay, 0), 1e-9);
    assertEquals(2.0875, AdaptiveMargin.TYPE.work(replay, 12), 1e-9);
  }

  /** Half of the epochs with one pass and half with two make one and a half. */
  @Test
  void halfOfTheEpochsAreCleanWithReplaysOfOtherTasks() {
    Map<String, Object> given =
        Map.of("task", "landmark", "method", "adaptive_margin", "epochs", 13);
    Map<String, Object> replayed = new HashMap<>(given);
    replayed.put("preset", "replay");
    assertEquals(4, TrainOptions.of(given).get(MarginTable.CLEAN_EPOCHS));
    TrainOptions replay = TrainOptions.of(replayed);
    assertEquals(6, replay.get(MarginTable.CLEAN_EPOCHS));
    double[] work = new double[2];
    for (int epoch : new int[] {0, 12})
      work[epoch / 12] = AdaptiveMargin.TYPE.work(replay.options(), epoch);
    assertArrayEquals(new double[] {1, 2}, work);
  }

  @Test
  void contradictionsAreNamed() {
    assertFails(
        "clean_epochs is 5 but there are only 3",
        () -> TrainOptions.of(Map.of("method", "adaptive_margin", "epochs", 3, "clean_epochs", 5)));
    assertFails(
        "margin_max",
        () ->
            TrainOptions.of(
                Map.of("method", "adaptive_margin", "margin_step", 3, "margin_max", 2)));
    assertFails(
        "margin_floor is 3.0 but must not be above margin_max",
        () ->
            TrainOptions.of(
                Map.of("method", "adaptive_margin", "margin_floor", 3, "margin_max", 2)));
    assertFails(
        "share_pass is true but must be false with refinement=bisection",
        () ->
            TrainOptions.of(
                Map.of("method", "adaptive_margin", "preset", "fast", "refinement", "bisection")));
    assertFails(
        "margin_replays is 2, which needs share_pass=true",
        () ->
            TrainOptions.of(
                Map.of("method", "adaptive_margin", "preset", "none", "margin_replays", 2)));
    assertFails(
        "leave_when_broken is true but no slice can leave with margin_replays=2",
        () ->
            TrainOptions.of(
                Map.of("method", "adaptive_margin", "preset", "fast", "margin_replays", 2)));
    Map<String, Object> stated =
        Map.of("method", "adaptive_margin", "preset", "replay", "threshold", "value");
    assertDoesNotThrow(() -> TrainOptions.of(stated), "the preset leaves it out");
    Map<String, Object> learned = new HashMap<>(stated);
    learned.put("renew_threshold", true);
    assertFails("renew_threshold is true but threshold is value", () -> TrainOptions.of(learned));
    for (String option : List.of("margin_replays", "split_batch")) {
      Map<String, Object> noShare =
          Map.of("adversarial_share", 0, "preset", "replay", "split_batch", true);
      Map<String, Object> options = new HashMap<>(noShare);
      options.put("method", "adaptive_margin");
      if (option.equals("split_batch")) options.put("preset", "fast");
      assertFails(
          "adversarial_share is 0 but must be above 0 with " + option,
          () -> TrainOptions.of(options));
    }
    assertFails(
        "percentile_low",
        () -> TrainOptions.of(Map.of("percentile_low", 60, "percentile_high", 40)));
    assertFails(
        "threshold_parameter",
        () ->
            TrainOptions.of(
                Map.of(
                    "method", "adaptive_margin", "threshold", "value", "threshold_parameter", 60)));
    assertFails("option group is \"(\"", () -> TrainOptions.of(Map.of("group", "(")));
    assertFails("in parentheses", () -> TrainOptions.of(Map.of("group", "abc")));
  }

  /** A log holds what somebody has chosen, not all that there is. */
  @Test
  void theLogNamesWhatIsNotAtItsDefault() {
    assertEquals("learning_rate=0.002", TrainOptions.of(Map.of()).unusual(), "automatic");
    int usual = TrainOptions.of(Map.of()).get(TrainingTable.EPOCHS);
    assertEquals("learning_rate=0.002", TrainOptions.of(Map.of("epochs", usual)).unusual());
    assertEquals(
        "norm=linf, epsilon=4.0, epochs=9, learning_rate=0.01",
        TrainOptions.of(Map.of("norm", "linf", "epsilon", 4, "epochs", 9, "learning_rate", .01))
            .unusual());
  }

  @Test
  void attacksByName() {
    assertEquals(AttackSpec.pgd(20), AttackOptions.of(Map.of()));
    assertEquals(
        new AttackSpec("pgd", Norm.LINF, 7, 5, 3),
        AttackOptions.of(Map.of("norm", "linf", "steps", 7, "step_size", 5, "restarts", 3)));
    AttackSpec fgsm = AttackOptions.of(Map.of("attack", "fgsm"));
    assertEquals(1, fgsm.steps());
    assertEquals(1, fgsm.relativeStep());
  }
}
