package io.github.robustj.report;

import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.report.CurveFigure.Level;
import io.github.robustj.report.CurveFigure.Line;
import io.github.robustj.report.Section.Block;
import io.github.robustj.report.Section.Drawing;
import io.github.robustj.report.Section.Grid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The robustness curves, and the same numbers as tables. */
final class CurvePart {

  private CurvePart() {}

  static Optional<Section> of(List<Subject> subjects) {
    List<Block> blocks = new ArrayList<>();
    boolean several = epsilons(subjects).size() > 1;
    if (several) blocks.add(new Drawing(figure(subjects)));
    blocks.add(table(subjects));
    if (subjects.get(0).curve().classes().size() > 1) blocks.add(classes(subjects));
    return Section.of("curve", several ? "Score against the size of the change" : "Score", blocks);
  }

  private static CurveFigure figure(List<Subject> subjects) {
    RobustnessCurve any = subjects.get(0).curve();
    List<Line> lines =
        subjects.stream()
            .map(
                s -> new Line(s.name(), s.curve().points().stream().map(CurvePart::level).toList()))
            .toList();
    String attack = any.attack().type().inWords(any.attack());
    return CurveFigure.of(
        "Mean %s under %s".formatted(Words.score(any), attack),
        description(subjects),
        "",
        "epsilon (%s, %s)".formatted(Words.sign(any.attack().norm()), Words.scale(any)),
        "mean " + Words.score(any) + (Words.unit(any).isEmpty() ? "" : ", in" + Words.unit(any)),
        any.higherIsBetter() ? 1 : 0,
        lines);
  }

  private static Level level(Point point) {
    return new Level(point.epsilon(), point.mean(), Double.NaN, Double.NaN);
  }

  /** What those hear who do not see the drawing. */
  private static String description(List<Subject> subjects) {
    StringBuilder words = new StringBuilder();
    for (Subject subject : subjects) {
      RobustnessCurve curve = subject.curve();
      words.append(
          "%s%s: from %s at epsilon %s to %s at epsilon %s."
              .formatted(
                  words.isEmpty() ? "" : " ",
                  subject.name(),
                  Words.value(Words.first(curve).mean(), curve),
                  Digits.plain(Words.first(curve).epsilon()),
                  Words.value(Words.last(curve).mean(), curve),
                  Digits.plain(Words.last(curve).epsilon())));
    }
    return words.toString();
  }

  static String caption(List<Subject> subjects) {
    RobustnessCurve any = subjects.get(0).curve();
    return "Mean %s of %s under %s; epsilon is %s, %s"
        .formatted(
            Words.score(any) + (Words.unit(any).isEmpty() ? "" : " in" + Words.unit(any)),
            Words.count(Words.first(any).cases().size(), "case", "cases"),
            any.attack().type().inWords(any.attack()),
            Words.norm(any),
            Words.scale(any));
  }

  /** A row per epsilon, a column per model. */
  static Grid table(List<Subject> subjects) {
    List<String> head = new ArrayList<>(List.of("epsilon"));
    subjects.forEach(subject -> head.add(subject.name()));
    List<List<String>> rows = new ArrayList<>();
    for (double epsilon : epsilons(subjects)) {
      List<String> row = new ArrayList<>(List.of(Digits.plain(epsilon)));
      for (Subject subject : subjects) row.add(cell(subject, epsilon));
      rows.add(row);
    }
    return new Grid(caption(subjects), 0, head, rows);
  }

  private static String cell(Subject subject, double epsilon) {
    return at(subject, epsilon).map(point -> Digits.score(point.mean())).orElse(Digits.NONE);
  }

  /** A row per model and epsilon, a column per class. */
  private static Grid classes(List<Subject> subjects) {
    List<String> classes = subjects.get(0).curve().classes();
    List<String> head = new ArrayList<>(List.of("model", "epsilon"));
    head.addAll(classes);
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : subjects)
      for (Point point : subject.curve().points()) {
        List<String> row = new ArrayList<>(List.of(subject.name(), Digits.plain(point.epsilon())));
        for (String name : classes) row.add(Digits.score(point.mean(name)));
        rows.add(row);
      }
    return new Grid("Mean per class", 1, head, rows);
  }

  private static Optional<Point> at(Subject subject, double epsilon) {
    return subject.curve().points().stream().filter(p -> p.epsilon() == epsilon).findFirst();
  }

  private static TreeSet<Double> epsilons(List<Subject> subjects) {
    TreeSet<Double> all = new TreeSet<>();
    subjects.forEach(s -> s.curve().points().forEach(p -> all.add(p.epsilon())));
    return all;
  }
}
