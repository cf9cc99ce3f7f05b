package io.github.robustj.task.detection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The loss of heat maps whose logits are brought to one size. */
class HeatSizesTest {

  private static final DetectionTask TASK =
      new DetectionTask(List.of("red", "white"), Correctness.LOSS);

  private final Tensor rows =
      DetectionObjective.SCALE_FREE_OBJECTNESS.targets(
          TASK.encode(
              new Boxes(
                  List.of(
                      List.of(BoxedObject.drawn("red", Box.around(9, 7, 8, 6))),
                      List.of(
                          BoxedObject.drawn("white", Box.around(5, 13, 6, 6)),
                          BoxedObject.drawn("red", Box.around(12, 4, 5, 5)))))));
  private final Tensor outputs = random();

  private static Tensor random() {
    Tensor outputs = Tensor.zeros(2, 4, 4, 6);
    SplittableRandom random = new SplittableRandom(5);
    for (int k = 0; k < outputs.data().length; k++)
      outputs.data()[k] = (float) random.nextDouble(-2, 2);
    return outputs;
  }

  @Test
  void doesNotChangeWithTheSizeOfTheLogits() {
    Value at = HeatSizes.scaleFree(outputs, rows);
    for (float factor : new float[] {1e-3f, 10, 1e4f}) {
      Value there = HeatSizes.scaleFree(times(factor), rows);
      assertArrayEquals(at.value(), there.value(), 1e-3f);
      for (int k = 0; k < outputs.data().length; k++)
        assertEquals(at.gradient().data()[k], there.gradient().data()[k] * factor, 1e-3);
    }
    // Logits of the usual size, 4, are what the network's own loss sees.
    double square = 0;
    for (int k = 0; k < 96; k++) if (k % 6 < 2) square += Math.pow(outputs.data()[k], 2) / 32;
    Tensor usual = times((float) (4 / Math.sqrt(square)));
    BoxOutputs read = new BoxOutputs(usual);
    assertEquals(DetectionLoss.totals(read, BoxMaps.of(rows, read))[0], at.value()[0], 1e-4);
  }

  private Tensor times(float factor) {
    Tensor scaled = outputs.copy();
    for (int k = 0; k < scaled.data().length; k++) if (k % 6 < 2) scaled.data()[k] *= factor;
    return scaled;
  }

  /** Four values a step of 1e-2 apart; floats of about 50 round to 4e-6, a slope to 5e-4. */
  @Test
  void theSlopeAgreesWithFiniteDifferences() {
    float[] gradient = HeatSizes.scaleFree(outputs, rows).gradient().data();
    for (int k = 0; k < gradient.length; k++) {
      double near = moved(k, .01f) - moved(k, -.01f);
      double far = moved(k, .02f) - moved(k, -.02f);
      assertEquals((8 * near - far) / .12, gradient[k], 2e-3, "output " + k);
    }
  }

  private double moved(int k, float step) {
    Tensor there = outputs.copy();
    there.data()[k] += step;
    return HeatSizes.scaleFree(there, rows).value()[k / 96];
  }
}
