package io.github.robustj.corruption;

import static io.github.robustj.corruption.Corruption.Modality.MICROSCOPY;
import static io.github.robustj.corruption.Corruption.Modality.MR;
import static io.github.robustj.corruption.Corruption.Modality.ULTRASOUND;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Resampling;
import java.util.List;
import java.util.Set;
import net.imglib2.img.array.ArrayImgs;

/**
 * Less resolution, slice by slice. Beyond the edge an image is continued by its mirror image, the
 * outermost pixel twice.
 */
final class OpticalCorruptions {

  static final Corruption BLUR =
      new Corruption(
          "gaussian_blur",
          "Gaussian blur",
          "convolved with a Gaussian, cut off beyond 4 sigma",
          "sigma in pixels",
          List.of(.5, 1., 1.5, 2., 3.),
          Set.of(MR, MICROSCOPY, ULTRASOUND),
          0,
          (planes, sigma, random) -> blur(planes, sigma));

  static final Corruption DEFOCUS =
      new Corruption(
          "defocus",
          "Defocus",
          "convolved with a disk, pixels at its edge by the share that it covers (geometrical optics; Hendrycks and Dietterich 2019)",
          "radius of the disk in pixels",
          List.of(1., 2., 3., 4., 6.),
          Set.of(MICROSCOPY),
          0,
          (planes, radius, random) -> defocus(planes, radius));

  static final Corruption DOWNSAMPLING =
      new Corruption(
          "downsampling",
          "Downsampling",
          "means over f x f pixels, interpolated linearly to the old size",
          "f, how many pixels become one along each axis",
          List.of(1.5, 2., 3., 4., 6.),
          Set.of(MR, MICROSCOPY, ULTRASOUND),
          0,
          (planes, factor, random) -> downsample(planes, factor));

  /** Parts of a pixel, along each axis, by which the disk's share of it is found. */
  private static final int PARTS = 16;

  private OpticalCorruptions() {}

  static void blur(Planes planes, double sigma) {
    double[] kernel = gaussian(sigma);
    int width = planes.width();
    int height = planes.height();
    for (float[] plane : planes.values()) {
      double[] across = new double[plane.length];
      for (int i = 0; i < plane.length; i++)
        across[i] = sum(kernel, plane, i / width * width, i % width, width);
      for (int i = 0; i < plane.length; i++)
        plane[i] = (float) sumDown(kernel, across, i % width, i / width, width, height);
    }
  }

  private static double[] gaussian(double sigma) {
    int radius = (int) Math.ceil(4 * sigma);
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++)
      sum += kernel[i + radius] = Math.exp(-i * i / (2 * sigma * sigma));
    for (int i = 0; i < kernel.length; i++) kernel[i] /= sum;
    return kernel;
  }

  private static double sum(double[] kernel, float[] row, int start, int x, int width) {
    double sum = 0;
    int radius = kernel.length / 2;
    for (int i = -radius; i <= radius; i++)
      sum += kernel[i + radius] * row[start + mirrored(x + i, width)];
    return sum;
  }

  private static double sumDown(
      double[] kernel, double[] plane, int x, int y, int width, int height) {
    double sum = 0;
    int radius = kernel.length / 2;
    for (int i = -radius; i <= radius; i++)
      sum += kernel[i + radius] * plane[mirrored(y + i, height) * width + x];
    return sum;
  }

  private static int mirrored(int i, int length) {
    int period = 2 * length;
    int at = Math.floorMod(i, period);
    return at < length ? at : period - 1 - at;
  }

  static void defocus(Planes planes, double radius) {
    double[][] kernel = disk(radius);
    int reach = kernel.length / 2;
    int width = planes.width();
    int height = planes.height();
    for (float[] plane : planes.values()) {
      float[] sharp = plane.clone();
      for (int i = 0; i < plane.length; i++) {
        double sum = 0;
        for (int dy = -reach; dy <= reach; dy++) {
          int row = mirrored(i / width + dy, height) * width;
          for (int dx = -reach; dx <= reach; dx++)
            sum += kernel[dy + reach][dx + reach] * sharp[row + mirrored(i % width + dx, width)];
        }
        plane[i] = (float) sum;
      }
    }
  }

  /** The disk around the middle of a pixel, {@code [y][x]}, of sum 1. */
  static double[][] disk(double radius) {
    int reach = (int) Math.ceil(radius - .5);
    double[][] kernel = new double[2 * reach + 1][2 * reach + 1];
    double sum = 0;
    for (int y = -reach; y <= reach; y++)
      for (int x = -reach; x <= reach; x++)
        sum += kernel[y + reach][x + reach] = covered(x, y, radius);
    for (double[] row : kernel) for (int i = 0; i < row.length; i++) row[i] /= sum;
    return kernel;
  }

  private static double covered(int x, int y, double radius) {
    int inside = 0;
    for (int i = 0; i < PARTS; i++)
      for (int j = 0; j < PARTS; j++) {
        double px = x - .5 + (i + .5) / PARTS;
        double py = y - .5 + (j + .5) / PARTS;
        if (px * px + py * py <= radius * radius) inside++;
      }
    return (double) inside / (PARTS * PARTS);
  }

  static void downsample(Planes planes, double factor) {
    int width = planes.width();
    int height = planes.height();
    for (float[] plane : planes.values()) {
      Image image = new Image("", ArrayImgs.floats(plane, width, height, 1, 1), Calibration.PIXELS);
      Image small = Resampling.scaled(image, 1 / factor);
      float[] large = Planes.of(Resampling.to(small, width, height)).values()[0];
      System.arraycopy(large, 0, plane, 0, plane.length);
    }
  }
}
