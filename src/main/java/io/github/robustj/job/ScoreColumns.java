package io.github.robustj.job;

import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import java.util.Collection;

/**
 * The columns of a history that hold the validation scores. Of landmarks they are errors, and their
 * names say so and in which unit: {@code clean_error_mm}.
 *
 * @param unit of errors, {@code mm} or {@code pixel}; empty for scores, of which a high one is good
 */
public record ScoreColumns(String unit) {

  private static final String ERROR = "clean_error_";

  static ScoreColumns of(Task<?> task) {
    return new ScoreColumns(task.unit());
  }

  /** Those that a history has. */
  public static ScoreColumns in(Collection<String> columns) {
    return new ScoreColumns(
        columns.stream()
            .filter(name -> name.startsWith(ERROR))
            .map(name -> name.substring(ERROR.length()))
            .findFirst()
            .orElse(""));
  }

  public boolean isError() {
    return !unit.isEmpty();
  }

  public String clean() {
    return "clean_" + end();
  }

  public String robust() {
    return "robust_" + end();
  }

  /** By which the epoch of the model is chosen. */
  public String selection() {
    return isError() ? "selection_" + end() : "selection";
  }

  /** What a training of a task measures, as in {@code Dice} or {@code mean radial error (mm)}. */
  public String words(String task) {
    return isError() ? "mean radial error (" + unit + ")" : TaskType.named(task).measure();
  }

  private String end() {
    return isError() ? "error_" + unit : "score";
  }
}
