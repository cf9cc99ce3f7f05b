package io.github.robustj.data;

import java.util.Arrays;
import java.util.List;

/**
 * The outline of an object: closed polygons, of which a place is inside where an odd number goes
 * around it, so that parts and holes are polygons of their own. Coordinates are as those of {@link
 * Box}: the first pixel reaches from 0 to 1, its centre is at .5.
 *
 * @param rings x and y of the corners in turn, at least three corners each; at least one
 */
public record Outline(List<double[]> rings) {

  /** Lines that a small part is measured along, at least. */
  private static final int LINES = 64;

  /** Most lines of a large one; its sides are long beside their distance. */
  private static final int MOST_LINES = 4096;

  public Outline {
    rings = List.copyOf(rings);
    if (rings.isEmpty()) throw new IllegalArgumentException("an outline without a polygon");
    for (double[] ring : rings)
      if (ring.length < 6 || ring.length % 2 != 0)
        throw new IllegalArgumentException("a polygon of " + ring.length / 2. + " corners");
  }

  /** That of a rectangle. */
  public static Outline of(Box box) {
    return new Outline(
        List.of(
            new double[] {
              box.left(),
              box.top(),
              box.right(),
              box.top(),
              box.right(),
              box.bottom(),
              box.left(),
              box.bottom()
            }));
  }

  /** The smallest box around it. */
  public Box bounds() {
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (double[] ring : rings)
      for (int i = 0; i < ring.length; i += 2) {
        left = Math.min(left, ring[i]);
        right = Math.max(right, ring[i]);
        top = Math.min(top, ring[i + 1]);
        bottom = Math.max(bottom, ring[i + 1]);
      }
    return new Box(left, top, right, bottom);
  }

  /** In square pixels, measured as {@link #intersection}. */
  public double area() {
    return intersection(this);
  }

  /**
   * The area that both cover, in square pixels: exact along rows, and along columns by the midpoint
   * rule on lines that divide pixels evenly, which is exact for outlines along the edges of pixels.
   * Of polygons the relative error is below a thousandth.
   */
  public double intersection(Outline other) {
    Box own = bounds();
    Box its = other.bounds();
    double top = Math.max(own.top(), its.top());
    double bottom = Math.min(own.bottom(), its.bottom());
    if (!(top < bottom) || own.intersection(its) == 0) return 0;
    double lines = Math.max(1, Math.ceil(LINES / (bottom - top)));
    double step = Math.max(1 / lines, (bottom - top) / MOST_LINES);
    double sum = 0;
    for (double k = Math.floor(top / step); k * step < bottom; k++) {
      double y = (k + .5) * step;
      double from = Math.max(top, k * step);
      double to = Math.min(bottom, (k + 1) * step);
      double at = from > k * step || to < (k + 1) * step ? (from + to) / 2 : y;
      sum += (to - from) * common(crossings(at), other == this ? null : other.crossings(at));
    }
    return sum;
  }

  /** Intersection over union, 0 to 1; 0 for two outlines without area. */
  public double iou(Outline other) {
    double common = intersection(other);
    return common == 0 ? 0 : Math.min(1, common / (area() + other.area() - common));
  }

  /** The same outline where what was {@code from} is {@code to}. */
  public Outline moved(Box from, Box to) {
    double x = from.width() == 0 ? 1 : to.width() / from.width();
    double y = from.height() == 0 ? 1 : to.height() / from.height();
    return new Outline(
        rings.stream()
            .map(
                ring -> {
                  double[] moved = ring.clone();
                  for (int i = 0; i < ring.length; i += 2) {
                    moved[i] = to.left() + (ring[i] - from.left()) * x;
                    moved[i + 1] = to.top() + (ring[i + 1] - from.top()) * y;
                  }
                  return moved;
                })
            .toList());
  }

  /** Gives a value to all pixels of an image whose centre is inside. */
  public void paint(int[] pixels, int width, int value) {
    paint(pixels, 0, 0, width, value);
  }

  /**
   * The same in a part of an image.
   *
   * @param pixels of the part, row by row
   * @param left,top of the part, {@code width} its own
   */
  public void paint(int[] pixels, int left, int top, int width, int value) {
    int end = top + pixels.length / width;
    Box box = bounds();
    int last = (int) Math.min(end - 1., Math.ceil(box.bottom()));
    for (int y = (int) Math.max(top, Math.floor(box.top())); y <= last; y++) {
      double[] at = crossings(y + .5);
      int row = (y - top) * width - left;
      for (int i = 0; i + 1 < at.length; i += 2) {
        int from = (int) Math.max(left, Math.ceil(at[i] - .5));
        int to = (int) Math.min((double) left + width, Math.ceil(at[i + 1] - .5));
        if (from < to) Arrays.fill(pixels, row + from, row + to, value);
      }
    }
  }

  /** Where a row is crossed, rising; an even number. */
  private double[] crossings(double y) {
    double[] at = new double[8];
    int n = 0;
    for (double[] ring : rings) {
      double x0 = ring[ring.length - 2];
      double y0 = ring[ring.length - 1];
      for (int i = 0; i < ring.length; i += 2) {
        double x1 = ring[i];
        double y1 = ring[i + 1];
        if (y0 <= y != y1 <= y) {
          if (n == at.length) at = Arrays.copyOf(at, 2 * n);
          at[n++] = x0 + (y - y0) / (y1 - y0) * (x1 - x0);
        }
        x0 = x1;
        y0 = y1;
      }
    }
    Arrays.sort(at, 0, n);
    return Arrays.copyOf(at, n);
  }

  /** The length that is inside of both; null stands for the first once more. */
  private static double common(double[] a, double[] b) {
    double sum = 0;
    if (b == null) {
      for (int i = 0; i + 1 < a.length; i += 2) sum += a[i + 1] - a[i];
      return sum;
    }
    for (int i = 0, j = 0; i + 1 < a.length && j + 1 < b.length; ) {
      sum += Math.max(0, Math.min(a[i + 1], b[j + 1]) - Math.max(a[i], b[j]));
      if (a[i + 1] < b[j + 1]) i += 2;
      else j += 2;
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Outline outline) || outline.rings.size() != rings.size()) return false;
    for (int i = 0; i < rings.size(); i++)
      if (!Arrays.equals(rings.get(i), outline.rings.get(i))) return false;
    return true;
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(rings.toArray());
  }
}
