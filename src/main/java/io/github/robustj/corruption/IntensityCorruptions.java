package io.github.robustj.corruption;

import static io.github.robustj.corruption.Corruption.Modality.MICROSCOPY;
import static io.github.robustj.corruption.Corruption.Modality.MR;
import static io.github.robustj.corruption.Corruption.Modality.ULTRASOUND;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Intensities that change smoothly over the image, or everywhere alike. */
final class IntensityCorruptions {

  static final Corruption BIAS_FIELD =
      new Corruption(
          "bias_field",
          "Bias field",
          "x exp(p), p a random polynomial of degree 3 in x, y (and z of volumes), scaled to a largest |p| of b (van Leemput et al. 1999, doi:10.1109/42.811268)",
          "b, the largest logarithm of the field",
          List.of(.1, .2, .3, .45, .6),
          Set.of(MR),
          0,
          IntensityCorruptions::biasField);

  static final Corruption GAMMA =
      new Corruption(
          "gamma",
          "Gamma",
          "u^g or u^(1/g), by chance, with u from 0 to 1 over the robust range",
          "g",
          List.of(1.2, 1.4, 1.7, 2., 2.5),
          Set.of(MR, MICROSCOPY, ULTRASOUND),
          0,
          IntensityCorruptions::gamma);

  static final Corruption CONTRAST =
      new Corruption(
          "contrast",
          "Contrast",
          "m + c (x - m), m the mean of the channel (Hendrycks and Dietterich 2019); a normalisation of each image undoes it",
          "c, what is left of the contrast",
          List.of(.8, .65, .5, .4, .3),
          Set.of(MR, MICROSCOPY, ULTRASOUND),
          0,
          (planes, share, random) -> contrast(planes, share));

  static final Corruption ILLUMINATION =
      new Corruption(
          "uneven_illumination",
          "Uneven illumination",
          "x (1 - a (d / D)^2), d the distance from a random place near the middle, D the largest (vignetting)",
          "a, what the darkest place has lost",
          List.of(.2, .35, .5, .65, .8),
          Set.of(MICROSCOPY),
          0,
          IntensityCorruptions::illumination);

  static final Corruption SHADOW =
      new Corruption(
          "shadow",
          "Acoustic shadow",
          "x (1 - a exp(-(x - x0)^2 / (2 s^2)) h), h from 0 above a random depth to 1 below it, s a tenth of the width: what lies under bone or gas",
          "a, what the middle of the shadow has lost",
          List.of(.3, .5, .65, .8, .9),
          Set.of(ULTRASOUND),
          0,
          IntensityCorruptions::shadow);

  private static final int DEGREE = 3;

  private IntensityCorruptions() {}

  static void biasField(Planes planes, double largest, RandomGenerator random) {
    Polynomial p = Polynomial.random(planes.slices() > 1, random);
    double most = 0;
    for (int z = 0; z < planes.slices(); z++)
      for (int y = 0; y < planes.height(); y++)
        for (int x = 0; x < planes.width(); x++)
          most = Math.max(most, Math.abs(p.at(planes, x, y, z)));
    if (most == 0) return;
    double scale = largest / most;
    planes.map(
        (v, x, y, z, range) ->
            range.zero() + (v - range.zero()) * Math.exp(scale * p.at(planes, x, y, z)));
  }

  /** {@code sum c x^i y^j z^k}, {@code 1 <= i + j + k <= 3}, of coordinates from -1 to 1. */
  private record Polynomial(List<int[]> powers, List<Double> factors) {

    static Polynomial random(boolean volume, RandomGenerator random) {
      List<int[]> powers = new ArrayList<>();
      List<Double> factors = new ArrayList<>();
      for (int i = 0; i <= DEGREE; i++)
        for (int j = 0; i + j <= DEGREE; j++)
          for (int k = 0; i + j + k <= (volume ? DEGREE : i + j); k++)
            if (i + j + k > 0) {
              powers.add(new int[] {i, j, k});
              factors.add(2 * random.nextDouble() - 1);
            }
      return new Polynomial(powers, factors);
    }

    double at(Planes planes, int x, int y, int z) {
      double a = coordinate(x, planes.width());
      double b = coordinate(y, planes.height());
      double c = coordinate(z, planes.slices());
      double sum = 0;
      for (int t = 0; t < powers.size(); t++) {
        int[] p = powers.get(t);
        sum += factors.get(t) * power(a, p[0]) * power(b, p[1]) * power(c, p[2]);
      }
      return sum;
    }

    private static double coordinate(int i, int length) {
      return length == 1 ? 0 : 2. * i / (length - 1) - 1;
    }

    private static double power(double base, int exponent) {
      double result = 1;
      for (int i = 0; i < exponent; i++) result *= base;
      return result;
    }
  }

  static void gamma(Planes planes, double gamma, RandomGenerator random) {
    double exponent = random.nextBoolean() ? gamma : 1 / gamma;
    planes.map(
        (v, x, y, z, range) -> {
          double u = (v - range.low()) / range.width();
          return u > 0 ? range.low() + range.width() * Math.pow(u, exponent) : v;
        });
  }

  static void contrast(Planes planes, double share) {
    double[] mean = new double[planes.channels()];
    for (int p = 0; p < planes.values().length; p++)
      for (float v : planes.values()[p]) mean[p % mean.length] += v;
    double pixels = (double) planes.slices() * planes.width() * planes.height();
    for (int p = 0; p < planes.values().length; p++) {
      float[] plane = planes.values()[p];
      double m = mean[p % mean.length] / pixels;
      for (int i = 0; i < plane.length; i++) plane[i] = (float) (m + share * (plane[i] - m));
    }
  }

  static void illumination(Planes planes, double lost, RandomGenerator random) {
    double x0 = planes.width() * (.25 + .5 * random.nextDouble());
    double y0 = planes.height() * (.25 + .5 * random.nextDouble());
    double farX = Math.max(x0, planes.width() - 1 - x0);
    double farY = Math.max(y0, planes.height() - 1 - y0);
    double far = farX * farX + farY * farY;
    planes.map(
        (v, x, y, z, range) -> {
          double d = ((x - x0) * (x - x0) + (y - y0) * (y - y0)) / far;
          return range.zero() + (v - range.zero()) * (1 - lost * d);
        });
  }

  static void shadow(Planes planes, double lost, RandomGenerator random) {
    double middle = planes.width() * (.2 + .6 * random.nextDouble());
    double depth = planes.height() * (.1 + .4 * random.nextDouble());
    double s = planes.width() / 10.;
    double edge = planes.height() / 20.;
    planes.map(
        (v, x, y, z, range) -> {
          double across = Math.exp(-(x - middle) * (x - middle) / (2 * s * s));
          double below = Math.min(1, Math.max(0, (y - depth) / edge));
          return range.zero() + (v - range.zero()) * (1 - lost * across * below);
        });
  }
}
