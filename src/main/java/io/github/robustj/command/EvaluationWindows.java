package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.display.CertificateView;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.Tables;
import io.github.robustj.evaluation.Certificate;
import io.github.robustj.evaluation.CorruptionTable;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.check.Checks;
import io.github.robustj.file.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What an evaluation of a model leaves to be read beside its scores: lines of the log, and windows.
 *
 * @param view what the task says of it
 */
record EvaluationWindows(String model, Evaluation evaluation, EvaluationView view) {

  /** What is to be known of the numbers, whether they can be believed, and what is proved. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!view.note().isEmpty()) lines.add(view.note());
    if (!evaluation.checks().isEmpty()) lines.add(Checks.verdict(evaluation.checks()));
    evaluation.certificate().map(Certificate::inWords).ifPresent(lines::add);
    return lines;
  }

  /** Every table and picture there is. */
  void show() {
    evaluation.certificate().ifPresent(this::show);
    showVerdict();
    view.shown().ifPresent(ImagePlus::show);
    show("Summary", evaluation.summary().shown());
    view.further().forEach((title, table) -> Tables.shown(table).show(title));
  }

  /** What must not be overlooked, of one of several models, whose other windows would hide it. */
  void showVerdict() {
    if (!evaluation.checks().isEmpty())
      show("Checks", Checks.table(Checks.flagsFirst(evaluation.checks())));
    evaluation
        .corruptions()
        .ifPresent(
            report -> show("Corruptions", CorruptionTable.summary(report, evaluation.curve())));
  }

  private void show(Certificate proved) {
    show("Certificate", CertificateView.table(proved));
    proved
        .map()
        .map(map -> CertificateView.map(map, proved.radius()))
        .ifPresent(CertificateView::show);
  }

  private void show(String what, Table table) {
    Tables.shown(table).show(what + " of " + model);
  }
}
