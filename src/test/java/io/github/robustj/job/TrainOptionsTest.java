package io.github.robustj.job;

import static io.github.robustj.job.OptionsTest.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Normalization;
import io.github.robustj.model.OptimizerSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainOptionsTest {

  @Test
  void defaultsAreThoseOfTheTypesBelow() {
    TrainOptions options = TrainOptions.defaults();
    assertEquals(OptimizerSpec.adam(), options.schedule().optimizer());
    assertEquals(Normalization.DEFAULT, options.images().normalization());
    assertEquals(0, options.method().adversarialShare());
    TrainOptions nine = TrainOptions.of(Map.of("method", "adaptive_margin", "epochs", 9));
    assertEquals(3, nine.method().margin().cleanEpochs(), "a third of the epochs");
    assertEquals(
        OptimizerSpec.sgd(), TrainOptions.of(Map.of("optimizer", "sgd")).schedule().optimizer());
  }

  static Stream<Map<String, ?>> settings() {
    return Stream.of(
        Map.of(),
        Map.of("method", "adversarial", "norm", "linf", "epsilon", .1, "steps", 7),
        Map.of("method", "adaptive_margin", "threshold", "huber", "margin_step", 2),
        Map.of("method", "adaptive_margin", "clean_epochs", 0, "refinement", "bisection"),
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
    Map<String, Object> values = TrainOptions.defaults().values();
    assertTrue(values.containsKey("epochs"));
    assertFalse(values.containsKey("margin_step") || values.containsKey("momentum"));
    Map<String, Object> all =
        TrainOptions.of(
                Map.of("method", "adaptive_margin", "threshold", "huber", "optimizer", "sgd"))
            .values();
    Set<String> ofLandmarks = Set.of("resolution", "pixel_size", "correct");
    for (OptionKey key : OptionTable.TRAIN)
      assertEquals(ofLandmarks.contains(key.name()), all.get(key.name()) == null, key.name());
  }

  @ParameterizedTest
  @CsvSource({"mean,0", "mean_minus_sd,1", "huber,2", "minimum,0", "quantile,0.5", "value,0.6"})
  void thresholdParametersFollowTheRule(String rule, double expected) {
    TrainOptions options = TrainOptions.of(Map.of("method", "adaptive_margin", "threshold", rule));
    assertEquals(expected, options.method().margin().threshold().parameter());
  }

  @Test
  void anOptionWithoutEffectIsRefused() {
    assertFails(
        "margin_step has an effect only with method=adaptive_margin, but method is standard",
        () -> TrainOptions.of(Map.of("margin_step", 2)));
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
    assertEquals(TrainOptions.defaults(), TrainOptions.of(all));
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
