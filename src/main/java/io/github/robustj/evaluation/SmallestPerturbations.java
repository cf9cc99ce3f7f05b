package io.github.robustj.evaluation;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.file.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The smallest perturbation known to break each case: from a search for it where the attack is one,
 * else the smallest epsilon measured at which the score is beyond the tolerance.
 *
 * @param tolerance the worst score that is not broken
 * @param searched whether an attack looked for them; else they are epsilons of the curve, and
 *     smaller ones between those may break a case, too
 * @param cases in the order of the evaluation
 */
public record SmallestPerturbations(double tolerance, boolean searched, List<OfCase> cases) {

  /**
   * @param epsilon infinite where nothing broke the case
   */
  public record OfCase(String name, String patient, double epsilon) {}

  /** Empty where the tolerance is not known, as in files of older versions. */
  public static Optional<SmallestPerturbations> of(RobustnessCurve curve) {
    if (curve.minimal().isPresent()) return curve.minimal().map(found -> searched(curve, found));
    double tolerance = curve.attack().tolerance();
    if (tolerance == AttackSpec.AUTOMATIC) return Optional.empty();
    Map<String, OfCase> cases = new LinkedHashMap<>();
    for (Point point : curve.points())
      for (CaseScore subject : point.cases()) {
        double score = subject.mean();
        boolean broken = curve.higherIsBetter() ? score < tolerance : score > tolerance;
        double epsilon = broken ? point.epsilon() : Double.POSITIVE_INFINITY;
        cases.merge(
            subject.name(),
            new OfCase(subject.name(), subject.patient(), epsilon),
            (known, found) -> known.epsilon <= found.epsilon ? known : found);
      }
    return Optional.of(new SmallestPerturbations(tolerance, false, List.copyOf(cases.values())));
  }

  private static SmallestPerturbations searched(RobustnessCurve curve, MinimalPerturbations found) {
    List<OfCase> cases = new ArrayList<>();
    for (MinimalPerturbations.OfCase subject : found.cases())
      cases.add(new OfCase(subject.name(), patient(curve, subject.name()), subject.whole()));
    return new SmallestPerturbations(found.tolerance(), true, List.copyOf(cases));
  }

  private static String patient(RobustnessCurve curve, String name) {
    return curve.points().get(0).cases().stream()
        .filter(c -> c.name().equals(name))
        .map(CaseScore::patient)
        .findFirst()
        .orElse(name);
  }

  /** Where the sizes come from, as {@code search} or {@code measured epsilons}. */
  public String source() {
    return searched ? "search" : "measured epsilons";
  }

  /**
   * With the columns {@code case, patient, smallest_epsilon, tolerance, from}; the epsilon is empty
   * where nothing broke the case.
   */
  public Table table() {
    Table table = new Table("case", "patient", "smallest_epsilon", "tolerance", "from");
    for (OfCase subject : cases)
      table.add(
          subject.name,
          subject.patient,
          Double.isInfinite(subject.epsilon) ? Double.NaN : subject.epsilon,
          tolerance,
          source());
    return table;
  }
}
