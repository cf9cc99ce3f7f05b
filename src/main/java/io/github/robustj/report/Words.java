package io.github.robustj.report;

import io.github.robustj.attack.Norm;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.statistics.Digits;
import io.github.robustj.statistics.Estimate;
import java.util.List;

/** Phrases that several parts of a report need. */
final class Words {

  private Words() {}

  /** The clean score, where it was measured. */
  static boolean hasClean(RobustnessCurve curve) {
    return curve.points().get(0).epsilon() == 0;
  }

  static Point first(RobustnessCurve curve) {
    return curve.points().get(0);
  }

  static Point last(RobustnessCurve curve) {
    return curve.points().get(curve.points().size() - 1);
  }

  /** The score without its unit, as within a sentence: {@code Dice}, {@code radial error}. */
  static String score(RobustnessCurve curve) {
    String name = curve.score().replaceAll(" \\(.*", "");
    return name.startsWith("Radial") ? "r" + name.substring(1) : name;
  }

  /** Its unit with a blank before it; empty where it has none. */
  static String unit(RobustnessCurve curve) {
    String unit = curve.score().replaceFirst("^[^(]*(?:\\((.*)\\))?$", "$1");
    return unit.isEmpty() ? "" : " " + unit;
  }

  /** A mean with its unit and no more digits than it has. */
  static String value(Estimate mean, RobustnessCurve curve) {
    return Double.isNaN(mean.value())
        ? "no " + score(curve)
        : mean.digits().text(mean.value()) + unit(curve);
  }

  /** The same with its interval. */
  static String full(Estimate mean, RobustnessCurve curve) {
    String value = value(mean, curve);
    Digits digits = mean.digits();
    return mean.interval().isKnown()
        ? "%s (95 %% interval %s to %s)"
            .formatted(
                value, digits.text(mean.interval().low()), digits.text(mean.interval().high()))
        : value;
  }

  /** What is bounded, in words. */
  static String norm(RobustnessCurve curve) {
    return switch (curve.attack().norm()) {
      case L1 -> "the sum of the changes of all pixels of a slice (L1)";
      case L2 -> "the Euclidean length of the changes of all pixels of a slice (L2)";
      case LINF -> "the largest change of a pixel (L∞)";
    };
  }

  /** In which unit sizes are told. */
  static String scale(RobustnessCurve curve) {
    return "in " + curve.attack().unit().words();
  }

  static String sign(Norm norm) {
    return norm == Norm.LINF ? "L∞" : norm.name();
  }

  /** As in {@code one case}, {@code 7 cases}. */
  static String count(int n, String one, String many) {
    return n == 1 ? "one " + one : n + " " + many;
  }

  /** As in {@code a, b and c}. */
  static String list(List<String> names) {
    int n = names.size();
    if (n < 2) return String.join("", names);
    return String.join(", ", names.subList(0, n - 1)) + " and " + names.get(n - 1);
  }
}
