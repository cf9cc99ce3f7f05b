package io.github.robustj.cli;

import io.github.robustj.file.Outputs;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The tables that hold the results of all images of a run. Those of another run in the same folder
 * stay: these then have a number in their names, all the same one.
 *
 * @param number of the first names that no other run has taken
 */
record SharedTables(ResultFolder out, int number) {

  /**
   * @param names the plain names of all tables that the run may write
   * @throws io.github.robustj.error.RobustJException if a table would replace something else
   */
  static SharedTables in(ResultFolder out, String... names) {
    List<Path> files = Stream.of(names).map(out.folder()::resolve).toList();
    SharedTables tables = new SharedTables(out, out.outputs().number(files));
    for (String name : names) out.outputs().require(tables.file(name));
    return tables;
  }

  Path file(String name) {
    return Outputs.numbered(out.folder().resolve(name), number);
  }

  /** Writes one of them; gives where. */
  Path write(String name, Consumer<Path> writer) {
    out.outputs().write(file(name), writer);
    return file(name);
  }

  /** Removes one that an earlier run of the same wrote. */
  void remove(String name) {
    out.outputs().remove(file(name));
  }
}
