package io.github.robustj.command;

import ij.plugin.filter.Analyzer;
import io.github.robustj.display.Tables;
import io.github.robustj.file.Table;

/** Where tables go. */
final class Results {

  private Results() {}

  /**
   * Where somebody sits, a window of its own, so that his measurements stay; else ImageJ's results
   * table, which macros read with {@code getResult} and save with {@code saveAs("Results")}.
   */
  static void show(Table table, String title, Caller caller) {
    if (caller.interactive()) Tables.shown(table).show(title);
    else Analyzer.setResultsTable(Tables.shown(table));
  }
}
