package io.github.robustj.command;

import io.github.robustj.job.OptionTable;
import java.util.List;

/**
 * Some options of a command that a dialog asks for together.
 *
 * @param title of the page; the first page of a command has the command's title
 */
public record Page(String title, List<Field> fields) {

  static Page of(String title, Field... fields) {
    return new Page(title, List.of(fields));
  }

  /** On what a job computes and how; a page of every command with a job. */
  static Page computation() {
    return new Page("Computation", OptionTable.COMPUTE.stream().map(Field::value).toList());
  }
}
