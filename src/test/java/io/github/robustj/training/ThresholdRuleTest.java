package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule on four qualities whose statistics are exact in binary, and one that is missing. */
class ThresholdRuleTest {

  private static final float[] QUALITIES = {.5f, Float.NaN, 1, .5f, 1};

  @ParameterizedTest
  @CsvSource({
    "mean, 0, .75",
    "mean_minus_sd, 2, .25",
    "mean_minus_sd, 0, .75",
    "huber, 0, .75",
    "minimum, 0, .5",
    "quantile, 0, .5",
    "quantile, .5, .75",
    "quantile, 1, 1",
    "value, .6, .6"
  })
  void givesTheStatistic(String name, double parameter, double expected) {
    assertEquals(
        expected,
        new ThresholdRule(ThresholdRule.Kind.valueOf(name.toUpperCase(Locale.ROOT)), parameter)
            .threshold(QUALITIES),
        1e-12);
  }

  /** Values 0, 1, 2, 3: the quantile .25 lies at .75. */
  @Test
  void quantilesAreLinearBetweenTheValues() {
    assertEquals(
        .75, new ThresholdRule(ThresholdRule.Kind.QUANTILE, .25).threshold(3, 1, 2, 0), 1e-12);
  }

  @Test
  void huberTakesItsScaleAway() {
    float[] q = {.9f, .8f, .85f, .7f, .1f};
    HuberEstimate estimate = HuberEstimate.of(new double[] {.9f, .8f, .85f, .7f, .1f});
    double expected = estimate.location() - 2 * estimate.scale();
    assertEquals(expected, new ThresholdRule(ThresholdRule.Kind.HUBER, 2).threshold(q), 1e-9);
    assertTrue(estimate.scale() > 0);
  }

  @Test
  void onlyAStatedValueIsNotLearned() {
    assertFalse(new ThresholdRule(ThresholdRule.Kind.VALUE, .6).isLearned());
    assertTrue(new ThresholdRule(ThresholdRule.Kind.MINIMUM, 0).isLearned());
    assertEquals(.6, new ThresholdRule(ThresholdRule.Kind.VALUE, .6).threshold());
  }

  @Test
  void nothingToLearnFromIsSaid() {
    ThresholdRule rule = new ThresholdRule(ThresholdRule.Kind.MEAN, 0);
    String message =
        assertThrows(RobustJException.class, () -> rule.threshold(Float.NaN)).getMessage();
    assertTrue(message.contains("'threshold'"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "quantile, 1.5, threshold_parameter",
    "huber, -1, threshold_parameter",
    "value, NaN, threshold_parameter"
  })
  void refusesWhatMakesNoSense(String name, double parameter, String key) {
    String message =
        assertThrows(
                RobustJException.class,
                () ->
                    new ThresholdRule(
                        ThresholdRule.Kind.valueOf(name.toUpperCase(Locale.ROOT)), parameter))
            .getMessage();
    assertTrue(message.contains("'" + key + "'"), message);
  }
}
