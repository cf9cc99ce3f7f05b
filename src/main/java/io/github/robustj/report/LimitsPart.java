package io.github.robustj.report;

import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.report.Section.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the numbers do not say. */
final class LimitsPart {

  /** Below that many cases a mean says little about others. */
  private static final int FEW = 20;

  private LimitsPart() {}

  static Optional<Section> of(List<Subject> subjects) {
    RobustnessCurve curve = subjects.get(0).curve();
    int cases = Words.first(curve).cases().size();
    List<String> lines = new ArrayList<>();
    boolean attacked = Words.last(curve).epsilon() > 0;
    if (attacked)
      lines.add(
          "A score under attack is an upper bound: another attack may find changes that harm more.");
    if (attacked)
      lines.add(
          "It holds for changes of the stated kind and size, not for other scanners, protocols or"
              + " populations.");
    if (cases < FEW)
      lines.add(
          "%s are few: other cases may give other means."
              .formatted(Words.count(cases, "case", "cases")));
    for (Subject subject : subjects)
      if (!subject.curve().failed().isEmpty())
        lines.add(
            "%s: %s could not be used and count nowhere (%s)."
                .formatted(
                    subject.name(),
                    Words.count(subject.curve().failed().size(), "case", "cases"),
                    String.join(", ", subject.curve().failed().keySet())));
    lines.add("This is a research tool. It is no medical device, and no proof of safety.");
    return Section.of("limits", "Limits", List.of(new Points(lines)));
  }
}
