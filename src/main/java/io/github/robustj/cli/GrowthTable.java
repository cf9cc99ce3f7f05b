package io.github.robustj.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What pieces of work cost, and how that grows with one thing at a time.
 *
 * @param device in words
 */
record GrowthTable(String device, List<Row> rows) {

  /**
   * @param work what was done: {@code predict}, {@code attack}, {@code train}, {@code score}
   * @param unit what grows: {@code pixels}, {@code cases}, {@code steps}, {@code classes}, {@code
   *     width}, {@code objects}
   * @param units how many of them
   * @param milliseconds of the shortest of several calls
   * @param mib most memory of the process meanwhile; NaN where the system does not tell
   */
  record Row(String work, String unit, int units, double milliseconds, double mib) {}

  GrowthTable {
    rows = List.copyOf(rows);
  }

  /**
   * The power of the units with which the time grows from the row before to this one: 1 where twice
   * as many take twice as long. NaN of the first row.
   */
  double exponent(Row row) {
    Row before = null;
    for (Row other : rows) {
      if (other.equals(row)) break;
      if (other.work().equals(row.work()) && other.unit().equals(row.unit())) before = other;
    }
    if (before == null) return Double.NaN;
    return Math.log(row.milliseconds() / before.milliseconds())
        / Math.log((double) row.units() / before.units());
  }

  /** A line for each row under its head, the rows that belong together one after another. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%-8s %-8s %8s %11s %13s %8s %8s".formatted(head()));
    for (Row row : sorted())
      lines.add(
          String.format(
              Locale.ROOT,
              "%-8s %-8s %8d %11.1f %13.5f %8s %8.0f",
              row.work(),
              row.unit(),
              row.units(),
              row.milliseconds(),
              row.milliseconds() / row.units(),
              Double.isNaN(exponent(row)) ? "" : String.format(Locale.ROOT, "%.2f", exponent(row)),
              row.mib()));
    return lines;
  }

  private static Object[] head() {
    return new Object[] {"work", "unit", "units", "ms", "ms per unit", "exponent", "MiB"};
  }

  private List<Row> sorted() {
    Map<String, List<Row>> together = new LinkedHashMap<>();
    for (Row row : rows)
      together.computeIfAbsent(row.unit() + " " + row.work(), k -> new ArrayList<>()).add(row);
    return together.values().stream().flatMap(List::stream).toList();
  }

  /** For a JSON file: the rows with their exponents. */
  Map<String, Object> all() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Row row : sorted()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("work", row.work());
      values.put("unit", row.unit());
      values.put("units", row.units());
      values.put("milliseconds", row.milliseconds());
      values.put("exponent", exponent(row));
      values.put("peak_memory_mib", row.mib());
      list.add(values);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("device", device);
    all.put("rows", list);
    return all;
  }
}
