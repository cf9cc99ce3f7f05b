package io.github.robustj.attack;

/**
 * A way in which scanners change images, with a few parameters that an attack may choose within
 * plausible bounds. All parameters 0 is no change.
 */
interface PhysicalChange {

  /**
   * A clean image of one channel or more, and the range of its intensities.
   *
   * @param clean {@code [y, x, channel]}, normalised
   * @param low,high per channel; the range of its bounds, or of its pixels where it has none
   */
  record Frame(int height, int width, int channels, float[] clean, double[] low, double[] high) {

    /** A pixel from 0 to 1 over its channel's range; 0 where that is empty. */
    double unit(int k) {
      int c = k % channels;
      double range = high[c] - low[c];
      return range > 0 ? (clean[k] - low[c]) / range : 0;
    }
  }

  /** How many parameters there are. */
  int parameters();

  /** Brings parameters into their bounds, in place: each in [-1, 1], and what else holds. */
  void bound(double[] parameters);

  /** The changed image, as {@link Frame#clean}. */
  float[] apply(Frame frame, double[] parameters);

  /**
   * The slope of an objective with respect to the parameters, by the chain rule.
   *
   * @param slope of the objective with respect to the changed image
   */
  double[] gradient(Frame frame, double[] parameters, float[] slope);
}
