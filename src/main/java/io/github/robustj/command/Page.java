package io.github.robustj.command;

import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import java.util.List;
import java.util.stream.Stream;

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
  static Page computation(Key<?>... own) {
    return new Page(
        "Computation",
        Stream.concat(Stream.of(own), OptionTable.COMPUTE.stream())
            .<Field>map(Field::value)
            .toList());
  }
}
