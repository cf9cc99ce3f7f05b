package io.github.robustj.evaluation;

import io.github.robustj.corruption.NoiseLevel;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What is left of a model's score on images of worse scanners, microscopes and probes.
 *
 * @param clean the scores of the images as they are
 * @param corrupted by corruption, then by rising severity
 * @param noise of the images as they are, by case
 */
public record CorruptionReport(
    List<CaseScore> clean, List<CorruptionScores> corrupted, Map<String, NoiseLevel> noise) {

  /** Mean over cases of the images as they are; NaN if there is none. */
  public double cleanMean() {
    return CorruptionScores.mean(clean);
  }

  /** The names of the corruptions, in their order. */
  public List<String> names() {
    return corrupted.stream().map(CorruptionScores::corruption).distinct().toList();
  }

  /** The scores of one corruption, by rising severity. */
  public List<CorruptionScores> of(String corruption) {
    return corrupted.stream().filter(s -> s.corruption().equals(corruption)).toList();
  }

  /** The mean over severities of the means over cases; NaN if there is none. */
  public double mean(String corruption) {
    return of(corruption).stream().mapToDouble(CorruptionScores::mean).average().orElse(Double.NaN);
  }

  /** The medians over cases of the noise and of its share of the range; NaN without cases. */
  public NoiseLevel medianNoise() {
    return new NoiseLevel(median(NoiseLevel::sigma), median(NoiseLevel::share));
  }

  private double median(ToDoubleFunction<NoiseLevel> part) {
    double[] sorted =
        noise.values().stream().mapToDouble(part).filter(v -> !Double.isNaN(v)).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /**
   * How much worse a score has become, as a share of the clean one: .25 is a Dice of .6 after .8,
   * and an error of 5 after 4. NaN where the clean one is 0.
   */
  public static double relativeDrop(double clean, double corrupted, boolean higherIsBetter) {
    if (clean == 0) return Double.NaN;
    return (higherIsBetter ? clean - corrupted : corrupted - clean) / clean;
  }

  /**
   * The corruption error of each corruption against a reference (Hendrycks and Dietterich 2019,
   * arXiv:1903.12261): errors summed over severities, divided by those of the reference; below 1 is
   * better than it. Their mean is the mCE without its factor of 100. The error of a score up to 1
   * is what it lacks.
   *
   * @param reference of another model on the same cases
   * @return those that both have; NaN where the reference makes no error
   */
  public Map<String, Double> ratios(CorruptionReport reference, boolean higherIsBetter) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (String name : names())
      if (!reference.of(name).isEmpty())
        ratios.put(name, ratio(error(name, higherIsBetter), reference.error(name, higherIsBetter)));
    return ratios;
  }

  private static double ratio(double error, double ofReference) {
    return ofReference == 0 ? Double.NaN : error / ofReference;
  }

  private double error(String corruption, boolean higherIsBetter) {
    return higherIsBetter ? 1 - mean(corruption) : mean(corruption);
  }
}
