package io.github.robustj.packaging;

import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.CorruptionReport;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.evaluation.Summary.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What cannot be true of a result, as where somebody has edited its file. */
final class Contradiction {

  private Contradiction() {}

  /** The first that is found, a clause; empty if there is none. */
  static Optional<String> in(Evaluation evaluation) {
    RobustnessCurve curve = evaluation.curve();
    return first(
        inEpsilons(curve),
        inCases(curve),
        inScores(curve, curve.points().stream().flatMap(p -> p.cases().stream())),
        inSummary(curve, evaluation.summary()),
        evaluation.corruptions().flatMap(c -> inCorruptions(curve, c)),
        evaluation.certificate().flatMap(Contradiction::inCertificate));
  }

  @SafeVarargs
  private static Optional<String> first(Optional<String>... found) {
    return Stream.of(found).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> when(boolean wrong, String clause) {
    return wrong ? Optional.of(clause) : Optional.empty();
  }

  private static Optional<String> inEpsilons(RobustnessCurve curve) {
    double before = -1;
    for (Point point : curve.points()) {
      double epsilon = point.epsilon();
      if (!(Double.isFinite(epsilon) && epsilon >= 0 && epsilon > before))
        return Optional.of("its epsilons are not rising numbers from 0 on");
      before = epsilon;
    }
    return Optional.empty();
  }

  private static Optional<String> inCases(RobustnessCurve curve) {
    List<List<String>> names =
        curve.points().stream()
            .map(p -> p.cases().stream().map(CaseScore::name).toList())
            .filter(list -> !list.isEmpty())
            .toList();
    if (names.stream().distinct().count() > 1)
      return Optional.of("its cases are not the same at all epsilons");
    return when(
        names.stream().anyMatch(list -> new HashSet<>(list).size() < list.size()),
        "it has a case twice");
  }

  /** Scores that are better the higher they are, are shares; all others are errors. */
  private static Optional<String> inScores(RobustnessCurve curve, Stream<CaseScore> cases) {
    double most = curve.higherIsBetter() ? 1 : Double.POSITIVE_INFINITY;
    return cases
        .flatMap(c -> c.scores().values().stream())
        .filter(score -> !isWithin(score, most))
        .findFirst()
        .map(score -> "no %s can be %s".formatted(curve.score(), score));
  }

  /** Not a number is what has not been measured. */
  private static boolean isWithin(double value, double most) {
    return Double.isNaN(value) || value >= 0 && value <= most;
  }

  /** What reports look up: the score over all classes and each, at every epsilon. */
  private static Optional<String> inSummary(RobustnessCurve curve, Summary summary) {
    List<Double> wanted = new ArrayList<>();
    curve.points().forEach(p -> wanted.add(p.epsilon()));
    if (wanted.size() > 1) wanted.add(Double.NaN);
    List<String> names = new ArrayList<>(curve.classes());
    names.add(Summary.ALL);
    for (String name : names) {
      List<Double> there =
          summary.rows().stream()
              .filter(r -> r.metric().equals(curve.score()) && r.name().equals(name))
              .map(Row::epsilon)
              .toList();
      int times = Collections.frequency(names, name);
      if (!there.equals(Collections.nCopies(times, wanted).stream().flatMap(List::stream).toList()))
        return Optional.of(
            "its summary does not have the %s of %s at each epsilon"
                .formatted(curve.score(), name));
    }
    return when(
        summary.rows().stream().anyMatch(r -> r.cases() < 0 || r.patients() < 0),
        "its summary counts less than no case");
  }

  private static Optional<String> inCorruptions(RobustnessCurve curve, CorruptionReport report) {
    return first(
        inScores(
            curve,
            Stream.concat(
                report.clean().stream(),
                report.corrupted().stream().flatMap(c -> c.cases().stream()))),
        when(
            report.corrupted().stream().anyMatch(c -> c.severity() < 1 || c.severity() > 5),
            "a severity of its corruptions is not one of 1 to 5"));
  }

  private static Optional<String> inCertificate(Certificate certificate) {
    if (!Double.isFinite(certificate.radius()) || certificate.radius() < 0)
      return Optional.of("its certified radius is " + certificate.radius());
    return when(
        certificate.cases().stream().flatMap(Contradiction::shares).anyMatch(s -> !isWithin(s, 1)),
        "its certificate has a share that is not one of 0 to 1");
  }

  private static Stream<Double> shares(Certificate.OfCase of) {
    return Stream.of(
            of.certifiedDice().values(),
            of.smoothedDice().values(),
            List.of(of.certified(), of.correct()))
        .flatMap(Collection::stream);
  }
}
