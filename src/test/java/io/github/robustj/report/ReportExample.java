package io.github.robustj.report;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.corruption.NoiseLevel;
import io.github.robustj.evaluation.Check;
import io.github.robustj.evaluation.Check.Outcome;
import io.github.robustj.evaluation.CorruptionReport;
import io.github.robustj.evaluation.CorruptionScores;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.testing.Curves;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluations to report on. */
final class ReportExample {

  /** What would harm a page or a LaTeX table that did not escape it. */
  static final String HOSTILE =
      "<script>alert(\"1\")</script> & 'x' \\input{y} $_%#~^ ${z} <#assign>";

  static final List<Double> EPSILONS = List.of(0., 2., 6., 10.);

  private ReportExample() {}

  /**
   * Two models on images with blur and motion: of the first the Dice falls from .8 by .08 with each
   * severity, of the second by .04; without blur of the second.
   */
  static List<Subject> corrupted() {
    CorruptionReport first = report(.08, "gaussian_blur", "motion");
    CorruptionReport second = report(.04, "motion");
    return List.of(
        new Subject("one", bare().evaluation().with(first)),
        new Subject("other", bare().evaluation().with(second)));
  }

  private static CorruptionReport report(double loss, String... names) {
    List<CorruptionScores> scores = new ArrayList<>();
    for (String name : names)
      for (int severity = 1; severity <= 5; severity++)
        scores.add(new CorruptionScores(name, severity, severity, dice(.8 - loss * severity)));
    return new CorruptionReport(dice(.8), scores, Map.of("a", new NoiseLevel(12.34, .05)));
  }

  private static List<CaseScore> dice(double score) {
    return List.of(Curves.score("a", Map.of("organ", score)));
  }

  /** Two models, one of which loses less, with all that a report can show but pictures. */
  static List<Subject> two() {
    return List.of(
        new Subject("hippo-standard", evaluation("hippo-standard", .88, .12, "hippocampus")),
        new Subject("hippo-adaptive", evaluation("hippo-adaptive", .85, .035, "hippocampus")));
  }

  /** A model and cases with a name that is not to be trusted. */
  static List<Subject> hostile() {
    return List.of(new Subject(HOSTILE, evaluation(HOSTILE, .9, .1, HOSTILE)));
  }

  /** A model of which nothing but scores is known, without attack. */
  static Subject bare() {
    return new Subject("bare", new Evaluation(curve("case", .9, .1, List.of(0.))));
  }

  private static Evaluation evaluation(String model, double clean, double loss, String name) {
    RobustnessCurve curve = curve(name, clean, loss, EPSILONS);
    return new Evaluation(curve, Optional.of(provenance(model, curve)), checks(model));
  }

  static RobustnessCurve curve(String name, double clean, double loss, List<Double> epsilons) {
    List<Point> points = new ArrayList<>();
    for (double epsilon : epsilons) {
      List<CaseScore> cases = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        double score = Math.max(.01 * i, clean - .01 * i - loss * epsilon * (.6 + .1 * i));
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("anterior", score);
        scores.put("posterior", score - .01);
        cases.add(Curves.score(name + "_" + i, scores));
      }
      points.add(new Point(epsilon, cases));
    }
    return Curves.of(
        "Dice",
        new AttackSpec("apgd", Norm.L2, 50, 4, 1),
        List.of("anterior", "posterior"),
        points);
  }

  private static Provenance provenance(String model, RobustnessCurve curve) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("split", "C:\\lists\\val.txt");
    options.put("attack", "apgd");
    options.put("epsilons", "0,2,6,10");
    options.put("seed", "1");
    return new Provenance(
        "/models/" + model,
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "segmentation",
        "/data/msd_hippocampus",
        "1c291ca3",
        curve.points().get(0).cases().stream().map(CaseScore::name).toList(),
        options,
        "float32",
        "CPU",
        Map.of("RobustJ", "0.1.0"),
        "2026-11-29T21:10:00+00:00",
        754.2);
  }

  private static List<Check> checks(String model) {
    return List.of(
        new Check(
            "not rising with epsilon",
            Outcome.PASS,
            "The mean score falls from one size to the next."),
        new Check(
            "enough cases",
            Outcome.FLAG,
            "There are 8 cases for "
                + model
                + "; with fewer than 20 the interval is wide. Add cases."),
        new Check(
            "transfer not stronger",
            Outcome.NOT_CHECKED,
            "There is no second model; give one with source_model."));
  }
}
