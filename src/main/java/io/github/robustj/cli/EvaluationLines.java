package io.github.robustj.cli;

import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.MinimalPerturbations.Tolerance;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.statistics.Digits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An evaluation in lines for a console, each number with the digits that it has. */
final class EvaluationLines {

  private EvaluationLines() {}

  static List<String> of(Evaluation evaluation) {
    RobustnessCurve curve = evaluation.curve();
    List<Summary.Row> means = evaluation.summary().overall(curve);
    List<String> lines = new ArrayList<>(List.of(heading(curve, means)));
    for (int e = 0; e < means.size(); e++)
      lines.add(
          "%7s  %s%s%s"
              .formatted(
                  Digits.typed(means.get(e).epsilon()),
                  means.get(e).mean().text(),
                  curve.isTargeted() ? reached(curve.points().get(e)) : "",
                  visibility(curve.points().get(e))));
    evaluation
        .summary()
        .area(curve)
        .ifPresent(
            area ->
                lines.add("   area  %s (mean height of the curve)".formatted(area.mean().text())));
    lines.addAll(ofDataSet(evaluation));
    if (!curve.leftOut().isEmpty())
      lines.add(
          "left out, for the target has nothing to change in them: %d (%s)"
              .formatted(curve.leftOut().size(), String.join(", ", curve.leftOut())));
    curve.minimal().ifPresent(minimal -> lines.addAll(tolerance(minimal, curve)));
    evaluation.certificate().map(Certificate::inWords).ifPresent(lines::add);
    return lines;
  }

  /** Metrics that no case has for itself, as average precision. */
  private static List<String> ofDataSet(Evaluation evaluation) {
    RobustnessCurve curve = evaluation.curve();
    Set<List<Object>> seen = new HashSet<>();
    return evaluation.summary().rows().stream()
        .filter(row -> row.name().equals(Summary.ALL) && !row.metric().equals(curve.score()))
        .filter(row -> !curve.otherMetrics().contains(row.metric()))
        // The rows of a class that is called all come behind those over all classes.
        .filter(row -> seen.add(List.of(row.metric(), row.epsilon())))
        .map(
            row ->
                "%7s  %s %s"
                    .formatted(
                        row.isArea() ? Summary.AREA : Digits.typed(row.epsilon()),
                        row.metric(),
                        row.mean().text()))
        .toList();
  }

  private static String heading(RobustnessCurve curve, List<Summary.Row> means) {
    int patients = means.stream().mapToInt(Summary.Row::patients).max().orElse(0);
    String of =
        patients > 1
            ? "mean and 95 %% interval over %d patients".formatted(patients)
            : "mean; of one patient there is no interval";
    String target = curve.isTargeted() ? "  against the target  reached" : "";
    return "%s  %s (%s)%s".formatted(curve.attack().unit().column(), curve.score(), of, target);
  }

  private static String visibility(Point point) {
    return point.visibility().filter(v -> Double.isFinite(v.psnr())).stream()
        .map(v -> String.format(Locale.ROOT, "  PSNR %.1f dB, SSIM %.3f", v.psnr(), v.ssim()))
        .findFirst()
        .orElse("");
  }

  private static String reached(Point point) {
    double mean = point.reachedMean();
    return "  %s  %d of %d"
        .formatted(Digits.plain(mean).text(mean), point.reach().reached(), point.reach().wanted());
  }

  private static List<String> tolerance(MinimalPerturbations minimal, RobustnessCurve curve) {
    Tolerance cases = minimal.overCases();
    Tolerance slices = minimal.overSlices();
    List<String> lines = new ArrayList<>();
    lines.add("epsilon  cases and slices within the tolerance " + minimal.tolerance());
    for (Point point : curve.points())
      lines.add(
          "%7s  %s  %s"
              .formatted(
                  Digits.typed(point.epsilon()),
                  share(cases.within(point.epsilon()), cases),
                  share(slices.within(point.epsilon()), slices)));
    double largest = minimal.largest();
    lines.add(
        String.format(
            Locale.ROOT,
            "area to %s: cases %.3g, slices %.3g",
            Digits.plain(largest).text(largest),
            cases.area(largest),
            slices.area(largest)));
    return lines;
  }

  /** Of n samples a share is a whole number of n-ths. */
  private static String share(double share, Tolerance of) {
    return Digits.of(share, 1. / of.sizes().length).text(share);
  }
}
