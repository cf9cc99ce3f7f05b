package io.github.robustj.display;

import ij.measure.ResultsTable;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.job.AttackResult.SliceSize;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Results as tables, and tables as ImageJ shows them. */
public final class Tables {

  private static final List<String> ANY_SIZE = List.of("area", "volume", "l1", "l2", "linf");

  private Tables() {}

  /** Areas and scores of the classes of a mask, see {@link MaskTable}. */
  public static Table prediction(Prediction.Masks prediction) {
    return MaskTable.of(prediction);
  }

  /**
   * One row per foreground class: {@code image, class, dice_before, dice_after}; under a targeted
   * attack also {@code target_reached, target_wanted}, how many pixels have changed as they should.
   */
  public static Table attack(AttackResult result) {
    Table table = new Table("image", "class", "dice_before", "dice_after");
    for (ClassChange change : result.classes())
      table.add(result.adversarial().name(), change.name(), change.before(), change.after());
    return reach(table, result.reach());
  }

  /**
   * Of an attack on any task one row per slice: {@code image, slice, l1, l2, linf, psnr_db, ssim},
   * see {@link SliceSize}.
   *
   * @param image its name
   */
  public static Table perturbation(String image, List<SliceSize> slices) {
    Table table = new Table("image", "slice", "l1", "l2", "linf", "psnr_db", "ssim");
    for (SliceSize size : slices)
      table.add(image, size.slice(), size.l1(), size.l2(), size.linf(), size.psnr(), size.ssim());
    return table;
  }

  /**
   * One row per model and epsilon: {@code model, epsilon}, a column per class with its mean score
   * over the cases, {@code mean}; {@code psnr_db, ssim}, what the perturbations look like, where it
   * is known; under a targeted attack {@code target}, the mean score against the target, and {@code
   * reached}, the share of its changes that were made, and of minimal perturbations the shares
   * within tolerance, {@code cases_within} and {@code slices_within}.
   *
   * @param evaluations by the name of the model, in the order of the rows
   */
  public static Table evaluation(Map<String, Evaluation> evaluations) {
    List<Table> tables = new ArrayList<>();
    evaluations.forEach((model, found) -> tables.add(evaluation(model, found.curve())));
    return Table.of(tables);
  }

  /** The same of one model. */
  public static Table evaluation(String model, RobustnessCurve curve) {
    List<String> columns = new ArrayList<>(List.of("model", "epsilon"));
    columns.addAll(curve.classes());
    columns.add("mean");
    if (curve.hasVisibility()) columns.addAll(List.of("psnr_db", "ssim"));
    if (curve.isTargeted()) columns.addAll(List.of("target", "reached"));
    if (curve.minimal().isPresent()) columns.addAll(List.of("cases_within", "slices_within"));
    Table table = new Table(columns);
    for (RobustnessCurve.Point point : curve.points()) {
      double epsilon = point.epsilon();
      List<Object> row = new ArrayList<>(List.of(model, epsilon));
      curve.classes().forEach(name -> row.add(point.mean(name)));
      row.add(point.mean());
      point.visibility().map(v -> List.of(v.psnr(), v.ssim())).ifPresent(row::addAll);
      if (curve.isTargeted()) row.addAll(List.of(point.reachedMean(), point.reach().share()));
      curve
          .minimal()
          .map(m -> List.of(m.overCases().within(epsilon), m.overSlices().within(epsilon)))
          .ifPresent(row::addAll);
      table.add(row);
    }
    return table;
  }

  /** With how far a target was reached, if there was one. */
  public static Table reach(Table table, Reach reach) {
    if (!reach.isGiven()) return table;
    table.column("target_reached", reach.reached());
    table.column("target_wanted", reach.wanted());
    return table;
  }

  /**
   * A table of ImageJ without row numbers. {@code Analyzer.setResultsTable} makes it the one that
   * macros read with {@code getResult} and save with {@code saveAs("Results")}. Numbers have four
   * decimals; areas and sizes of perturbations, which may be of any size, six digits of the largest
   * of their column.
   */
  public static ResultsTable shown(Table table) {
    ResultsTable shown = new ResultsTable();
    shown.setPrecision(4);
    shown.showRowNumbers(false);
    for (List<Object> row : table.rows()) {
      shown.incrementCounter();
      for (int c = 0; c < row.size(); c++)
        if (row.get(c) instanceof Number number)
          shown.addValue(table.columns().get(c), number.doubleValue());
        else if (row.get(c) != null) shown.addValue(table.columns().get(c), row.get(c).toString());
    }
    for (String name : ANY_SIZE)
      if (shown.columnExists(name))
        shown.setDecimalPlaces(shown.getColumnIndex(name), decimals(shown.getColumn(name)));
    return shown;
  }

  private static int decimals(double[] column) {
    double largest = Arrays.stream(column).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    int before = largest > 0 ? (int) Math.floor(Math.log10(largest)) : 0;
    return Math.max(0, Math.min(9, 5 - before));
  }
}
