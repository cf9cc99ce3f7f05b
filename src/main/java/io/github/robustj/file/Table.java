package io.github.robustj.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Columns and rows of cells: a text, a whole number ({@code Integer}, {@code Long}), a {@code
 * Double} (NaN where there is none), or null where a table has not the column.
 */
public final class Table {

  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();

  public Table(String... columns) {
    this(List.of(columns));
  }

  public Table(Collection<String> columns) {
    this.columns = new ArrayList<>(columns);
  }

  /** The rows of all tables; a column that one has not is empty there. */
  public static Table of(List<Table> tables) {
    Set<String> columns = new LinkedHashSet<>();
    tables.forEach(table -> columns.addAll(table.columns));
    Table all = new Table(columns);
    tables.forEach(table -> all.rows.addAll(table.select(columns).rows));
    return all;
  }

  public List<String> columns() {
    return List.copyOf(columns);
  }

  public List<List<Object>> rows() {
    return rows;
  }

  /** A row, with a cell for each column. */
  public void add(Object... cells) {
    add(Arrays.asList(cells));
  }

  public void add(List<?> cells) {
    if (cells.size() != columns.size())
      throw new IllegalArgumentException(cells.size() + " cells under " + columns);
    rows.add(new ArrayList<>(cells));
  }

  /** A further column that says the same in all rows so far. */
  public void column(String name, Object cell) {
    columns.add(name);
    rows.forEach(row -> row.add(cell));
  }

  /** The same behind a further column that says the same in all rows. */
  public Table behind(String name, Object cell) {
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(columns);
    Table all = new Table(names);
    for (List<Object> row : rows) {
      List<Object> cells = new ArrayList<>(row);
      cells.add(0, cell);
      all.add(cells);
    }
    return all;
  }

  public Table select(String... names) {
    return select(List.of(names));
  }

  /** Some columns; one that is not there is empty. */
  public Table select(Collection<String> names) {
    Table chosen = new Table(names);
    int[] from = names.stream().mapToInt(columns::indexOf).toArray();
    for (List<Object> row : rows)
      chosen.add(Arrays.stream(from).mapToObj(i -> i < 0 ? null : row.get(i)).toList());
    return chosen;
  }

  /** Heading and rows, decimals as {@link Csv#number(double)} writes them. */
  public String csv() {
    return csv(false);
  }

  private String csv(boolean shortest) {
    return Csv.write(texts(shortest));
  }

  private List<List<String>> texts(boolean shortest) {
    List<List<String>> lines = new ArrayList<>(List.of(columns));
    for (List<Object> row : rows)
      lines.add(row.stream().map(cell -> text(cell, shortest)).toList());
    return lines;
  }

  /** For the console: the first column to the left, the others to the right. */
  public List<String> lines() {
    List<List<String>> texts = texts(true);
    StringBuilder[] lines =
        texts.stream().map(row -> new StringBuilder()).toArray(StringBuilder[]::new);
    for (int c = 0; c < columns.size(); c++) {
      int column = c;
      int width = texts.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      for (int r = 0; r < lines.length; r++) {
        String cell = texts.get(r).get(c);
        String space = " ".repeat(width - cell.length());
        lines[r].append(c == 0 ? cell + space : "  " + space + cell);
      }
    }
    return Arrays.stream(lines).map(StringBuilder::toString).toList();
  }

  private static String text(Object cell, boolean shortest) {
    if (cell == null) return "";
    if (!(cell instanceof Double number)) return cell.toString();
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
    return shortest && whole ? Long.toString(number.longValue()) : Csv.number(number);
  }

  /** Takes the rows of a table one after another. */
  @FunctionalInterface
  public interface Rows {

    /**
     * @throws IOException if they cannot be written
     */
    void add(List<?> cells) throws IOException;
  }

  /** Gives the rows of a table that is too long to be held. */
  @FunctionalInterface
  public interface Source {
    void writeTo(Rows rows) throws IOException;
  }

  /**
   * Writes a table that may be larger than memory, as {@link #write(Path)} writes others.
   *
   * @throws io.github.robustj.error.RobustJException if it cannot be written
   */
  public static void write(Path file, List<String> columns, Source source) {
    AtomicFiles.write(
        file,
        out -> {
          Rows rows =
              cells -> {
                List<String> texts = cells.stream().map(cell -> text(cell, true)).toList();
                out.write(Csv.write(List.of(texts)).getBytes(StandardCharsets.UTF_8));
              };
          rows.add(columns);
          try {
            source.writeTo(rows);
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }

  /**
   * As a file of comma-separated values, whole numbers without a decimal point.
   *
   * @throws io.github.robustj.error.RobustJException if it cannot be written
   */
  public void write(Path file) {
    AtomicFiles.text(file, csv(true));
  }
}
