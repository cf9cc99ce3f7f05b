package io.github.robustj.display;

import ij.macro.Variable;
import ij.measure.ResultsTable;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.training.Csv;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tables as files of comma-separated values, numbers in full precision. */
public final class CsvFile {

  private CsvFile() {}

  /**
   * The rows of all tables under one heading; a column that a table has not is empty there.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  public static void write(Path file, List<ResultsTable> tables) {
    List<String> columns =
        tables.stream().flatMap(t -> Stream.of(t.getHeadings())).distinct().toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns);
    for (ResultsTable table : tables)
      for (int row = 0; row < table.size(); row++) rows.add(row(table, columns, row));
    byte[] text = Csv.write(rows).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, out -> out.write(text));
  }

  private static List<String> row(ResultsTable table, List<String> columns, int row) {
    return columns.stream().map(column -> cell(table, column, row)).toList();
  }

  private static String cell(ResultsTable table, String column, int row) {
    if (!table.columnExists(column)) return "";
    Variable value = table.getColumnAsVariables(column)[row];
    return value.getString() == null ? number(value.getValue()) : value.getString();
  }

  /** Counts and slice numbers without a decimal point. */
  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    return whole ? Long.toString((long) value) : Csv.number(value);
  }
}
