package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisibilityTest {

  /** Float inputs, and a logarithm. */
  private static final double CLOSE = 1e-5;

  /** Half of the slices changed by a tenth of the range: mean square .005 of its square. */
  @Test
  void noiseOfACaseIsThatOfAllItsSlicesTogether() {
    Tensor clean = flat(2, 1, .4f);
    Tensor attacked = clean.copy();
    for (int i = 0; i < 144; i++) attacked.data()[i] += .4f;
    Visibility seen = Visibility.of(clean, attacked, Bounds.of(-2, 2));
    assertEquals(-10 * Math.log10(.005), seen.psnr(), CLOSE);
    assertEquals(.4 / Math.sqrt(2), seen.rms(), CLOSE);
    assertEquals(.4, seen.linf(), CLOSE);
    // Brightness .6 and .7 of the range in one slice, equal in the other.
    double changed = (2 * .6 * .7 + 1e-4) / (.36 + .49 + 1e-4);
    assertEquals((1 + changed) / 2, seen.ssim(), CLOSE);
  }

  /** Each channel counts in shares of its own range. */
  @Test
  void channelsHaveRangesOfTheirOwn() {
    Tensor clean = flat(1, 2, 1);
    Tensor attacked = clean.copy();
    for (int i = 0; i < 288; i += 2) attacked.data()[i] += .2f;
    Bounds bounds = new Bounds(new float[] {0, 0}, new float[] {2, 100});
    // A tenth of the range in one of two channels.
    assertEquals(-10 * Math.log10(.005), Visibility.of(clean, attacked, bounds).psnr(), CLOSE);
  }

  @Test
  void unchangedImagesAreInfinitelyClose() {
    Tensor clean = flat(2, 1, 0);
    Visibility none = Visibility.of(clean, clean, Bounds.of(0, 0));
    assertEquals(new Visibility(Double.POSITIVE_INFINITY, 1, 0, 0), none);
  }

  @Test
  void meanIsOverTheCasesThatArePerturbed() {
    Visibility none = new Visibility(Double.POSITIVE_INFINITY, 1, 0, 0);
    Visibility one = new Visibility(30, .8, .2, .4);
    assertEquals(new Visibility(30, .9, .1, .2), Visibility.mean(List.of(none, one)));
    assertEquals(none, Visibility.mean(List.of(none)));
  }

  private static Tensor flat(int slices, int channels, float value) {
    Tensor images = Tensor.zeros(slices, 12, 12, channels);
    java.util.Arrays.fill(images.data(), value);
    return images;
  }
}
