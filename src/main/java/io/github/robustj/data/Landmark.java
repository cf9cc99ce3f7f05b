package io.github.robustj.data;

/**
 * A point in an image.
 *
 * @param x,y in pixels from the middle of the upper left pixel, so that whole numbers are the
 *     middles of pixels, as ImageJ has it for points
 * @param confidence 0 to 1; 1 for a point that an expert has set
 */
public record Landmark(double x, double y, double confidence) {

  /** A point that an expert has set. */
  public static Landmark at(double x, double y) {
    return new Landmark(x, y, 1);
  }

  /** The distance to another point, in the unit of the pixel size. */
  public double distance(Landmark other, Calibration pixel) {
    return Math.hypot((other.x - x) * pixel.x(), (other.y - y) * pixel.y());
  }

  /** The same place where the whole image is this many times as wide and high in pixels. */
  Landmark scaled(double factorX, double factorY) {
    return new Landmark((x + .5) * factorX - .5, (y + .5) * factorY - .5, confidence);
  }

  boolean isInside(int width, int height) {
    return x >= -.5 && y >= -.5 && x <= width - .5 && y <= height - .5;
  }
}
