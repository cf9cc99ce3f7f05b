package io.github.robustj.cli;

import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.job.ComparedMethod;
import io.github.robustj.job.Engine;
import io.github.robustj.job.PartsLeft;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.WorkAhead;
import io.github.robustj.statistics.Estimate;
import java.util.List;

/** Trainings side by side: of each a model, its times and an evaluation per attack. */
record Comparison(ComparedModels models, ComparedScores scores) {

  /**
   * Asks before anything is trained whether all that lies there of a method, and stands in the
   * place of what will be written, is of this comparison.
   *
   * @throws io.github.robustj.error.RobustJException if it is not, and is not to be replaced
   */
  void requireRoom(ComparedMethod method) {
    models.requireRoom(method);
    scores.requireRoom(method);
  }

  boolean isToBeTrained(ComparedMethod method) {
    return models.isToBeTrained(method);
  }

  /** Whether nothing of a method is to be made any more. */
  boolean isFinished(ComparedMethod method) {
    return !models.isToBeTrained(method) && scores.isMeasured(method);
  }

  TrainJob job(ComparedMethod method) {
    return models.job(method);
  }

  List<PartsLeft.Part> toBeMeasured(ComparedMethod method, WorkAhead work) {
    return scores.toBeMeasured(method, work);
  }

  /** Trains and measures what is not there yet. */
  ComparisonTable.Row row(ComparedMethod method, ComparedParts parts, Engine engine) {
    models.train(method, parts, engine);
    List<Evaluation> evaluations = scores.measure(method, parts, engine);
    Evaluation first = evaluations.get(0);
    return new ComparisonTable.Row(
        method,
        models.epochs(method),
        models.times(method).mean(),
        first.curve().score(),
        means(first).get(0),
        evaluations.stream().map(Comparison::means).map(m -> m.get(m.size() - 1)).toList());
  }

  /** By rising epsilon. */
  private static List<Estimate> means(Evaluation evaluation) {
    return evaluation.summary().overall(evaluation.curve()).stream()
        .map(Summary.Row::mean)
        .toList();
  }
}
