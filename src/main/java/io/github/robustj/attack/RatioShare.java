package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;

/**
 * What a slice gives to the score of its case, where that is a mean over classes of ratios of sums
 * over the slices, as the Dice of a volume is: {@code mean_c (sum above_c / sum below_c)}.
 *
 * @param above,below one per class, not negative; a class whose {@code below} add up to 0 is left
 *     out of the mean
 */
public record RatioShare(double[] above, double[] below) {

  /** How the shares of slices are known. */
  public interface Rule {

    /**
     * @param outputs of the network
     * @param targets what the task encodes, of the same samples
     * @return one per sample
     */
    RatioShare[] of(Tensor outputs, Tensor targets);

    /** What the answers of an expert would add up to {@code below}, per class. */
    double[] below(Tensor targets);
  }
}
