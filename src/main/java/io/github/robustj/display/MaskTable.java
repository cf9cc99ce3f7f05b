package io.github.robustj.display;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelClass;
import io.github.robustj.file.Table;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.Prediction;
import java.util.List;

/**
 * Areas and scores of the classes of a mask. One row per foreground class: {@code image, slice,
 * class, pixels, area, area_unit, mean_score}, in stacks also {@code volume, volume_unit}. Slice 0
 * stands for the whole image; in stacks rows for each slice, counted from 1, follow. Units are as
 * in {@code mm^2} and {@code mm^3}, the area of a whole stack is the sum over its slices; a volume
 * is NaN where the distance of slices is not known; the mean score is over the class's pixels, NaN
 * for none.
 *
 * @param image its name
 * @param classes in the order of the sums
 */
public record MaskTable(String image, Calibration size, List<LabelClass> classes) {

  public static Table of(Prediction.Masks prediction) {
    return new MaskTable(prediction.image(), prediction.calibration(), prediction.classes())
        .of(prediction.sums());
  }

  /**
   * @param slices one or more
   */
  public Table of(List<MaskSums> slices) {
    Table table =
        new Table(
            "image",
            "slice",
            "class",
            "pixels",
            "area",
            "area_unit",
            "volume",
            "volume_unit",
            "mean_score");
    MaskSums all = MaskSums.of(classes.size());
    slices.forEach(all::add);
    addRows(table, 0, all);
    if (slices.size() == 1)
      return table.select("image", "slice", "class", "pixels", "area", "area_unit", "mean_score");
    for (int s = 0; s < slices.size(); s++) addRows(table, s + 1, slices.get(s));
    return table;
  }

  private void addRows(Table table, int slice, MaskSums sums) {
    double depth = size.isFlat() ? Double.NaN : size.z();
    for (int c = 0; c < classes.size(); c++) {
      if (classes.get(c).value() == 0) continue;
      double area = sums.pixels(c) * size.x() * size.y();
      table.add(
          image,
          slice,
          classes.get(c).name(),
          sums.pixels(c),
          area,
          size.unit() + "^2",
          area * depth,
          size.unit() + "^3",
          sums.meanScore(c));
    }
  }
}
