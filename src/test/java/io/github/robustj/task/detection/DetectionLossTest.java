package io.github.robustj.task.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import org.junit.jupiter.api.Test;

class DetectionLossTest {

  /** Float outputs, double arithmetic. */
  private static final double FLOAT = 1e-6;

  @Test
  void boxLossInClosedForm() {
    Box truth = new Box(0, 0, 10, 10);
    assertEquals(0, BoxOverlap.loss(truth, truth));
    // IoU 25 / 175; the hull of 15 x 15 has 50 more than the union.
    assertEquals(1 - 25 / 175. + 50 / 225., BoxOverlap.loss(truth.moved(5, 5), truth), 1e-12);
    // Apart by 10: no overlap, hull 30 x 10, union 200.
    assertEquals(1 + 100 / 300., BoxOverlap.loss(truth.moved(20, 0), truth), 1e-12);
    // Inside: the hull is the truth itself.
    assertEquals(1 - 4 / 100., BoxOverlap.loss(new Box(2, 2, 4, 4), truth), 1e-12);
    assertTrue(BoxOverlap.loss(truth.moved(1e6, 0), truth) < 2);
  }

  /**
   * One object in the only cell of the first class at logit 0, so {@code .25 log 2}; its other
   * class adds {@code .25 log 2} too.
   */
  @Test
  void oneCellInClosedForm() {
    Tensor rows = Tensor.zeros(1, 1, BoxRow.COLUMNS);
    BoxRow.write(rows.data(), 0, 0, BoxedObject.drawn("red", new Box(0, 0, 4, 4)));
    DetectionLoss loss = loss(Tensor.zeros(1, 1, 1, 6), rows, 4);
    assertEquals(.5 * Math.log(2), loss.heat(), FLOAT);
    assertEquals(0, loss.box(), FLOAT, "offset 0 and logarithm 0 are the cell itself");
    assertEquals(.5 * Math.log(2), loss.total(), FLOAT);
  }

  /** A background cell at logit z costs {@code p^2 (-log(1 - p))}; no object divides by 1. */
  @Test
  void emptyImagesCountFalseAlarmsOnly() {
    Tensor outputs = Tensor.zeros(1, 2, 2, 6);
    double z = 1.5;
    for (int i = 0; i < 4; i++) outputs.data()[i * 6] = (float) z;
    for (int i = 0; i < 4; i++) outputs.data()[i * 6 + 1] = -50;
    DetectionLoss loss = loss(outputs, Tensor.zeros(1, 0, BoxRow.COLUMNS), 8);
    double p = 1 / (1 + Math.exp(-z));
    assertEquals(4 * p * p * -Math.log(1 - p), loss.heat(), FLOAT);
    assertEquals(0, loss.box());
  }

  @Test
  void outputsThatSayTheTruthCostNextToNothing() {
    Tensor rows = Tensor.zeros(1, 2, BoxRow.COLUMNS);
    BoxRow.write(rows.data(), 0, 0, BoxedObject.drawn("red", new Box(3, 5, 45, 50)));
    BoxRow.write(
        rows.data(), BoxRow.COLUMNS, 1, BoxedObject.drawn("white", new Box(50, 5, 64, 30)));
    BoxMaps maps = BoxMaps.of(rows, 64, 64, 2);
    DetectionLoss right = loss(BoxMapsTest.outputs(maps), rows, 64);
    assertEquals(0, right.box(), 1e-5, "float logarithms of sizes");
    DetectionLoss wrong = loss(Tensor.zeros(1, 16, 16, 6), rows, 64);
    assertTrue(right.heat() < .2 && wrong.heat() > 10, right.heat() + " and " + wrong.heat());
  }

  /** Logits of +-1000 do not overflow. */
  @Test
  void extremeLogitsStayFinite() {
    Tensor rows = Tensor.zeros(1, 1, BoxRow.COLUMNS);
    BoxRow.write(rows.data(), 0, 0, BoxedObject.drawn("red", new Box(0, 0, 4, 4)));
    Tensor outputs = new Tensor(new float[] {-1000, 1000, 0, 0, 1000, -1000}, 1, 1, 1, 6);
    DetectionLoss loss = loss(outputs, rows, 4);
    assertEquals(2000, loss.heat(), 1e-3, "each logit costs its own size");
    assertTrue(Double.isFinite(loss.box()) && loss.box() <= 2, "" + loss.box());
    outputs.data()[0] = Float.NaN;
    assertThrows(RobustJException.class, () -> loss(outputs, rows, 4));
  }

  private static DetectionLoss loss(Tensor outputs, Tensor rows, int side) {
    return DetectionLoss.perSample(new BoxOutputs(outputs), BoxMaps.of(rows, side, side, 2))[0];
  }
}
