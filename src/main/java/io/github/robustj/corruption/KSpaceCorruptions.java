package io.github.robustj.corruption;

import static io.github.robustj.corruption.Corruption.Modality.MR;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Artefacts of magnetic resonance, made where they arise: in the Fourier transform of each slice of
 * each channel, of which y is the phase-encoded axis. Every result is a magnitude.
 */
final class KSpaceCorruptions {

  static final Corruption GIBBS =
      new Corruption(
          "gibbs_ringing",
          "Gibbs ringing",
          "k-space is 0 beyond a share of its half width along both axes (truncated acquisition, zero-filled)",
          "share of k-space that is kept, along each axis",
          List.of(.8, .65, .5, .4, .3),
          Set.of(MR),
          0,
          (planes, share, random) -> eachPlane(planes, kSpace -> truncate(kSpace, share)));

  static final Corruption SPIKE =
      new Corruption(
          "kspace_spike",
          "K-space spike",
          "x + a cos(2 pi (u x / width + v y / height) + phi): one point of k-space and its conjugate are too large",
          "amplitude as a share of the robust range",
          List.of(.1, .2, .3, .45, .6),
          Set.of(MR),
          0,
          KSpaceCorruptions::spike);

  static final Corruption GHOSTING =
      new Corruption(
          "ghosting",
          "Ghosting",
          "every n-th line of k-space is 1 + (n - 1) g times, the others 1 - g times as large: ghosts of g x at multiples of height / n (as in TorchIO, Perez-Garcia et al. 2021, doi:10.1016/j.cmpb.2021.106236)",
          "g, intensity of each ghost as a share of the image",
          List.of(.05, .1, .15, .2, .3),
          Set.of(MR),
          0,
          KSpaceCorruptions::ghosting);

  static final Corruption MOTION =
      new Corruption(
          "motion",
          "Motion",
          "lines of k-space that are acquired after a move by (dx, dy) have the phase exp(-2 pi i (u dx / width + v dy / height)); three moves, none at the centre of k-space (Shaw et al. 2019, MIDL)",
          "largest move in pixels",
          List.of(1., 2., 3., 4., 6.),
          Set.of(MR),
          0,
          KSpaceCorruptions::motion);

  private static final int MOVES = 3;

  private KSpaceCorruptions() {}

  /** A slice's k-space: {@code re, im [v * width + u]}, not shifted. */
  record KSpace(int width, int height, double[] re, double[] im) {

    /** Multiplies one point by a complex number. */
    void multiply(int i, double real, double imaginary) {
      double r = re[i] * real - im[i] * imaginary;
      im[i] = re[i] * imaginary + im[i] * real;
      re[i] = r;
    }
  }

  /** What is done to a k-space, in place. */
  interface KChange {
    void apply(KSpace kSpace);
  }

  static void eachPlane(Planes planes, KChange change) {
    int width = planes.width();
    int height = planes.height();
    for (int p = 0; p < planes.values().length; p++) {
      float[] plane = planes.values()[p];
      double zero = planes.range(p).zero();
      double[] re = new double[plane.length];
      double[] im = new double[plane.length];
      for (int i = 0; i < plane.length; i++) re[i] = plane[i] - zero;
      Fourier.forward(re, im, width, height);
      change.apply(new KSpace(width, height, re, im));
      Fourier.inverse(re, im, width, height);
      for (int i = 0; i < plane.length; i++) plane[i] = (float) (zero + Math.hypot(re[i], im[i]));
    }
  }

  /** Symmetric, so that the image stays real: the frequencies up to a share of the highest. */
  static void truncate(KSpace k, double share) {
    for (int i = 0; i < k.re.length; i++) {
      int u = Math.abs(Fourier.frequency(i % k.width, k.width));
      int v = Math.abs(Fourier.frequency(i / k.width, k.height));
      if (u > share * k.width / 2 || v > share * k.height / 2) k.re[i] = k.im[i] = 0;
    }
  }

  /** A plane wave is what the two points are in the image; nothing needs to be transformed. */
  static void spike(Planes planes, double share, RandomGenerator random) {
    for (int p = 0; p < planes.values().length; p++) {
      int u = 1 + random.nextInt(Math.max(1, planes.width() / 4));
      int v = 1 + random.nextInt(Math.max(1, planes.height() / 4));
      if (random.nextBoolean()) v = -v;
      double phase = 2 * Math.PI * random.nextDouble();
      addWave(planes, p, share * planes.range(p).width(), u, v, phase);
    }
  }

  private static void addWave(Planes planes, int p, double a, int u, int v, double phase) {
    float[] plane = planes.values()[p];
    double zero = planes.range(p).zero();
    for (int i = 0; i < plane.length; i++) {
      double x = (double) (i % planes.width()) / planes.width();
      double y = (double) (i / planes.width()) / planes.height();
      double wave = a * Math.cos(2 * Math.PI * (u * x + v * y) + phase);
      plane[i] = (float) (zero + Math.abs(plane[i] - zero + wave));
    }
  }

  private static void ghosting(Planes planes, double g, RandomGenerator random) {
    int lines = 2 + random.nextInt(3);
    eachPlane(planes, k -> ghosts(k, lines, g));
  }

  /**
   * @param lines n: how far apart the lines are that are larger; ghosts lie at multiples of height
   *     / n
   */
  static void ghosts(KSpace k, int lines, double g) {
    for (int i = 0; i < k.re.length; i++) {
      boolean larger = Fourier.frequency(i / k.width, k.height) % lines == 0;
      k.multiply(i, larger ? 1 + (lines - 1) * g : 1 - g, 0);
    }
  }

  private static void motion(Planes planes, double largest, RandomGenerator random) {
    eachPlane(planes, k -> move(k, moves(k.height, largest, random)));
  }

  /** Where the patient is, {@code [line]{x, y}}, lines from the lowest frequency to the highest. */
  private static double[][] moves(int lines, double largest, RandomGenerator random) {
    int[] times = new int[MOVES];
    for (int m = 0; m < MOVES; m++) times[m] = random.nextInt(lines);
    Arrays.sort(times);
    double[][] places = new double[MOVES + 1][];
    for (int m = 0; m <= MOVES; m++) places[m] = place(largest, random);
    double[][] all = new double[lines][];
    int at = 0;
    for (int line = 0; line < lines; line++) {
      while (at < MOVES && line >= times[at]) at++;
      all[line] = places[at];
    }
    // What is annotated lies where the patient was when the centre, most of the signal, was read.
    double[] centre = all[lines / 2];
    for (int line = 0; line < lines; line++) if (all[line] == centre) all[line] = new double[2];
    return all;
  }

  /** Evenly in the disk of that radius. */
  private static double[] place(double largest, RandomGenerator random) {
    double radius = largest * Math.sqrt(random.nextDouble());
    double angle = 2 * Math.PI * random.nextDouble();
    return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
  }

  /**
   * @param moves per line from the lowest frequency to the highest, in pixels along x and y
   */
  static void move(KSpace k, double[][] moves) {
    for (int i = 0; i < k.re.length; i++) {
      int u = Fourier.frequency(i % k.width, k.width);
      int v = Fourier.frequency(i / k.width, k.height);
      double[] d = moves[v + k.height / 2];
      double angle = -2 * Math.PI * (u * d[0] / k.width + v * d[1] / k.height);
      k.multiply(i, Math.cos(angle), Math.sin(angle));
    }
  }
}
