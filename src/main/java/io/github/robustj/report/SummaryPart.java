package io.github.robustj.report;

import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Check.Outcome;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.report.Section.Block;
import io.github.robustj.report.Section.Statement;
import io.github.robustj.report.Section.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was asked and what came out, in sentences. */
final class SummaryPart {

  private SummaryPart() {}

  static Optional<Section> of(List<Subject> subjects) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Text(question(subjects.get(0).curve())));
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      blocks.add(new Statement(i, subject.name(), answer(subject) + trust(subject)));
    }
    return Section.of("summary", "What was asked, and the answer", blocks);
  }

  /** For somebody who knows images but no attacks. */
  static String question(RobustnessCurve curve) {
    int cases = Words.first(curve).cases().size();
    String score = Words.score(curve);
    if (Words.last(curve).epsilon() == 0)
      return "How %s is the %s on %s as they are?"
          .formatted(
              curve.higherIsBetter() ? "good" : "large",
              score,
              Words.count(cases, "case", "cases"));
    return ("A network can be misled by changes of an image that a reader hardly sees. How %s"
            + " when the images of %s change by at most %s, in the way that harms the"
            + " network most? The size of a change is %s, %s.")
        .formatted(
            curve.higherIsBetter()
                ? "much of its %s is left".formatted(score)
                : "large does its %s become".formatted(score),
            Words.count(cases, "case", "cases"),
            Print.plain(Words.last(curve).epsilon()),
            Words.norm(curve),
            Words.scale(curve));
  }

  private static String answer(Subject subject) {
    RobustnessCurve curve = subject.curve();
    double largest = Words.last(curve).epsilon();
    String attacked = Words.full(subject.last(), curve);
    if (largest == 0)
      return "has a mean %s of %s on the images as they are."
          .formatted(Words.score(curve), attacked);
    String changed = "when images change by up to " + Print.plain(largest);
    String has = curve.higherIsBetter() ? "keeps" : "has";
    if (!Words.hasClean(curve))
      return "%s a mean %s of %s %s.".formatted(has, Words.score(curve), attacked, changed);
    return "%s a mean %s of %s %s; on the images as they are it has %s."
        .formatted(has, Words.score(curve), attacked, changed, Words.full(subject.first(), curve));
  }

  /** One more sentence: whether the numbers can be believed. */
  private static String trust(Subject subject) {
    List<Check> checks = subject.evaluation().checks();
    long flags = checks.stream().filter(c -> c.outcome() == Outcome.FLAG).count();
    long passed = checks.stream().filter(c -> c.outcome() == Outcome.PASS).count();
    if (flags > 0)
      return " Read the checks below before you use this number: %s."
          .formatted(Words.count((int) flags, "of them is flagged", "of them are flagged"));
    return passed > 0
        ? " %s found no reason to doubt it."
            .formatted(capital(Words.count((int) passed, "check", "checks")))
        : "";
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
