package io.github.robustj.corruption;

/**
 * The discrete Fourier transform of any length: radix 2 for powers of two, else as a convolution
 * with a chirp (Bluestein 1970). Forward {@code X[k] = sum x[n] exp(-2 pi i k n / N)}, not scaled;
 * the inverse divides by N.
 */
final class Fourier {

  private final int length;
  private final int padded;
  private final double[] cosine;
  private final double[] sine;

  /** Of chirps: {@code exp(i pi n^2 / N)}, and the transform of that, wrapped. Else null. */
  private double[] chirpRe;

  private double[] chirpIm;
  private double[] filterRe;
  private double[] filterIm;

  /**
   * @param length at least 1
   */
  Fourier(int length) {
    this.length = length;
    boolean power = Integer.bitCount(length) == 1;
    padded = power ? length : Integer.highestOneBit(2 * length - 1) << 1;
    cosine = new double[Math.max(1, padded / 2)];
    sine = new double[cosine.length];
    for (int i = 0; i < cosine.length; i++) {
      cosine[i] = Math.cos(2 * Math.PI * i / padded);
      sine[i] = Math.sin(2 * Math.PI * i / padded);
    }
    if (!power) prepareChirp();
  }

  private void prepareChirp() {
    chirpRe = new double[length];
    chirpIm = new double[length];
    filterRe = new double[padded];
    filterIm = new double[padded];
    for (int n = 0; n < length; n++) {
      // Modulo 2 N keeps the angle small, and so exact.
      double angle = Math.PI * ((long) n * n % (2L * length)) / length;
      chirpRe[n] = Math.cos(angle);
      chirpIm[n] = Math.sin(angle);
      filterRe[n] = chirpRe[n];
      filterIm[n] = chirpIm[n];
      if (n > 0) {
        filterRe[padded - n] = chirpRe[n];
        filterIm[padded - n] = chirpIm[n];
      }
    }
    radix2(filterRe, filterIm);
  }

  /** The frequency of an index, {@code -N/2 <= k < N/2} for even N, in periods along the length. */
  static int frequency(int index, int length) {
    return index < (length + 1) / 2 ? index : index - length;
  }

  /**
   * Transforms an image in place.
   *
   * @param re,im {@code width * height} values, row after row
   */
  static void forward(double[] re, double[] im, int width, int height) {
    lines(re, im, height, width, width, 1);
    lines(re, im, width, height, 1, width);
  }

  /** Undoes {@link #forward}. */
  static void inverse(double[] re, double[] im, int width, int height) {
    // The inverse is the forward transform with real and imaginary parts exchanged, scaled.
    forward(im, re, width, height);
    double scale = 1. / re.length;
    for (int i = 0; i < re.length; i++) {
      re[i] *= scale;
      im[i] *= scale;
    }
  }

  private static void lines(
      double[] re, double[] im, int lines, int length, int apart, int stride) {
    Fourier transform = new Fourier(length);
    double[] lineRe = new double[length];
    double[] lineIm = new double[length];
    for (int line = 0; line < lines; line++) {
      int start = line * apart;
      for (int i = 0; i < length; i++) {
        lineRe[i] = re[start + i * stride];
        lineIm[i] = im[start + i * stride];
      }
      transform.forward(lineRe, lineIm);
      for (int i = 0; i < length; i++) {
        re[start + i * stride] = lineRe[i];
        im[start + i * stride] = lineIm[i];
      }
    }
  }

  /** Transforms a line in place. */
  void forward(double[] re, double[] im) {
    if (chirpRe == null) radix2(re, im);
    else bluestein(re, im);
  }

  private void bluestein(double[] re, double[] im) {
    double[] a = new double[padded];
    double[] b = new double[padded];
    for (int n = 0; n < length; n++) {
      a[n] = re[n] * chirpRe[n] + im[n] * chirpIm[n];
      b[n] = im[n] * chirpRe[n] - re[n] * chirpIm[n];
    }
    radix2(a, b);
    for (int k = 0; k < padded; k++) {
      double real = a[k] * filterRe[k] - b[k] * filterIm[k];
      b[k] = a[k] * filterIm[k] + b[k] * filterRe[k];
      a[k] = real;
    }
    radix2(b, a);
    for (int k = 0; k < length; k++) {
      re[k] = (a[k] * chirpRe[k] + b[k] * chirpIm[k]) / padded;
      im[k] = (b[k] * chirpRe[k] - a[k] * chirpIm[k]) / padded;
    }
  }

  private void radix2(double[] re, double[] im) {
    reverseBits(re, im);
    for (int half = 1; half < padded; half *= 2) {
      int apart = padded / (2 * half);
      for (int start = 0; start < padded; start += 2 * half)
        for (int i = 0; i < half; i++)
          butterfly(re, im, start + i, start + i + half, cosine[i * apart], sine[i * apart]);
    }
  }

  private static void butterfly(double[] re, double[] im, int p, int q, double c, double s) {
    double real = re[q] * c + im[q] * s;
    double imaginary = im[q] * c - re[q] * s;
    re[q] = re[p] - real;
    im[q] = im[p] - imaginary;
    re[p] += real;
    im[p] += imaginary;
  }

  private void reverseBits(double[] re, double[] im) {
    if (padded == 1) return;
    int shift = 32 - Integer.numberOfTrailingZeros(padded);
    for (int i = 0; i < padded; i++) {
      int j = Integer.reverse(i) >>> shift;
      if (j <= i) continue;
      double real = re[i];
      re[i] = re[j];
      re[j] = real;
      double imaginary = im[i];
      im[i] = im[j];
      im[j] = imaginary;
    }
  }
}
