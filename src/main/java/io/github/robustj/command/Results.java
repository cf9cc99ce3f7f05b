package io.github.robustj.command;

import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/** Where tables go. */
final class Results {

  private Results() {}

  /**
   * Where somebody sits, a window of its own, so that his measurements stay; else ImageJ's results
   * table, which macros read with {@code getResult} and save with {@code saveAs("Results")}.
   */
  static void show(ResultsTable table, String title, Caller caller) {
    if (caller.interactive()) table.show(title);
    else Analyzer.setResultsTable(table);
  }
}
