package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerturbationSizeTest {

  /** The arithmetic is in double and all inputs are exact in float. */
  private static final double EXACT = 1e-12;

  @Test
  void measuresEverySampleOnItsOwn() {
    Tensor clean = new Tensor(new float[] {1, 2, 3, 4, 0, 0, 0, 0}, 2, 1, 2, 2);
    Tensor adversarial = new Tensor(new float[] {4, 2, 3, 0, .5f, -.5f, .5f, -.5f}, 2, 1, 2, 2);
    List<PerturbationSize> sizes = PerturbationSize.of(clean, adversarial, Bounds.of(0, 5));
    // 3-4-5 triangle; root mean square 5 / sqrt(4) = range / 2.
    assertEquals(7, sizes.get(0).l1(), EXACT);
    assertEquals(2, sizes.get(1).l1(), EXACT);
    assertEquals(5, sizes.get(0).l2(), EXACT);
    assertEquals(4, sizes.get(0).linf(), EXACT);
    assertEquals(20 * Math.log10(2), sizes.get(0).psnr(), EXACT);
    // Root mean square .5 = range / 10.
    assertEquals(1, sizes.get(1).l2(), EXACT);
    assertEquals(.5, sizes.get(1).linf(), EXACT);
    assertEquals(20, sizes.get(1).psnr(), EXACT);
  }

  @Test
  void equalImagesHaveNoNoise() {
    Tensor image = new Tensor(new float[] {1, 2}, 1, 1, 2, 1);
    PerturbationSize size = PerturbationSize.of(image, image, Bounds.of(0, 1)).get(0);
    assertEquals(new PerturbationSize(0, 0, 0, Double.POSITIVE_INFINITY, 1), size);
  }

  @Test
  void refusesDifferentShapes() {
    Tensor image = Tensor.zeros(1, 2, 2, 1);
    Tensor other = Tensor.zeros(1, 2, 1, 2);
    assertThrows(
        IllegalArgumentException.class, () -> PerturbationSize.of(image, other, Bounds.of(0, 1)));
  }
}
