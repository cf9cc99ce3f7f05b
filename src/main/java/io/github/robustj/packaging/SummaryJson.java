package io.github.robustj.packaging;

import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.SmallestPerturbations;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.statistics.Estimate;
import io.github.robustj.statistics.Interval;
import java.util.List;
import java.util.Optional;

/**
 * A summary as it stands in the file of an evaluation. What follows from the curve is computed anew
 * when it is read; average precision does not, for files do not keep the objects.
 */
record SummaryJson(List<RowFile> means, @Omissible SmallestFile smallestPerturbations) {

  static SummaryJson of(Summary summary) {
    return new SummaryJson(
        summary.rows().stream().map(RowFile::of).toList(),
        summary.smallest().map(SmallestFile::of).orElse(null));
  }

  Summary summary(RobustnessCurve curve) {
    Optional<SmallestPerturbations> smallest = SmallestPerturbations.of(curve);
    return new Summary(means.stream().map(RowFile::row).toList(), smallest);
  }

  /**
   * @param epsilon null for the area under the curve
   */
  private record RowFile(
      String metric,
      double epsilon,
      String className,
      double mean,
      double low,
      double high,
      int cases,
      int patients) {

    static RowFile of(Summary.Row row) {
      Interval interval = row.mean().interval();
      return new RowFile(
          row.metric(),
          row.epsilon(),
          row.name(),
          row.mean().value(),
          interval.low(),
          interval.high(),
          row.cases(),
          row.patients());
    }

    Summary.Row row() {
      Estimate estimate = new Estimate(mean, new Interval(low, high));
      return new Summary.Row(metric, epsilon, className, estimate, cases, patients);
    }
  }

  private record SmallestFile(double tolerance, String from, List<SmallestCase> cases) {

    static SmallestFile of(SmallestPerturbations smallest) {
      return new SmallestFile(
          smallest.tolerance(),
          smallest.source(),
          smallest.cases().stream()
              .map(c -> new SmallestCase(c.name(), c.patient(), c.epsilon()))
              .toList());
    }
  }

  /**
   * @param epsilon null where nothing broke the case
   */
  private record SmallestCase(String name, String patient, double epsilon) {}
}
