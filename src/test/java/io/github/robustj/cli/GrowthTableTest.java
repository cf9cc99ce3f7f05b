package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    Row small = new Row("train", "width", 8, 10, 100);
    Row other = new Row("predict", "width", 8, 1, 100);
    Row middle = new Row("train", "width", 16, 40, 150);
    Row large = new Row("train", "width", 64, 80, Double.NaN);
    GrowthTable table = new GrowthTable("CPU", List.of(small, other, middle, large));
    assertEquals(Double.NaN, table.exponent(small));
    assertEquals(Double.NaN, table.exponent(other));
    assertEquals(2, table.exponent(middle), 1e-12);
    assertEquals(.5, table.exponent(large), 1e-12);
    List<String> lines = table.lines();
    assertEquals(5, lines.size());
    assertEquals(
        "train    width          16        40.0       2.50000     2.00      150", lines.get(2));
    assertEquals(
        "predict  width           8         1.0       0.12500               100", lines.get(4));
    List<?> rows = (List<?>) table.all().get("rows");
    assertEquals(2., ((Map<?, ?>) rows.get(1)).get("exponent"));
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
    return Math.log(last.milliseconds() / rows.get(0).milliseconds())
        / Math.log((double) last.units() / rows.get(0).units());
  }
}
