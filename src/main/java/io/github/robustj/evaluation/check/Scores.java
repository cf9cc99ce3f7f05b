package io.github.robustj.evaluation.check;

import java.util.Arrays;
import java.util.Map;

/** Means that leave out what is not measured. */
final class Scores {

  private Scores() {}

  /** Over the classes that are not NaN; NaN if there is none. */
  static double mean(Map<String, Double> scores) {
    return mean(scores.values().stream().mapToDouble(s -> s).toArray());
  }

  /** Over the values that are not NaN; NaN if there is none. */
  static double mean(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
  }
}
