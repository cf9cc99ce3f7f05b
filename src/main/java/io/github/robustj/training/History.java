package io.github.robustj.training;

import io.github.robustj.file.Csv;
import io.github.robustj.file.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a training went: a row of numbers per finished epoch. Every row has every column, with NaN
 * where a number was not measured; columns stand in the order in which they first appeared.
 */
public record History(List<Row> rows) {

  public static final History EMPTY = new History(List.of());

  private static final String EPOCH = "epoch";

  /**
   * @param epoch counted from 1
   * @param values by column, e.g. {@code loss}; NaN where not measured
   */
  public record Row(int epoch, Map<String, Double> values) {}

  public History {
    Set<String> columns = new LinkedHashSet<>();
    for (Row row : rows) columns.addAll(row.values().keySet());
    rows = rows.stream().map(row -> new Row(row.epoch(), complete(row, columns))).toList();
  }

  /** This history and one more epoch. */
  public History with(Row row) {
    List<Row> longer = new ArrayList<>(rows);
    longer.add(row);
    return new History(longer);
  }

  /** The columns besides the epoch; none if there is no row. */
  public List<String> columns() {
    return rows.isEmpty() ? List.of() : List.copyOf(rows.get(0).values().keySet());
  }

  /** A header and a line per epoch; the first column is {@code epoch}. */
  public String csv() {
    Table table = new Table(line(EPOCH, columns()));
    for (Row row : rows) table.add(History.<Object>line(row.epoch(), row.values().values()));
    return table.csv();
  }

  /**
   * The inverse of {@link #csv()}.
   *
   * @throws IllegalArgumentException if the text is no such table
   */
  public static History parse(String csv) {
    List<List<String>> lines = Csv.read(csv);
    if (lines.isEmpty() || !lines.get(0).get(0).equals(EPOCH))
      throw new IllegalArgumentException("a history starts with the column " + EPOCH);
    List<String> header = lines.get(0);
    return new History(lines.stream().skip(1).map(line -> row(header, line)).toList());
  }

  private static Row row(List<String> header, List<String> line) {
    if (line.size() != header.size())
      throw new IllegalArgumentException(
          "a row of " + line.size() + " fields under a header of " + header.size());
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 1; i < line.size(); i++) values.put(header.get(i), Csv.number(line.get(i)));
    return new Row(Integer.parseInt(line.get(0)), values);
  }

  private static Map<String, Double> complete(Row row, Set<String> columns) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String column : columns) values.put(column, row.values().getOrDefault(column, Double.NaN));
    return values;
  }

  private static <T> List<T> line(T first, Collection<? extends T> others) {
    List<T> line = new ArrayList<>(List.of(first));
    line.addAll(others);
    return line;
  }
}
