package io.github.robustj.display;

import ij.measure.ResultsTable;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelClass;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.job.AttackResult.SliceSize;
import io.github.robustj.job.Prediction;
import io.github.robustj.task.Reach;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Results as ImageJ tables. {@code Analyzer.setResultsTable} makes one the table that macros read
 * with {@code getResult} and save with {@code saveAs("Results")}.
 */
public final class Tables {

  private Tables() {}

  /**
   * One row per foreground class: {@code image, slice, class, pixels, area, area_unit, mean_score},
   * in stacks also {@code volume, volume_unit}. Slice 0 stands for the whole image; in stacks rows
   * for each slice, counted from 1, follow. Units are as in {@code mm^2} and {@code mm^3}, the area
   * of a whole stack is the sum over its slices; a volume is NaN where the distance of slices is
   * not known; the mean score is over the class's pixels, NaN for none.
   */
  public static ResultsTable prediction(Prediction prediction) {
    ResultsTable table = table();
    ClassSums[] slices = ClassSums.perSlice(prediction);
    addRows(table, prediction, 0, ClassSums.total(slices));
    if (slices.length > 1)
      for (int s = 0; s < slices.length; s++) addRows(table, prediction, s + 1, slices[s]);
    significant(table, "area", "volume");
    return table;
  }

  private static void addRows(
      ResultsTable table, Prediction prediction, int slice, ClassSums sums) {
    Calibration size = prediction.score().calibration();
    for (LabelClass c : Labels.foreground(prediction.classes())) {
      long pixels = sums.pixels(c.value());
      table.incrementCounter();
      table.addValue("image", prediction.score().name());
      table.addValue("slice", slice);
      table.addValue("class", c.name());
      table.addValue("pixels", pixels);
      table.addValue("area", pixels * size.x() * size.y());
      table.addValue("area_unit", size.unit() + "^2");
      if (Planes.slices(prediction.mask()) > 1) {
        double depth = size.isFlat() ? Double.NaN : size.z();
        table.addValue("volume", pixels * size.x() * size.y() * depth);
        table.addValue("volume_unit", size.unit() + "^3");
      }
      table.addValue("mean_score", sums.meanScore(c.value()));
    }
  }

  /**
   * One row per foreground class: {@code image, class, dice_before, dice_after}; under a targeted
   * attack also {@code target_reached, target_wanted}, how many pixels have changed as they should.
   */
  public static ResultsTable attack(AttackResult result) {
    ResultsTable table = table();
    for (ClassChange change : result.classes()) {
      table.incrementCounter();
      table.addValue("image", result.adversarial().name());
      table.addValue("class", change.name());
      table.addValue("dice_before", change.before());
      table.addValue("dice_after", change.after());
      reach(table, result.reach());
    }
    return table;
  }

  /**
   * Of an attack on any task one row per slice: {@code image, slice, l1, l2, linf, psnr_db}, see
   * {@link SliceSize}.
   *
   * @param image its name
   */
  public static ResultsTable perturbation(String image, List<SliceSize> slices) {
    ResultsTable table = table();
    for (SliceSize size : slices) {
      table.incrementCounter();
      table.addValue("image", image);
      table.addValue("slice", size.slice());
      table.addValue("l1", size.l1());
      table.addValue("l2", size.l2());
      table.addValue("linf", size.linf());
      table.addValue("psnr_db", size.psnr());
    }
    significant(table, "l1", "l2", "linf");
    return table;
  }

  /**
   * One row per model and epsilon: {@code model, epsilon}, a column per class with its mean score
   * over the cases, {@code mean}; under a targeted attack {@code target}, the mean score against
   * the target, and {@code reached}, the share of its changes that were made, and of minimal
   * perturbations the shares within tolerance, {@code cases_within} and {@code slices_within}.
   *
   * @param curves by the name of the model, in the order of the rows
   */
  public static ResultsTable evaluation(Map<String, RobustnessCurve> curves) {
    ResultsTable table = table();
    curves.forEach(
        (model, curve) ->
            curve
                .points()
                .forEach(
                    point -> {
                      table.incrementCounter();
                      table.addValue("model", model);
                      table.addValue("epsilon", point.epsilon());
                      for (String name : curve.classes()) table.addValue(name, point.mean(name));
                      table.addValue("mean", point.mean());
                      if (curve.isTargeted()) {
                        table.addValue("target", point.reachedMean());
                        table.addValue("reached", point.reach().share());
                      }
                      curve
                          .minimal()
                          .ifPresent(
                              minimal -> {
                                double epsilon = point.epsilon();
                                table.addValue("cases_within", minimal.overCases().within(epsilon));
                                table.addValue(
                                    "slices_within", minimal.overSlices().within(epsilon));
                              });
                    }));
    return table;
  }

  /** How far a target was reached, if there was one. */
  static void reach(ResultsTable table, Reach reach) {
    if (!reach.isGiven()) return;
    table.addValue("target_reached", reach.reached());
    table.addValue("target_wanted", reach.wanted());
  }

  /**
   * Six digits of the largest number of each column, which may be of any size, instead of four
   * decimals.
   */
  static void significant(ResultsTable table, String... columns) {
    for (String name : columns) {
      if (!table.columnExists(name)) continue;
      double largest =
          Arrays.stream(table.getColumn(name))
              .map(Math::abs)
              .filter(Double::isFinite)
              .max()
              .orElse(0);
      int before = largest > 0 ? (int) Math.floor(Math.log10(largest)) : 0;
      table.setDecimalPlaces(table.getColumnIndex(name), Math.max(0, Math.min(9, 5 - before)));
    }
  }

  /** Four decimals, no row numbers. */
  static ResultsTable table() {
    ResultsTable table = new ResultsTable();
    table.setPrecision(4);
    table.showRowNumbers(false);
    return table;
  }
}
