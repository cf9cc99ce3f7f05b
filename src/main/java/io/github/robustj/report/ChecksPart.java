package io.github.robustj.report;

import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Check.Outcome;
import io.github.robustj.evaluation.check.Checks;
import io.github.robustj.report.Section.Block;
import io.github.robustj.report.Section.Text;
import io.github.robustj.report.Section.Verdict;
import io.github.robustj.report.Section.Verdicts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the numbers can be believed. */
final class ChecksPart {

  private ChecksPart() {}

  static Optional<Section> of(List<Subject> subjects) {
    List<Block> blocks = new ArrayList<>();
    for (Subject subject : subjects) {
      List<Check> checks = subject.evaluation().checks();
      if (checks.isEmpty()) continue;
      blocks.add(new Verdicts(subjects.size() > 1 ? subject.name() : "", verdicts(checks)));
    }
    if (blocks.isEmpty()) return Optional.empty();
    blocks.add(
        0,
        new Text(
            "A network can look robust because the search for harmful changes failed. Each check"
                + " looks for one way in which that happens."));
    return Section.of("checks", "Can the numbers be believed?", blocks);
  }

  /** Flags first; those that were left out for the same reason are one row at the end. */
  private static List<Verdict> verdicts(List<Check> checks) {
    List<Verdict> rows = new ArrayList<>();
    Map<String, List<String>> open = new LinkedHashMap<>();
    for (Check check : Checks.flagsFirst(checks))
      if (check.outcome() == Outcome.NOT_CHECKED)
        open.computeIfAbsent(check.sentence(), why -> new ArrayList<>()).add(check.name());
      else rows.add(verdict(check));
    open.forEach(
        (why, names) -> rows.add(verdict(new Check(Words.list(names), Outcome.NOT_CHECKED, why))));
    return rows;
  }

  private static Verdict verdict(Check check) {
    return switch (check.outcome()) {
      case PASS -> new Verdict("pass", "✓", "PASS", check.name(), check.sentence());
      case FLAG -> new Verdict("flag", "⚑", "FLAG", check.name(), check.sentence());
      case NOT_CHECKED -> new Verdict("open", "○", "NOT CHECKED", check.name(), check.sentence());
    };
  }
}
