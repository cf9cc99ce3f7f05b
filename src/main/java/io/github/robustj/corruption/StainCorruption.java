package io.github.robustj.corruption;

import static io.github.robustj.corruption.Corruption.Modality.MICROSCOPY;

import io.github.robustj.corruption.Planes.Range;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Another staining of the same slide: the colours are separated into haematoxylin, eosin and DAB by
 * their optical densities (Ruifrok and Johnston 2001), and the amount of each changes.
 */
final class StainCorruption {

  /** Optical densities of red, green and blue, a stain in each row, of length 1. */
  static final double[][] STAINS = {unit(.65, .70, .29), unit(.07, .99, .11), unit(.27, .57, .78)};

  static final Corruption STAIN_SHIFT =
      new Corruption(
          "stain_shift",
          "Stain shift",
          "amounts c of haematoxylin, eosin and DAB become c (1 + a) + b, a and b even in [-s, s] (Ruifrok and Johnston 2001; Tellez et al. 2018, doi:10.1109/TMI.2018.2820199)",
          "s, the largest change",
          List.of(.05, .1, .15, .2, .3),
          Set.of(MICROSCOPY),
          3,
          StainCorruption::shift);

  /** Least transmission, so that densities are finite: a level of 16 bit. */
  private static final double DARKEST = 1. / 65535;

  private static final double[][] UNMIXING = inverse(STAINS);

  private StainCorruption() {}

  private static void shift(Planes planes, double largest, RandomGenerator random) {
    double[] factor = new double[3];
    double[] summand = new double[3];
    for (int s = 0; s < 3; s++) {
      factor[s] = 1 + largest * (2 * random.nextDouble() - 1);
      summand[s] = largest * (2 * random.nextDouble() - 1);
    }
    change(planes, factor, summand);
  }

  /** The brightest value of the image is white: no stain. */
  static void change(Planes planes, double[] factor, double[] summand) {
    double white = planes.ranges().stream().mapToDouble(Range::most).max().orElseThrow();
    if (white <= 0) return;
    for (int p = 0; p < planes.values().length; p += 3)
      for (int i = 0; i < planes.values()[p].length; i++) {
        double[] density = new double[3];
        for (int c = 0; c < 3; c++)
          density[c] = -Math.log10(Math.max(DARKEST, planes.values()[p + c][i] / white));
        double[] amounts = product(density, UNMIXING);
        for (int s = 0; s < 3; s++) amounts[s] = amounts[s] * factor[s] + summand[s];
        double[] changed = product(amounts, STAINS);
        for (int c = 0; c < 3; c++)
          planes.values()[p + c][i] = (float) (white * Math.min(1, Math.pow(10, -changed[c])));
      }
  }

  /** A row times a matrix. */
  private static double[] product(double[] row, double[][] matrix) {
    double[] result = new double[3];
    for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) result[j] += row[i] * matrix[i][j];
    return result;
  }

  private static double[] unit(double r, double g, double b) {
    double length = Math.sqrt(r * r + g * g + b * b);
    return new double[] {r / length, g / length, b / length};
  }

  /** By cofactors. */
  private static double[][] inverse(double[][] m) {
    double[][] inverse = new double[3][3];
    double determinant = 0;
    for (int i = 0; i < 3; i++) determinant += m[0][i] * cofactor(m, 0, i);
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++) inverse[j][i] = cofactor(m, i, j) / determinant;
    return inverse;
  }

  private static double cofactor(double[][] m, int i, int j) {
    int a = (i + 1) % 3;
    int b = (i + 2) % 3;
    int c = (j + 1) % 3;
    int d = (j + 2) % 3;
    return m[a][c] * m[b][d] - m[a][d] * m[b][c];
  }
}
