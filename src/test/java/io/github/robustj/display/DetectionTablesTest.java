package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.measure.ResultsTable;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.display.detection.DetectionTables;
import io.github.robustj.job.AttackResult;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Reach;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectionTablesTest {

  @Test
  void countsPerClassAndSlice() {
    ResultsTable table = Tables.shown(DetectionTables.counts(Smear.STACK.at(.05)));
    assertEquals("image\tslice\tRBC\tWBC\tPlatelets\tall", table.getColumnHeadings());
    assertEquals("smear\t0\t2\t1\t0\t3", row(table, 0));
    assertEquals("smear\t1\t2\t0\t0\t2", row(table, 1));
    assertEquals("smear\t2\t0\t1\t0\t1", row(table, 2));
    assertEquals(3, table.size());
    assertEquals(
        "smear\t0\t1\t1\t0\t2", row(Tables.shown(DetectionTables.counts(Smear.SINGLE)), 0));
    assertEquals(1, DetectionTables.counts(Smear.SINGLE).rows().size());
  }

  @Test
  void boxesAreThoseThatCount() {
    ResultsTable table = Tables.shown(DetectionTables.boxes(Smear.STACK));
    assertEquals("image\tslice\tclass\tscore\tleft\ttop\tright\tbottom", table.getColumnHeadings());
    assertEquals(2, table.size(), "one is below the threshold");
    assertEquals("WBC", table.getStringValue("class", 1));
    assertEquals(2, table.getValue("slice", 1));
    assertEquals(40.75, table.getValue("right", 0));
  }

  /** Before, the red cell is found and the white one made up; after, the red one has vanished. */
  @Test
  void anAttackIsToldByWhatIsFoundAndMadeUp() {
    Boxes truth = Boxes.of(List.of(BoxedObject.drawn("RBC", Smear.RED.box())));
    Prediction.Objects after =
        new Prediction.Objects("smear", 100, 80, Smear.CLASSES, Boxes.of(List.of(Smear.WHITE)), .5);
    Image image = Examples.image("smear", new float[4], 2, 2, 1, 1);
    ResultsTable table =
        Tables.shown(
            DetectionTables.attack(
                new AttackResult(
                    image,
                    image,
                    truth,
                    true,
                    Smear.SINGLE,
                    after,
                    List.of(),
                    Optional.empty(),
                    Reach.NONE,
                    Optional.empty())));
    assertEquals(
        "image\tclass\tobjects\tcount_before\tcount_after\tfound_before\tfound_after\tfalse_before"
            + "\tfalse_after",
        table.getColumnHeadings());
    assertEquals("smear\tRBC\t1\t1\t0\t1\t0\t0\t0", row(table, 0));
    assertEquals("smear\tWBC\t0\t1\t1\t0\t0\t1\t1", row(table, 1));
    assertEquals("smear\tPlatelets\t0\t0\t0\t0\t0\t0\t0", row(table, 2));
  }

  private static String row(ResultsTable table, int row) {
    return table.getRowAsString(row);
  }
}
