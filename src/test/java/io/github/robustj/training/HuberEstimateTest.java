package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HuberEstimateTest {

  /** The copper values of the literature, whose estimates several packages agree on. */
  @Test
  void givesTheReferenceNumbers() {
    double[] copper = {
      2.20, 2.20, 2.4, 2.4, 2.5, 2.7, 2.8, 2.9, 3.03, 3.03, 3.10, 3.37, 3.4, 3.4, 3.4, 3.5, 3.6,
      3.7, 3.7, 3.7, 3.7, 3.77, 5.28, 28.95
    };
    HuberEstimate estimate = HuberEstimate.of(copper);
    assertEquals(3.2054980819923693, estimate.location(), 1e-7);
    assertEquals(0.67365260010478967, estimate.scale(), 1e-7);
  }

  /** Standard error of both is below .02 at 5000 values; four of them. */
  @Test
  void isConsistentForNormalValues() {
    Random random = new Random(1);
    HuberEstimate estimate =
        HuberEstimate.of(random.doubles(5000).map(u -> 4 + 2 * random.nextGaussian()).toArray());
    assertEquals(4, estimate.location(), .12);
    assertEquals(2, estimate.scale(), .1);
  }

  @Test
  void equalValuesHaveNoScale() {
    assertEquals(new HuberEstimate(.8, 0), HuberEstimate.of(new double[] {.8}));
    assertEquals(new HuberEstimate(.8, 0), HuberEstimate.of(new double[] {.8, .8, .8}));
  }

  @Test
  void aMajorityOfEqualValuesDoesNotBreakIt() {
    double[] values = new double[20];
    Arrays.fill(values, 1);
    values[0] = .5;
    values[1] = .6;
    HuberEstimate estimate = HuberEstimate.of(values);
    assertEquals(1, estimate.location(), .05);
    assertEquals(0, estimate.scale(), .2);
  }
}
