package io.github.robustj.data;

import java.util.random.RandomGenerator;

/**
 * Where the pixels of a patch come from in a slice: an affine map about the middle of the patch,
 * {@code source = center + matrix (patch - middle)}.
 *
 * @param centerY {@code centerX} in the slice, in pixels
 * @param yy,yx,xy,xx the matrix
 */
public record Placement(
    double centerY, double centerX, double yy, double yx, double xy, double xx) {

  private static final double ROTATION = Math.toRadians(15);
  private static final double SMALLEST_SCALE = .8;
  private static final double LARGEST_SCALE = 1.25;

  /** The middle of the slice on the middle of the patch, in whole pixels. */
  static Placement centered(Slice slice, int height, int width) {
    double y = offset(slice.height(), height) + (height - 1) / 2.0;
    double x = offset(slice.width(), width) + (width - 1) / 2.0;
    return new Placement(y, x, 1, 0, 0, 1);
  }

  /**
   * A random crop where the slice is larger than the patch, mirrored left to right, turned and
   * scaled as the augmentation says. Draws nothing for what is switched off.
   */
  static Placement random(
      Slice slice, int height, int width, Augmentation augmentation, RandomGenerator random) {
    int[] focus = slice.targets().focus(slice, random);
    double y = corner(slice.height(), height, focus[0], random) + (height - 1) / 2.0;
    double x = corner(slice.width(), width, focus[1], random) + (width - 1) / 2.0;
    double flip = augmentation.flip() && random.nextBoolean() ? -1 : 1;
    double angle =
        augmentation.rotate() && Augmenter.happens(random)
            ? random.nextDouble(-ROTATION, ROTATION)
            : 0;
    double zoom =
        augmentation.scale() && Augmenter.happens(random)
            ? random.nextDouble(SMALLEST_SCALE, LARGEST_SCALE)
            : 1;
    double cos = Math.cos(angle) / zoom;
    double sin = Math.sin(angle) / zoom;
    Placement upright = new Placement(y, x, cos, -flip * sin, sin, flip * cos);
    return augmentation.anyWayUp() ? upright.anyWayUp(height, width, zoom, random) : upright;
  }

  /** Mirrored top to bottom in half of the cases, and scaled about a random point of the patch. */
  private Placement anyWayUp(int height, int width, double zoom, RandomGenerator random) {
    double flip = random.nextBoolean() ? -1 : 1;
    double reach = Math.abs(1 - 1 / zoom) / 2;
    double y = reach > 0 ? random.nextDouble(-reach, reach) * height : 0;
    double x = reach > 0 ? random.nextDouble(-reach, reach) * width : 0;
    return new Placement(centerY + y, centerX + x, flip * yy, yx, flip * xy, xx);
  }

  /** Whether pixels are copied, perhaps mirrored, and never mixed. */
  boolean isCopy() {
    return Math.abs(yy) == 1 && Math.abs(xx) == 1 && yx == 0 && xy == 0;
  }

  double sourceY(double dy, double dx) {
    return centerY + yy * dy + yx * dx;
  }

  double sourceX(double dy, double dx) {
    return centerX + xy * dy + xx * dx;
  }

  /** How many pixels of the slice a pixel of the patch is long. */
  double magnification() {
    return Math.sqrt(Math.abs(yy * xx - yx * xy));
  }

  /** Whether left and right are exchanged. */
  boolean isMirrored() {
    return yy * xx - yx * xy < 0;
  }

  /** Where a pixel of the slice lies in the patch, from its middle. */
  double patchY(double y, double x) {
    return (xx * (y - centerY) - yx * (x - centerX)) / (yy * xx - yx * xy);
  }

  double patchX(double y, double x) {
    return (yy * (x - centerX) - xy * (y - centerY)) / (yy * xx - yx * xy);
  }

  private static int corner(int length, int patch, int focus, RandomGenerator random) {
    if (length <= patch) return offset(length, patch);
    if (focus < 0) return random.nextInt(length - patch + 1);
    return Math.min(Math.max(0, focus - patch / 2), length - patch);
  }

  private static int offset(int length, int patch) {
    return Math.floorDiv(length - patch, 2);
  }
}
