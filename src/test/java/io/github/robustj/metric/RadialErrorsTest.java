package io.github.robustj.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** By hand; sums of a few doubles, 1e-12. */
class RadialErrorsTest {

  private final double[] errors = {3, 1, Double.NaN, 2, 2};

  @Test
  void missingLandmarksAreLeftOut() {
    assertEquals(2, RadialErrors.mean(errors), 1e-12);
    assertEquals(Math.sqrt(.5), RadialErrors.deviation(errors), 1e-12);
    assertArrayEquals(new double[] {1, 2, 2, 3}, RadialErrors.sorted(errors));
  }

  @Test
  void anErrorAsLargeAsTheToleranceIsNoDetection() {
    assertEquals(.25, RadialErrors.detectionRate(2, errors), 1e-12);
    assertEquals(.75, RadialErrors.detectionRate(2.5, errors), 1e-12);
    assertEquals(1, RadialErrors.detectionRate(4, errors), 1e-12);
  }

  @Test
  void nothingMarkedIsNotANumber() {
    assertEquals(Double.NaN, RadialErrors.mean(Double.NaN));
    assertEquals(Double.NaN, RadialErrors.deviation());
    assertEquals(Double.NaN, RadialErrors.detectionRate(2));
  }
}
