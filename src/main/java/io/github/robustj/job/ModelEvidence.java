package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the documentation of a model says of how robust it is, how it was trained, and what it is
 * not for.
 *
 * @param evaluation of the model, if there is one
 */
record ModelEvidence(ModelDescription model, Optional<Evaluation> evaluation) {

  /** The sections from Robustness to Limits. */
  void write(Markdown text) {
    text.head("Robustness");
    robustness(text);
    text.head("Validation");
    text.line(
        "Measure it on annotated images of your own, which it has not been trained on, clean and under attack:");
    text.code("bash", "robustj evaluate --model model --data DATA --out curve.json");
    text.head("Training");
    training(text);
    text.head("Limits");
    text.line(
        "Research software, not for diagnosis. The figures above are of the images they were measured on; other scanners, patients and preparations may give others.");
    text.line(
        "The method is that of %s, doi:%s."
            .formatted(AboutModel.METHOD.text(), AboutModel.METHOD.doi()));
  }

  private void robustness(Markdown text) {
    if (evaluation.isEmpty()) {
      text.line("No evaluation was given with the export.");
      scores(text);
      return;
    }
    Evaluation measured = evaluation.get();
    AttackSpec attack = measured.curve().attack();
    text.line(
        "%s of %d cases under the attack %s (norm %s, %d steps), whose perturbations have the size epsilon (%s); 0 is without attack. In brackets: intervals of 95 %%."
            .formatted(
                measured.curve().score(),
                measured.curve().points().isEmpty()
                    ? 0
                    : measured.curve().points().get(0).cases().size(),
                attack.name(),
                attack.norm().toString().toLowerCase(Locale.ROOT),
                attack.steps(),
                attack.unit()));
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : measured.summary().rows())
      if (!row.isArea() && row.name().equals(Summary.ALL))
        rows.add(
            List.of(
                row.metric(), Digits.plain(row.epsilon()).text(row.epsilon()), row.mean().text()));
    text.table(List.of("metric", "epsilon", "mean"), rows);
    measured
        .checks()
        .forEach(check -> text.line("* check %s: %s".formatted(check.name(), check.outcome())));
  }

  private void scores(Markdown text) {
    Map<String, Double> scores = model.training().scores();
    ScoreColumns columns = ScoreColumns.in(scores.keySet());
    List<List<String>> rows = new ArrayList<>();
    add(rows, "clean", scores.get(columns.clean()));
    add(rows, "under the attack of the training", scores.get(columns.robust()));
    if (!rows.isEmpty())
      text.table(List.of("validation cases", columns.words(model.task().name())), rows);
  }

  private static void add(List<List<String>> rows, String name, Double score) {
    if (score != null && Double.isFinite(score))
      rows.add(List.of(name, Digits.plain(score).text(score)));
  }

  private void training(Markdown text) {
    if (model.source() != null) {
      text.line(
          "By another program: the network was imported into RobustJ from %s, %s."
              .formatted(model.source().file(), model.source().format()));
      return;
    }
    Map<String, Object> options = model.training().options();
    text.line(
        "RobustJ %s, method `%s`, seed %s, %d cases, of which %d chose the weights."
            .formatted(
                model.origin().software().getOrDefault("RobustJ", "of unknown version"),
                options.getOrDefault("method", "unknown"),
                options.getOrDefault("seed", "unknown"),
                model.training().cases().training().size()
                    + model.training().cases().validation().size(),
                model.training().cases().validation().size()));
    if (!model.training().verdict().isEmpty()) text.line(model.training().verdict());
  }
}
