package io.github.robustj.training;

import io.github.robustj.model.DifferentiableModel;
import java.util.Map;

/** Measures a model between epochs, on cases it is not trained on. */
@FunctionalInterface
public interface Validator {

  /** The value by which the best epoch is chosen, higher is better. */
  String SELECTION = "selection";

  /** Measures nothing; the latest epoch then counts as the best. */
  Validator NONE = (model, epoch) -> Map.of();

  /**
   * Columns for the history, e.g. {@code clean_score} and {@code robust_score}, and under {@link
   * #SELECTION} what to choose by; NaN where not measured. Must not change the model.
   *
   * @param epoch counted from 0
   */
  Map<String, Double> validate(DifferentiableModel model, int epoch);

  /** What to choose the best epoch by, higher is better, of the columns that were measured. */
  default double selection(Map<String, Double> columns) {
    return columns.getOrDefault(SELECTION, Double.NaN);
  }
}
