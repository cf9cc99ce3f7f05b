package io.github.robustj.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers along an axis from 0: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param step between two numbers
 * @param highest multiple of the step that holds all values
 */
record Axis(double step, double highest) {

  private static final int MOST_STEPS = 6;

  /**
   * @param largest value that must fit; not negative, 0 and what is not finite count as 1
   */
  static Axis to(double largest) {
    double needed = largest > 0 && Double.isFinite(largest) ? largest : 1;
    double power = Math.pow(10, Math.floor(Math.log10(needed / MOST_STEPS)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = factor * power;
      if (needed <= MOST_STEPS * step * (1 + 1e-9)) break;
    }
    return new Axis(step, step * Math.ceil(needed / step - 1e-9));
  }

  /** From 0 to the highest. */
  List<Double> values() {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i * step <= highest * (1 + 1e-9); i++)
      values.add(BigDecimal.valueOf(i * step).round(new MathContext(6)).doubleValue());
    return values;
  }
}
