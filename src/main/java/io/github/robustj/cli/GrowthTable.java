package io.github.robustj.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

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
   * @param cost of the cheapest of several calls
   * @param mib most memory of the process meanwhile; NaN where the system does not tell
   */
  record Row(String work, String unit, int units, Cost cost, double mib) {}

  /**
   * @param milliseconds that passed
   * @param processor milliseconds that all cores together worked for this process, which other
   *     programs disturb less; a GPU's are not among them
   */
  record Cost(double milliseconds, double processor) {

    /** Of one call, the mean of so many. */
    static Cost of(Runnable call, int times) {
      long start = System.nanoTime();
      double worked = worked();
      for (int i = 0; i < times; i++) call.run();
      return new Cost((System.nanoTime() - start) / 1e6 / times, (worked() - worked) / times);
    }

    /** NaN where the system does not tell; in steps of 10 ms where that is Linux. */
    private static double worked() {
      return ProcessHandle.current()
          .info()
          .totalCpuDuration()
          .map(time -> time.toNanos() / 1e6)
          .orElse(Double.NaN);
    }

    /** The least of both numbers. */
    Cost least(Cost other) {
      return new Cost(
          Math.min(milliseconds, other.milliseconds), Math.min(processor, other.processor));
    }
  }

  GrowthTable {
    rows = List.copyOf(rows);
  }

  /**
   * The power of the units with which a cost grows from the row before to this one: 1 where twice
   * as many cost twice as much. NaN of the first row.
   */
  double exponent(Row row, ToDoubleFunction<Cost> cost) {
    Row before = null;
    for (Row other : rows) {
      if (other.equals(row)) break;
      if (other.work().equals(row.work()) && other.unit().equals(row.unit())) before = other;
    }
    if (before == null) return Double.NaN;
    return Math.log(cost.applyAsDouble(row.cost()) / cost.applyAsDouble(before.cost()))
        / Math.log((double) row.units() / before.units());
  }

  /** A line for each row under its head, the rows that belong together one after another. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%-8s %-8s %8s %10s %9s %10s %9s %7s".formatted(head()));
    for (Row row : sorted())
      lines.add(
          String.format(
              Locale.ROOT,
              "%-8s %-8s %8d %10.1f %9s %10.1f %9s %7.0f",
              row.work(),
              row.unit(),
              row.units(),
              row.cost().milliseconds(),
              text(exponent(row, Cost::milliseconds)),
              row.cost().processor(),
              text(exponent(row, Cost::processor)),
              row.mib()));
    return lines;
  }

  private static String text(double exponent) {
    return Double.isNaN(exponent) ? "" : String.format(Locale.ROOT, "%.2f", exponent);
  }

  private static Object[] head() {
    return new Object[] {"work", "unit", "units", "ms", "exponent", "cpu ms", "exponent", "MiB"};
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
      values.put("milliseconds", row.cost().milliseconds());
      values.put("exponent", exponent(row, Cost::milliseconds));
      values.put("processor_milliseconds", row.cost().processor());
      values.put("processor_exponent", exponent(row, Cost::processor));
      values.put("peak_memory_mib", row.mib());
      list.add(values);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("device", device);
    all.put("rows", list);
    return all;
  }
}
