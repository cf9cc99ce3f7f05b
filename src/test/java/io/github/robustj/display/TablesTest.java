package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.file.Table;
import io.github.robustj.task.Prediction;
import io.github.robustj.testing.Curves;
import io.github.robustj.testing.SeenMasks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pixels are .5 x 2 x 3 mm: an area of 1 and a volume of 3 each. */
class TablesTest {

  @Test
  void aStackHasTheWholeAndEachSlice() {
    Mask mask = Examples.mask(new int[] {1, 1, 0, 1, 0, 2}, 3, 1, 2);
    float[] score = {.5f, 1, 0, .75f, 0, .25f};
    Prediction.Masks prediction =
        SeenMasks.of(mask, Examples.image("case", score, 3, 1, 1, 2), Examples.CLASSES);
    ResultsTable table = Tables.shown(Tables.prediction(prediction));
    assertEquals(6, table.size());
    assertRow(table, 0, 0, "anterior", 3);
    assertRow(table, 1, 0, "posterior", 1);
    assertRow(table, 2, 1, "anterior", 2);
    assertRow(table, 3, 1, "posterior", 0);
    assertRow(table, 4, 2, "anterior", 1);
    assertRow(table, 5, 2, "posterior", 1);
    assertEquals(9, table.getValue("volume", 0));
    assertEquals("mm^3", table.getStringValue("volume_unit", 0));
    assertFalse(table.columnExists("unit"), "a length is no unit of an area");
    assertEquals(.75, table.getValue("mean_score", 0));
    assertEquals(.75, table.getValue("mean_score", 2));
    assertEquals(.25, table.getValue("mean_score", 5));
    assertTrue(Double.isNaN(table.getValue("mean_score", 3)));
  }

  @Test
  void aVolumeIsNoNumberWhereTheDistanceOfSlicesIsNotKnown() {
    Mask mask = Examples.mask(new int[] {1, 1, 0, 1, 0, 2}, 3, 1, 2);
    Image score =
        Examples.image("case", new float[6], 3, 1, 1, 2)
            .as("case", new Calibration(.5, 2, 0, "mm"));
    ResultsTable table =
        Tables.shown(Tables.prediction(SeenMasks.of(mask, score, Examples.CLASSES)));
    assertEquals(3, table.getValue("area", 0));
    assertTrue(Double.isNaN(table.getValue("volume", 0)));
  }

  private static void assertRow(ResultsTable table, int row, int slice, String name, int pixels) {
    assertEquals("case", table.getStringValue("image", row));
    assertEquals(slice, table.getValue("slice", row));
    assertEquals(name, table.getStringValue("class", row));
    assertEquals(pixels, table.getValue("pixels", row));
    assertEquals(pixels, table.getValue("area", row));
    assertEquals("mm^2", table.getStringValue("area_unit", row));
  }

  @Test
  void aSingleSliceHasNoVolumeAndOneRowPerClass() {
    ResultsTable table =
        Tables.shown(Tables.prediction(Examples.prediction(Examples.mask("110", "222"))));
    assertEquals(2, table.size());
    assertRow(table, 1, 0, "posterior", 3);
    assertFalse(table.columnExists("volume"));
  }

  /** Also of numbers far above and below one. */
  @Test
  void columnsOfAnySizeHaveSixDigits() {
    Table numbers = new Table("area", "l2");
    numbers.add(13637.554321, .00123456789);
    ResultsTable table = Tables.shown(numbers);
    assertEquals("13637.6", table.getStringValue("area", 0));
    assertEquals("0.00123457", table.getStringValue("l2", 0));
  }

  @Test
  void attacksSayWhatTheyDidAndHowLargeTheyWere() {
    var result = Examples.result(Examples.image("case", new float[2], 2, 1, 1, 1));
    ResultsTable changes = Tables.shown(Tables.attack(result));
    assertEquals(2, changes.size());
    assertEquals("anterior", changes.getStringValue("class", 0));
    assertEquals(.9, changes.getValue("dice_before", 0));
    assertEquals(.25, changes.getValue("dice_after", 0));
    assertTrue(Double.isNaN(changes.getValue("dice_after", 1)));
    ResultsTable sizes = Tables.shown(Tables.perturbation("case", result.slices()));
    assertEquals(1, sizes.size());
    assertEquals(1, sizes.getValue("slice", 0));
    assertEquals(9, sizes.getValue("l1", 0));
    assertEquals(2, sizes.getValue("l2", 0));
    assertEquals(.5, sizes.getValue("linf", 0));
    assertEquals(33, sizes.getValue("psnr_db", 0));
    assertEquals(.9, sizes.getValue("ssim", 0));
  }

  @Test
  void evaluationHasARowPerModelAndEpsilon() {
    Map<String, Evaluation> curves = new LinkedHashMap<>();
    curves.put("standard", new Evaluation(curve(.8, .4, .1)));
    curves.put("robust", new Evaluation(curve(.8, .6, .5)));
    ResultsTable table = Tables.shown(Tables.evaluation(curves));
    assertEquals(4, table.size());
    assertEquals("standard", table.getStringValue("model", 1));
    assertEquals(6, table.getValue("epsilon", 1));
    assertEquals(.4, table.getValue("anterior", 1), 1e-15);
    assertEquals(.1, table.getValue("posterior", 1), 1e-15);
    assertEquals(.25, table.getValue("mean", 1), 1e-15);
    assertEquals("robust", table.getStringValue("model", 2));
    assertEquals(.55, table.getValue("mean", 3), 1e-15);
  }

  private static RobustnessCurve curve(double clean, double anterior, double posterior) {
    Map<String, Double> before = Map.of("anterior", clean, "posterior", clean);
    Map<String, Double> after = Map.of("anterior", anterior, "posterior", posterior);
    return Curves.of(
        "Dice",
        AttackSpec.pgd(10),
        List.of("anterior", "posterior"),
        List.of(
            new Point(0, List.of(Curves.score("a", before))),
            new Point(6, List.of(Curves.score("a", after)))));
  }
}
