package io.github.robustj.attack;

import io.github.robustj.error.RobustJException;
import java.util.Arrays;

/**
 * How long perturbations of one image are in the unit of epsilon.
 *
 * @param first length of a change by one normalised intensity in the first channel; positive
 * @param weights of the channels against the first one, by which their changes are multiplied
 *     before the norm is taken; empty where all count alike
 */
public record EpsilonScale(double first, float[] weights) {

  /** One normalised intensity of any channel is 1. */
  public static final EpsilonScale NORMALISED = new EpsilonScale(1, new float[0]);

  /**
   * @param lengths of a change by one normalised intensity, per channel; infinite for a channel
   *     whose range is empty, which no perturbation changes
   */
  static EpsilonScale of(double[] lengths) {
    double any = Arrays.stream(lengths).filter(Double::isFinite).findFirst().orElse(1);
    for (double length : lengths)
      if (!(length > 0))
        throw new IllegalArgumentException(
            "no unit of epsilon can be had of channels with " + Arrays.toString(lengths));
    float[] weights = new float[lengths.length];
    boolean alike = true;
    for (int c = 0; c < weights.length; c++) {
      weights[c] = Double.isFinite(lengths[c]) ? (float) (lengths[c] / any) : 1;
      alike &= weights[c] == 1;
    }
    return new EpsilonScale(any, alike ? new float[0] : weights);
  }

  /**
   * The radius of the ball, in normalised intensities of the first channel.
   *
   * @throws RobustJException if it is beyond what the arithmetic holds
   */
  public float radius(double epsilon) {
    float radius = (float) (epsilon / first);
    if (Float.isFinite(radius) && radius >= 0) return radius;
    throw new RobustJException(
        "The epsilon %s is no size of a perturbation: it is %s normalised intensities; give a number that is not negative, and smaller."
            .formatted(epsilon, epsilon / first));
  }

  /** The epsilon of the ball that a perturbation of this length just fits in. */
  public double epsilon(double distance) {
    return distance * first;
  }
}
