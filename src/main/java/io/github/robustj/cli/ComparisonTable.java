package io.github.robustj.cli;

import io.github.robustj.display.CostPlot;
import io.github.robustj.file.Table;
import io.github.robustj.job.ComparedMethod;
import io.github.robustj.statistics.Digits;
import io.github.robustj.statistics.Estimate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The results of a comparison as tables, numbers with the digits that they have: those that show
 * two of the half interval over patients, or of the standard deviation over seeds.
 *
 * @param attacks the headings of their columns
 * @param rows of the trainings, at least one
 */
record ComparisonTable(List<String> attacks, List<Row> rows) {

  /**
   * One training.
   *
   * @param seconds mean per epoch; NaN if none was timed
   * @param score what was measured, as {@code Dice}
   * @param attacked mean scores in the order of the attacks
   */
  record Row(
      ComparedMethod method,
      String epochs,
      double seconds,
      String score,
      Estimate clean,
      List<Estimate> attacked) {

    /** The clean score, and those under each attack. */
    private List<Estimate> scores() {
      List<Estimate> all = new ArrayList<>(List.of(clean));
      all.addAll(attacked);
      return all;
    }
  }

  /** What was measured, as {@code Dice}. */
  String score() {
    return rows.get(0).score();
  }

  /** A row per training: {@code method, epochs, seconds_per_epoch, clean}, then the attacks. */
  Table trainings() {
    List<String> heading = heading(List.of("method", "epochs", "seconds_per_epoch"));
    Table table = new Table(heading);
    for (Row row : rows) table.add(cells(row, row.method().name()));
    return table;
  }

  /** The same with {@code seed} beside the method. */
  Table seeds() {
    Table table = new Table(heading(List.of("method", "seed", "epochs", "seconds_per_epoch")));
    for (Row row : rows) {
      List<Object> cells = new ArrayList<>(cells(row, row.method().type()));
      cells.add(1, row.method().seed().orElseThrow());
      table.add(cells);
    }
    return table;
  }

  private List<String> heading(List<String> first) {
    List<String> heading = new ArrayList<>(first);
    heading.add("clean");
    heading.addAll(attacks);
    return heading;
  }

  private static List<Object> cells(Row row, String name) {
    List<Object> cells = new ArrayList<>();
    cells.addAll(List.of(name, row.epochs(), seconds(row.seconds())));
    row.scores().forEach(score -> cells.add(score.digits().text(score.value())));
    return cells;
  }

  private static String seconds(double seconds) {
    return new Digits(1).text(seconds);
  }

  /**
   * A row per method: {@code method, seeds, epochs, seconds_per_epoch, clean, clean_sd}, then mean
   * and standard deviation under each attack. The deviation of one seed alone is empty.
   */
  Table spread() {
    List<String> heading =
        new ArrayList<>(List.of("method", "seeds", "epochs", "seconds_per_epoch"));
    for (String name : heading(List.of())) heading.addAll(List.of(name, name + "_sd"));
    Table table = new Table(heading);
    for (List<Row> same : byMethod()) {
      List<Object> cells = spreadCells(same);
      for (Spread spread : spreads(same)) {
        Digits digits = Digits.of(spread.mean, spread.deviation);
        cells.add(digits.text(spread.mean));
        cells.add(Double.isNaN(spread.deviation) ? "" : digits.text(spread.deviation));
      }
      table.add(cells);
    }
    return table;
  }

  /** The same for reading, as in {@code 0.652 +- 0.041}. */
  Table shownSpread() {
    Table table = new Table(heading(List.of("method", "seeds", "epochs", "seconds_per_epoch")));
    for (List<Row> same : byMethod()) {
      List<Object> cells = spreadCells(same);
      for (Spread spread : spreads(same)) cells.add(Digits.spread(spread.mean, spread.deviation));
      table.add(cells);
    }
    return table;
  }

  private static List<Object> spreadCells(List<Row> same) {
    Row any = same.get(0);
    double seconds = Spread.of(same, Row::seconds).mean;
    return new ArrayList<>(
        List.of(any.method().type(), same.size(), any.epochs(), seconds(seconds)));
  }

  private Collection<List<Row>> byMethod() {
    Function<Row, String> method = row -> row.method().type();
    Map<String, List<Row>> groups =
        rows.stream()
            .collect(Collectors.groupingBy(method, LinkedHashMap::new, Collectors.toList()));
    return groups.values();
  }

  private List<Spread> spreads(List<Row> same) {
    List<Spread> spreads = new ArrayList<>();
    for (int i = 0; i <= attacks.size(); i++) {
      int column = i;
      spreads.add(Spread.of(same, row -> row.scores().get(column).value()));
    }
    return spreads;
  }

  /**
   * @param deviation of a sample (divided by n - 1); NaN of a single value
   */
  private record Spread(double mean, double deviation) {

    /** Values that are not there count nowhere. */
    static Spread of(List<Row> rows, ToDoubleFunction<Row> value) {
      double[] values = rows.stream().mapToDouble(value).filter(v -> !Double.isNaN(v)).toArray();
      double mean = DoubleStream.of(values).average().orElse(Double.NaN);
      double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
      int free = values.length - 1;
      return new Spread(mean, free > 0 ? Math.sqrt(squares / free) : Double.NaN);
    }
  }

  /**
   * What each method costs and is worth, as means over its seeds.
   *
   * @param strongest index of the attack
   */
  List<CostPlot.Entry> costs(int strongest) {
    return byMethod().stream()
        .map(
            same ->
                new CostPlot.Entry(
                    same.get(0).method().type(),
                    Spread.of(same, Row::seconds).mean,
                    spreads(same).get(0).mean,
                    spreads(same).get(strongest + 1).mean))
        .toList();
  }
}
