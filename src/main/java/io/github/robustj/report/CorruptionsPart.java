package io.github.robustj.report;

import io.github.robustj.evaluation.CorruptionReport;
import io.github.robustj.evaluation.CorruptionScores;
import io.github.robustj.evaluation.CorruptionTable;
import io.github.robustj.report.Section.Block;
import io.github.robustj.report.Section.Grid;
import io.github.robustj.report.Section.Heat;
import io.github.robustj.report.Section.Text;
import io.github.robustj.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is left of the score on images of worse scanners, microscopes and probes. */
final class CorruptionsPart {

  /** How many tints a cell may have beside none; each is a tenth of the score. */
  private static final int TINTS = 5;

  private final List<Subject> subjects;
  private final boolean higherIsBetter;

  private CorruptionsPart(List<Subject> measured) {
    subjects = measured;
    higherIsBetter = measured.get(0).curve().higherIsBetter();
  }

  static Optional<Section> of(List<Subject> subjects) {
    List<Subject> measured =
        subjects.stream().filter(s -> s.evaluation().corruptions().isPresent()).toList();
    if (measured.isEmpty()) return Optional.empty();
    return Section.of(
        "corruptions", "Worse images without an attack", new CorruptionsPart(measured).blocks());
  }

  private List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Text(
            "No attack is at work here: the same cases as a worse scanner, microscope or probe could"
                + " have made them, in severities from 1 to 5. "
                + CorruptionTable.noise(report(subjects.get(0)))));
    blocks.add(scores());
    if (subjects.size() > 1)
      blocks.add(
          new Text(
              "The error ratio is what a model lacks on corrupted images, summed over severities,"
                  + " divided by what %s lacks; below 1 the model is the better one."
                      .formatted(subjects.get(0).name())));
    return blocks;
  }

  private Heat scores() {
    List<String> head = new ArrayList<>(List.of("corruption"));
    if (subjects.size() > 1) head.add("model");
    int texts = head.size();
    head.addAll(List.of("clean", "1", "2", "3", "4", "5", "mean", "worse by"));
    if (subjects.size() > 1) head.add("error ratio");
    List<List<String>> rows = new ArrayList<>();
    List<List<Integer>> tints = new ArrayList<>();
    for (String name : names())
      for (Subject subject : subjects)
        if (!report(subject).of(name).isEmpty()) {
          rows.add(row(name, subject));
          tints.add(tints(name, subject, texts, head.size()));
        }
    return new Heat(new Grid(caption(), texts, head, rows), tints);
  }

  private String caption() {
    String score = Words.score(subjects.get(0).curve());
    String unit = Words.unit(subjects.get(0).curve());
    return "Mean %s of all cases by severity. The deeper the tint of a number, the worse it is beside the clean one."
        .formatted(score + (unit.isEmpty() ? "" : " in" + unit));
  }

  /** Of all models, each once. */
  private List<String> names() {
    return subjects.stream().flatMap(s -> report(s).names().stream()).distinct().toList();
  }

  private List<String> row(String name, Subject subject) {
    CorruptionReport report = report(subject);
    List<String> row = new ArrayList<>(List.of(name.replace('_', ' ')));
    if (subjects.size() > 1) row.add(subject.name());
    row.add(number(report.cleanMean()));
    for (CorruptionScores scores : report.of(name)) row.add(number(scores.mean()));
    row.add(number(report.mean(name)));
    row.add(percent(drop(report, report.mean(name))));
    if (subjects.size() > 1) row.add(ratio(name, report));
    return row;
  }

  private String ratio(String name, CorruptionReport report) {
    double ratio =
        report.ratios(report(subjects.get(0)), higherIsBetter).getOrDefault(name, Double.NaN);
    return Print.fixed(ratio, 2);
  }

  /** Of the severities; the other cells have none. */
  private List<Integer> tints(String name, Subject subject, int texts, int columns) {
    List<Integer> tints = new ArrayList<>();
    for (int i = 0; i <= texts; i++) tints.add(0);
    CorruptionReport report = report(subject);
    for (CorruptionScores scores : report.of(name)) tints.add(tint(drop(report, scores.mean())));
    while (tints.size() < columns) tints.add(0);
    return tints;
  }

  /** 0 for what is hardly worse. */
  static int tint(double drop) {
    return Double.isNaN(drop) ? 0 : (int) Math.max(0, Math.min(TINTS, Math.round(10 * drop)));
  }

  private double drop(CorruptionReport report, double score) {
    return CorruptionReport.relativeDrop(report.cleanMean(), score, higherIsBetter);
  }

  private static CorruptionReport report(Subject subject) {
    return subject.evaluation().corruptions().orElseThrow();
  }

  private static String percent(double share) {
    String text = Print.fixed(100 * share, 0);
    return text.equals(Print.NONE) ? text : text + " %";
  }

  private static String number(double score) {
    return Double.isNaN(score) ? Print.NONE : Digits.plain(score).text(score);
  }
}
