package io.github.robustj.task.detection;

/**
 * How wide the peak of an object is in a heat map: a box whose corners are off by up to the radius
 * still overlaps the object's with an IoU of .7 (CornerNet, Law and Deng 2018; CenterNet, Zhou et
 * al. 2019). The radius is the smallest of three: both corners moved the same way, both inwards, or
 * both outwards. Their published code divides one root by 2 where 2a belongs; here the quadratic
 * equations are solved as they stand.
 */
final class CenterGaussian {

  static final double OVERLAP = .7;

  private CenterGaussian() {}

  /** In the units of width and height. */
  static double radius(double width, double height) {
    double sum = width + height;
    double area = width * height;
    double moved = smaller(1, -sum, area * (1 - OVERLAP) / (1 + OVERLAP));
    double inwards = smaller(4, -2 * sum, area * (1 - OVERLAP));
    double outwards = larger(4 * OVERLAP, 2 * OVERLAP * sum, area * (OVERLAP - 1));
    return Math.min(moved, Math.min(inwards, outwards));
  }

  /** The standard deviation of a peak, in cells: a sixth of its diameter in whole cells. */
  static double deviation(double widthInCells, double heightInCells) {
    return (2 * (int) radius(widthInCells, heightInCells) + 1) / 6.;
  }

  private static double smaller(double a, double b, double c) {
    return (-b - Math.sqrt(b * b - 4 * a * c)) / (2 * a);
  }

  private static double larger(double a, double b, double c) {
    return (-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a);
  }
}
