package io.github.robustj.model;

/**
 * The valid range of one image's normalised intensities, per channel. It follows from the image's
 * own normalisation: a perturbed pixel outside it could not be written back to the image.
 *
 * @param lower one value per channel, or a single one for all
 * @param upper as many, none below {@code lower}
 */
public record Bounds(float[] lower, float[] upper) {

  private static final Bounds NONE =
      new Bounds(new float[] {Float.NEGATIVE_INFINITY}, new float[] {Float.POSITIVE_INFINITY});

  public Bounds {
    if (lower.length == 0 || lower.length != upper.length)
      throw new IllegalArgumentException("bounds need as many upper as lower values, at least one");
    for (int c = 0; c < lower.length; c++)
      if (!(lower[c] <= upper[c]))
        throw new IllegalArgumentException("empty range " + lower[c] + " to " + upper[c]);
  }

  public static Bounds of(float lower, float upper) {
    return new Bounds(new float[] {lower}, new float[] {upper});
  }

  /** The whole real line. */
  public static Bounds none() {
    return NONE;
  }

  /** Largest minus smallest value of a channel; 0 where there is a single one. */
  public double width(int channel) {
    int c = lower.length == 1 ? 0 : channel;
    return (double) upper[c] - lower[c];
  }

  public float clip(float value, int channel) {
    int c = lower.length == 1 ? 0 : channel;
    return Math.min(Math.max(value, lower[c]), upper[c]);
  }
}
