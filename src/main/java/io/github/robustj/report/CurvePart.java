package io.github.robustj.report;

import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.report.CurveFigure.Level;
import io.github.robustj.report.CurveFigure.Line;
import io.github.robustj.report.Section.Block;
import io.github.robustj.report.Section.Drawing;
import io.github.robustj.report.Section.Grid;
import io.github.robustj.statistics.Estimate;
import io.github.robustj.statistics.Interval;
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
    List<Line> lines = subjects.stream().map(s -> new Line(s.name(), levels(s))).toList();
    String attack = any.attack().type().inWords(any.attack());
    return CurveFigure.of(
        "Mean %s under %s".formatted(Words.score(any), attack),
        description(subjects),
        isBanded(subjects) ? "Bands are 95 % intervals of the means over patients." : "",
        "epsilon (%s, %s)".formatted(Words.sign(any.attack().norm()), Words.scale(any)),
        "mean " + Words.score(any) + (Words.unit(any).isEmpty() ? "" : ", in" + Words.unit(any)),
        any.higherIsBetter() ? 1 : 0,
        lines);
  }

  private static List<Level> levels(Subject subject) {
    List<Level> levels = new ArrayList<>();
    for (Point point : subject.curve().points()) {
      Interval interval = subject.estimates().means().get(levels.size()).interval();
      levels.add(new Level(point.epsilon(), point.mean(), interval.low(), interval.high()));
    }
    return levels;
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
                  Words.value(subject.first(), curve),
                  Print.plain(Words.first(curve).epsilon()),
                  Words.value(subject.last(), curve),
                  Print.plain(Words.last(curve).epsilon())));
    }
    return words.toString();
  }

  static String caption(List<Subject> subjects) {
    RobustnessCurve any = subjects.get(0).curve();
    return "Mean %s of %s under %s%s. Epsilon is %s, %s%s"
        .formatted(
            Words.score(any) + (Words.unit(any).isEmpty() ? "" : " in" + Words.unit(any)),
            Words.count(Words.first(any).cases().size(), "case", "cases"),
            any.attack().type().inWords(any.attack()),
            isBanded(subjects) ? ", with 95 % intervals over patients" : "",
            Words.norm(any),
            Words.scale(any),
            any.points().size() > 1
                ? "; the mean height is the area under the curve divided by the range of epsilon"
                : "");
  }

  /** A row per epsilon, a column per model. */
  static Grid table(List<Subject> subjects) {
    List<String> head = new ArrayList<>(List.of("epsilon"));
    subjects.forEach(subject -> head.add(subject.name()));
    List<List<String>> rows = new ArrayList<>();
    for (double epsilon : epsilons(subjects)) {
      List<String> row = new ArrayList<>(List.of(Print.plain(epsilon)));
      for (Subject subject : subjects) row.add(cell(subject, epsilon));
      rows.add(row);
    }
    if (rows.size() > 1) {
      List<String> row = new ArrayList<>(List.of("mean height"));
      subjects.forEach(subject -> row.add(text(subject.estimates().area())));
      rows.add(row);
    }
    return new Grid(caption(subjects) + ".", 0, head, rows);
  }

  private static boolean isBanded(List<Subject> subjects) {
    return subjects.stream().anyMatch(s -> s.first().interval().isKnown());
  }

  private static String cell(Subject subject, double epsilon) {
    List<Point> points = subject.curve().points();
    for (int i = 0; i < points.size(); i++)
      if (points.get(i).epsilon() == epsilon) return text(subject.estimates().means().get(i));
    return Print.NONE;
  }

  private static String text(Estimate estimate) {
    return Double.isNaN(estimate.value()) ? Print.NONE : estimate.text();
  }

  /** A row per model and epsilon, a column per class. */
  private static Grid classes(List<Subject> subjects) {
    List<String> classes = subjects.get(0).curve().classes();
    List<String> head = new ArrayList<>(List.of("model", "epsilon"));
    head.addAll(classes);
    List<List<String>> rows = new ArrayList<>();
    for (Subject subject : subjects) {
      List<List<Estimate>> means =
          classes.stream().map(name -> Estimates.of(subject.evaluation(), name)).toList();
      for (int i = 0; i < subject.curve().points().size(); i++) {
        Point point = subject.curve().points().get(i);
        List<String> row = new ArrayList<>(List.of(subject.name(), Print.plain(point.epsilon())));
        for (List<Estimate> mean : means) row.add(text(mean.get(i)));
        rows.add(row);
      }
    }
    return new Grid("Mean per class", 1, head, rows);
  }

  private static TreeSet<Double> epsilons(List<Subject> subjects) {
    TreeSet<Double> all = new TreeSet<>();
    subjects.forEach(s -> s.curve().points().forEach(p -> all.add(p.epsilon())));
    return all;
  }
}
