package io.github.robustj.data;

/**
 * The size of a pixel.
 *
 * @param x width and {@code y} height, in {@code unit}; positive
 * @param z slice distance in {@code unit}; 0 where it is not known
 * @param unit "mm", "micron", or "pixel" where the size is unknown (then all are 1)
 */
public record Calibration(double x, double y, double z, String unit) {

  public static final Calibration PIXELS = new Calibration(1, 1, 1, "pixel");

  public Calibration {
    if (!(x > 0 && y > 0 && z >= 0))
      throw new IllegalArgumentException(
          "pixel sizes must be positive: " + x + ", " + y + ", " + z);
  }

  /** Whether lengths along x and y are known, but not across slices. */
  public boolean isFlat() {
    return z == 0;
  }
}
