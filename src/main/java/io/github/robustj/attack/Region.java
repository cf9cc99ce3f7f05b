package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/**
 * The pixels that an attack may change; everywhere else a perturbation is exactly zero.
 *
 * @param inside one value per pixel {@code [sample, y, x]}, row-major; of length 0 for all pixels
 */
public record Region(boolean[] inside) {

  private static final Region EVERYWHERE = new Region(new boolean[0]);

  public static Region everywhere() {
    return EVERYWHERE;
  }

  public boolean isEverywhere() {
    return inside.length == 0;
  }

  /**
   * @param pixel position in {@code [sample, y, x]}
   */
  public boolean contains(int pixel) {
    return isEverywhere() || inside[pixel];
  }

  /**
   * That of the samples {@code from <= i < to}.
   *
   * @param pixels of a sample
   */
  public Region slice(int from, int to, int pixels) {
    if (isEverywhere()) return this;
    return new Region(Arrays.copyOfRange(inside, from * pixels, to * pixels));
  }

  /** That of some samples, as {@link #slice}. */
  Region gather(int[] samples, int pixels) {
    if (isEverywhere()) return this;
    boolean[] gathered = new boolean[samples.length * pixels];
    for (int j = 0; j < samples.length; j++)
      System.arraycopy(inside, samples[j] * pixels, gathered, j * pixels, pixels);
    return new Region(gathered);
  }

  /** The gradients of a batch, zero outside the region; the same tensor if that is everywhere. */
  Tensor masked(Tensor gradient) {
    if (isEverywhere()) return gradient;
    Tensor masked = gradient.copy();
    int channels = gradient.shape(3);
    for (int k = 0; k < masked.data().length; k++) if (!inside[k / channels]) masked.data()[k] = 0;
    return masked;
  }
}
