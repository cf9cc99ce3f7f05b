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

  /**
   * The perturbation, titled {@code <title>-perturbation}, whose largest changes have the same full
   * colour.
   */
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

  /** Of the changes that have less than the full colour. */
  private static final double SHARE = .98;

  private static final int BINS = 4096;

  /**
   * The absolute change in the slices from &lt;= s &lt; to that few pixels exceed, so that these do
   * not leave all others white; 1 where nothing has changed. Unchanged pixels do not count.
   */
  static double limit(Image perturbation, int from, int to) {
    double largest = 0;
    for (int slice = from; slice < to; slice++)
      for (int channel = 0; channel < perturbation.channels(); channel++)
        for (float change : perturbation.plane(channel, slice))
          largest = Math.max(largest, Math.abs(change));
    return largest == 0 ? 1 : largest * exceededByFew(perturbation, from, to, largest);
  }

  /** As a share of the largest change. */
  private static double exceededByFew(Image perturbation, int from, int to, double largest) {
    long[] counts = new long[BINS];
    long changed = 0;
    for (int slice = from; slice < to; slice++)
      for (int channel = 0; channel < perturbation.channels(); channel++)
        for (float change : perturbation.plane(channel, slice))
          if (change != 0) {
            counts[Math.min(BINS - 1, (int) (BINS * Math.abs(change) / largest))]++;
            changed++;
          }
    long below = 0;
    int bin = 0;
    while (bin < BINS - 1 && below + counts[bin] < SHARE * changed) below += counts[bin++];
    return (bin + 1.) / BINS;
  }
}
