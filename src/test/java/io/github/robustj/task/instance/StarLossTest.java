package io.github.robustj.task.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.tensor.Tensor;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StarLossTest {

  /**
   * By hand: two places that count and one that does not, three rays. Cross-entropy: the mean of
   * log 2 (logit 0, y .5) and log(1 + e^-1) + 1 (logit 1, y 0: log(1 + e)). Distances: weight .5 of
   * errors 1, 2, 3, a mean of 2, over the weights: 2 times .5 / (.5 + 2e-7); beyond: 1e-4 times the
   * mean over places of .5 times (2 + 2 + 2) / 3 and 1 times (3 + 0 + 3) / 3.
   */
  @Test
  void isThatOfTheFormula() {
    Tensor outputs = new Tensor(new float[] {0, 2, -2, 2, 1, 3, 0, -3, 9, 9, 9, 9}, 1, 1, 3, 4);
    Tensor maps = new Tensor(new float[] {.5f, 1, 0, 5, 0, 0, 0, 0, -1, 0, 0, 0}, 1, 1, 3, 4);
    double entropy = (Math.log(2) + Math.log(1 + Math.E)) / 2;
    double distances = 2 * .25 / (.25 + 1e-7) + 1e-4 * (.5 * 2 + 2) / 2;
    assertEquals(entropy, new StarLoss(1, 0).of(outputs, maps).value()[0], 1e-6);
    assertEquals(distances, new StarLoss(0, 1).of(outputs, maps).value()[0], 1e-6);
    assertEquals(entropy + .2 * distances, StarLoss.SUM.of(outputs, maps).value()[0], 1e-6);
  }

  @Test
  void nothingThatCountsIsNothing() {
    Tensor maps = new Tensor(new float[] {-1, 0, 0, 0}, 1, 1, 1, 4);
    Value value = StarLoss.SUM.of(new Tensor(new float[] {3, 1, 1, 1}, 1, 1, 1, 4), maps);
    assertEquals(0, value.value()[0], 0);
    for (float slope : value.gradient().data()) assertEquals(0, slope, 0);
  }

  /** Central differences; distances are away from their kinks. */
  @Test
  void slopeIsThatOfDifferences() {
    Random random = new Random(1);
    Tensor outputs = Tensor.zeros(2, 3, 4, 5);
    Tensor maps = Tensor.zeros(2, 3, 4, 5);
    for (int i = 0; i < outputs.data().length; i++) {
      outputs.data()[i] = (float) random.nextGaussian() + (i % 5 == 0 ? 0 : 4);
      maps.data()[i] = i % 5 == 0 ? Math.max(-1, random.nextInt(6) - 1) / 4f : random.nextInt(9);
      if (i % 5 == 0 && maps.data()[i] < 0) maps.data()[i] = -1;
    }
    Tensor slope = StarLoss.SUM.of(outputs, maps).gradient();
    for (int i = 0; i < outputs.data().length; i++) {
      float step = 1f / 128;
      double difference =
          (moved(outputs, maps, i, step) - moved(outputs, maps, i, -step)) / (2 * step);
      // Values are float32 of about 1: 1e-7 / step.
      assertEquals(difference, slope.data()[i], 2e-5, "output " + i);
    }
  }

  private static double moved(Tensor outputs, Tensor maps, int i, float by) {
    Tensor moved = outputs.copy();
    moved.data()[i] += by;
    return StarLoss.SUM.of(moved, maps).value()[i / outputs.sampleLength()];
  }
}
