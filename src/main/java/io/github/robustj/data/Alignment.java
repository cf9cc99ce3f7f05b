package io.github.robustj.data;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.error.RobustJException;
import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.ImgUtil;
import net.imglib2.view.Views;

/**
 * Whether an image and what belongs to it lie at the same place in the world. A mask that holds the
 * same pixels in another order is brought into the image's order, which is exact; anything else is
 * refused, because resampling would change the truth.
 */
public final class Alignment {

  /** How far a corner may be off, in pixels: headers are rounded to single precision. */
  private static final double CORNER = .1;

  /** How much pixel sizes may differ where nothing else is known. */
  private static final double SIZE = .01;

  private Alignment() {}

  /**
   * The mask in the order of the image's pixels; as it is where its sides are other ones, which the
   * caller refuses in words of its own.
   *
   * @param what it is, for the message
   * @throws RobustJException if it lies elsewhere or its pixels have another size
   */
  public static Mask onto(Image image, Mask mask, String what) {
    World from = mask.world();
    World to = image.world();
    if (!from.isPlaced() || !to.isPlaced()) {
      requireSpacing(image.name(), to, from, image.slices(), what);
      return mask;
    }
    long[] size = mask.labels().dimensionsAsLongArray();
    long[] target = {image.width(), image.height(), image.slices()};
    if (!Arrays.equals(sorted(size), sorted(target))) return mask;
    GridMap map = GridMap.between(from, to, size, target, CORNER);
    if (map == null) throw elsewhere(image.name(), to, from, what);
    return map.isIdentity() ? mask : new Mask(reordered(mask.labels(), map), to);
  }

  /** What {@link #onto} changed, for the log; empty if nothing. */
  public static String change(Image image, Mask given, Mask aligned, String what) {
    if (given == aligned) return "";
    return "%s is stored in another order than the image %s (axes %s instead of %s) and was brought into the image's."
        .formatted(what, image.name(), given.world().axes(), image.world().axes());
  }

  /**
   * @param image name of what has the place {@code to}
   * @throws RobustJException if the mask does not lie on it pixel by pixel
   */
  public static void requireOn(String image, World to, Mask mask, String what) {
    requireSame(image, to, mask.world(), mask.labels().dimensionsAsLongArray(), what);
  }

  /**
   * @throws RobustJException if the two images, channels of one, do not lie on each other
   */
  public static void requireSame(Image image, Image other, String what) {
    long[] size = {image.width(), image.height(), image.slices()};
    requireSame(image.name(), image.world(), other.world(), size, what);
  }

  private static void requireSame(String image, World to, World from, long[] size, String what) {
    if (!from.isPlaced() || !to.isPlaced()) {
      requireSpacing(image, to, from, size[2], what);
      return;
    }
    GridMap map = GridMap.between(from, to, size, size, CORNER);
    if (map == null || !map.isIdentity()) throw elsewhere(image, to, from, what);
  }

  private static long[] sorted(long[] sides) {
    return Arrays.stream(sides).sorted().toArray();
  }

  private static void requireSpacing(String image, World to, World from, long slices, String what) {
    Calibration a = to.spacing();
    Calibration b = from.spacing();
    boolean known = !a.equals(Calibration.PIXELS) && !b.equals(Calibration.PIXELS);
    if (!known || !comparable(a, b)) return;
    double scale = a.unit().equals(b.unit()) ? 1 : scale(b) / scale(a);
    boolean same = close(a.x(), b.x() * scale) && close(a.y(), b.y() * scale);
    boolean deep = slices > 1 && !a.isFlat() && !b.isFlat();
    if (!same || deep && !close(a.z(), b.z() * scale)) throw elsewhere(image, to, from, what);
  }

  private static boolean comparable(Calibration a, Calibration b) {
    return a.unit().equals(b.unit()) || scale(a) > 0 && scale(b) > 0;
  }

  /** Of a unit in mm; 0 for one that is not known. */
  private static double scale(Calibration size) {
    return switch (size.unit()) {
      case "mm" -> 1;
      case "micron" -> .001;
      default -> 0;
    };
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= SIZE * Math.max(a, b);
  }

  private static RandomAccessibleInterval<IntType> reordered(
      RandomAccessibleInterval<IntType> labels, GridMap map) {
    RandomAccessibleInterval<IntType> view = Views.zeroMin(labels);
    for (int axis = 0; axis < 3; axis++)
      if (map.flipped()[axis]) view = Views.zeroMin(Views.invertAxis(view, axis));
    int[] order = map.axes().clone();
    for (int axis = 0; axis < 3; axis++)
      while (order[axis] != axis) {
        int other = order[axis];
        view = Views.permute(view, axis, other);
        order[axis] = order[other];
        order[other] = other;
      }
    RandomAccessibleInterval<IntType> copy = ArrayImgs.ints(view.dimensionsAsLongArray());
    ImgUtil.copy(view, copy);
    return copy;
  }

  private static RobustJException elsewhere(String image, World to, World from, String what) {
    return new RobustJException(
        "%s does not lie on the image %s: its pixels are %s, those of the image %s; resample it onto the image."
            .formatted(what, image, from.inWords(), to.inWords()));
  }
}
