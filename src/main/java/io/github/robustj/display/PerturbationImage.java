package io.github.robustj.display;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.LUT;
import io.github.robustj.data.Image;
import java.util.Arrays;

/**
 * A perturbation as 32-bit image in the intensities of the input: blue where the attack has lowered
 * them, white where it left them, red where it has raised them.
 */
public final class PerturbationImage {

  private PerturbationImage() {}

  /** The perturbation, titled {@code <title>-perturbation}, shown from -largest to +largest. */
  public static ImagePlus of(String title, Image perturbation) {
    return of(title, perturbation, limit(perturbation, 0, perturbation.slices()));
  }

  /** The perturbation of an open image, titled after it. */
  public static ImagePlus of(ImagePlus input, Image perturbation) {
    return of(Images.name(input), perturbation);
  }

  /** The perturbation shown from -limit to limit. */
  static ImagePlus of(String title, Image perturbation, double limit) {
    LUT[] luts = new LUT[perturbation.channels()];
    Arrays.setAll(luts, channel -> DivergingLut.of(limit));
    ImagePlus stack = Images.stack(title + "-perturbation", perturbation);
    return Images.colored(stack, luts, CompositeImage.COLOR);
  }

  /**
   * The largest absolute change in the slices from &lt;= s &lt; to; 1 where nothing has changed.
   */
  static double limit(Image perturbation, int from, int to) {
    double largest = 0;
    for (int slice = from; slice < to; slice++)
      for (int channel = 0; channel < perturbation.channels(); channel++)
        for (float change : Planes.intensities(perturbation, channel, slice))
          largest = Math.max(largest, Math.abs(change));
    return largest == 0 ? 1 : largest;
  }
}
