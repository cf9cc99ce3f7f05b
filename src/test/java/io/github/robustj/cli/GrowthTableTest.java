package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.cli.GrowthTable.Cost;
import io.github.robustj.cli.GrowthTable.Row;
import io.github.robustj.job.JobListener;
import io.github.robustj.tensorflow.TensorFlowBackend;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GrowthTableTest {

  /** Times that are known powers of the units. */
  @Test
  void exponentsAreThePowersOfTheUnits() {
    Row small = row("train", 8, 10);
    Row other = row("predict", 8, 1);
    Row middle = row("train", 16, 40);
    Row large = row("train", 64, 80);
    GrowthTable table = new GrowthTable("CPU", List.of(small, other, middle, large));
    assertEquals(Double.NaN, table.exponent(small, Cost::processor));
    assertEquals(Double.NaN, table.exponent(other, Cost::milliseconds));
    assertEquals(2, table.exponent(middle, Cost::milliseconds), 1e-12);
    assertEquals(1, table.exponent(middle, Cost::processor), 1e-12);
    assertEquals(.5, table.exponent(large, Cost::milliseconds), 1e-12);
    List<String> lines = table.lines();
    assertEquals(5, lines.size());
    assertEquals(
        "train    width          16       40.0      2.00       32.0      1.00     100",
        lines.get(2));
    assertEquals(
        "predict  width           8        1.0                 16.0               100",
        lines.get(4));
    List<?> rows = (List<?>) table.all().get("rows");
    assertEquals(2., ((Map<?, ?>) rows.get(1)).get("exponent"));
  }

  /** That takes two milliseconds of the processor for each unit. */
  private static Row row(String work, int units, double milliseconds) {
    return new Row(work, "width", units, new Cost(milliseconds, 2 * units), 100);
  }

  /**
   * Twice as much takes at most little more than twice as long: pixels, cases and steps by their
   * arithmetic, objects by their number and its logarithm; a convolution by the square of its
   * width. Measured times scatter, hence the room above 1 and 2.
   */
  @Tag("slow")
  @Test
  void costGrowsAsTheArithmeticDoes() {
    GrowthTable table = new GrowthBenchmark(new TensorFlowBackend(), JobListener.SILENT).run();
    table.lines().forEach(System.out::println);
    Map<String, Double> whole =
        table.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.work() + " over " + row.unit(),
                    Collectors.collectingAndThen(Collectors.toList(), GrowthTableTest::exponent)));
    whole.forEach(
        (name, exponent) ->
            assertTrue(exponent <= (name.endsWith("width") ? 2.2 : 1.25), name + ": " + exponent));
  }

  /** From the least to the most. */
  private static double exponent(List<Row> rows) {
    Row last = rows.get(rows.size() - 1);
    return Math.log(last.cost().processor() / rows.get(0).cost().processor())
        / Math.log((double) last.units() / rows.get(0).units());
  }
}
