package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A table of comma-separated cells with a heading, as a spreadsheet writes it: decimals with a
 * point, cells without commas in them.
 *
 * @param file that it was read from, for messages
 * @param rows as many cells each as the heading
 */
record CsvTable(Path file, List<String> heading, List<List<String>> rows) {

  /**
   * @throws RobustJException if the file is empty, has no row, separates cells by something else,
   *     names a column twice, or a row has another number of cells
   */
  static CsvTable read(Path file) {
    List<String> lines = TextFile.lines(file);
    if (lines.isEmpty())
      throw new RobustJException(
          "%s is empty; a heading and a row per item were expected.".formatted(file));
    requireCommas(file, lines.get(0));
    List<String> heading = cells(lines.get(0));
    Set<String> seen = new HashSet<>();
    for (String column : heading)
      if (!column.isEmpty() && !seen.add(column))
        throw new RobustJException(
            "%s has the column %s twice; rename or remove one of them.".formatted(file, column));
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) rows.add(row(file, heading, line));
    if (rows.isEmpty())
      throw new RobustJException("%s has a heading but no row below it.".formatted(file));
    return new CsvTable(file, heading, rows);
  }

  int column(String name) {
    return heading.indexOf(name);
  }

  /**
   * The number in a cell; nothing if it is empty.
   *
   * @throws RobustJException if the cell holds something else
   */
  OptionalDouble number(List<String> row, int column) {
    String cell = row.get(column);
    if (cell.isEmpty()) return OptionalDouble.empty();
    try {
      double value = Double.parseDouble(cell);
      if (Double.isFinite(value)) return OptionalDouble.of(value);
    } catch (NumberFormatException e) {
      throw noNumber(row, column, e);
    }
    throw noNumber(row, column, null);
  }

  private RobustJException noNumber(List<String> row, int column, Exception cause) {
    String cell = row.get(column);
    String hint =
        cell.contains(",") ? "decimals are written with a point" : "leave it empty if missing";
    return new RobustJException(
        "%s has \"%s\" in the column %s of %s, but a number was expected; %s."
            .formatted(file, cell, heading.get(column), row.get(0), hint),
        cause);
  }

  private static void requireCommas(Path file, String heading) {
    if (heading.contains(",")) return;
    for (String other : List.of(";", "\t"))
      if (heading.contains(other))
        throw new RobustJException(
            "%s separates its cells by %s, but commas were expected; save it as comma-separated values with decimal points."
                .formatted(file, other.equals(";") ? "semicolons" : "tabs"));
  }

  private static List<String> row(Path file, List<String> heading, String line) {
    List<String> cells = cells(line);
    if (cells.size() == heading.size()) return cells;
    throw new RobustJException(
        "%s has %d cells in the row of %s but %d in its heading; every row needs one cell per column, and decimals a point, not a comma."
            .formatted(file, cells.size(), cells.get(0), heading.size()));
  }

  /** A quoted cell may hold a comma: a decimal one, which is then complained about by name. */
  private static List<String> cells(String line) {
    return Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
        .map(cell -> unquoted(cell.strip()))
        .toList();
  }

  /** Within quotes a doubled quote stands for one. */
  private static String unquoted(String cell) {
    boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"").strip() : cell;
  }
}
