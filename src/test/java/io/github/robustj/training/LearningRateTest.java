package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateTest {

  /** Powers of (1 - step / total) worked out by hand: 0.5^0.9 = 0.535886731, 0.1^0.9 = 10^-0.9. */
  @ParameterizedTest
  @CsvSource({"0,10,.01", "5,10,.00535886731", "9,10,.00125892541", "500,1000,.00535886731"})
  void followsThePolynomial(long step, long total, double expected) {
    assertEquals(expected, Trainer.polynomial(.01, step, total), 1e-11);
  }
}
