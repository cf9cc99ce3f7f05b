package io.github.robustj.attack;

import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images that an attack has asked about, slice by slice, of which those are kept that may be chosen
 * where the whole case counts: for each of some ratios that the classes of the case may have, the
 * one with the least {@code above - ratio below}, classes weighted by their size. All other images
 * would never be chosen at these ratios, see {@link LeastMeanRatio}.
 */
final class SliceCandidates {

  /** Most images that are kept of a slice. */
  private static final int MOST = 49;

  private static final int LEAST = 3;

  /** Numbers in the images that are kept of a case: 96 MiB, unless slices are many and large. */
  private static final long ROOM = 24L << 20;

  private final double[] weight;
  private final double[][] ratios;
  private final SliceCandidate[][] kept;
  private final double[][] least;

  /**
   * @param length numbers in an image
   * @param below what the truth gives, per class
   */
  SliceCandidates(int slices, int length, double[] below) {
    weight = weights(below);
    long fitting = ROOM / Math.max(1, (long) slices * length);
    ratios = ratios((int) Math.max(LEAST, Math.min(MOST, fitting)), below.length);
    kept = new SliceCandidate[slices][ratios.length];
    least = new double[slices][ratios.length];
    for (double[] costs : least) Arrays.fill(costs, Double.POSITIVE_INFINITY);
  }

  /**
   * @param images of which one is offered
   * @param sample its position there
   */
  void offer(int slice, RatioShare share, Tensor images, int sample) {
    SliceCandidate candidate = null;
    for (int r = 0; r < ratios.length; r++) {
      double cost = LeastMeanRatio.cost(share, weight, ratios[r]);
      if (cost >= least[slice][r]) continue;
      if (candidate == null) candidate = new SliceCandidate(image(images, sample), share);
      least[slice][r] = cost;
      kept[slice][r] = candidate;
    }
  }

  /** Those of a slice, each once. */
  List<SliceCandidate> of(int slice) {
    List<SliceCandidate> all = new ArrayList<>();
    for (SliceCandidate candidate : kept[slice])
      if (candidate != null && all.stream().noneMatch(c -> c == candidate)) all.add(candidate);
    return all;
  }

  /**
   * Keeps those that the same attack has kept of a slice elsewhere.
   *
   * @param found as {@link #of} gave them there
   */
  void take(int slice, List<SliceCandidate> found) {
    if (found.size() > ratios.length)
      throw new IllegalArgumentException(found.size() + " images of a slice are not of this case");
    Arrays.fill(kept[slice], null);
    for (int r = 0; r < found.size(); r++) kept[slice][r] = found.get(r);
  }

  private static float[] image(Tensor images, int sample) {
    int n = images.sampleLength();
    return Arrays.copyOfRange(images.data(), sample * n, (sample + 1) * n);
  }

  /** A class that the truth has not counts as the largest, so that others are not given up. */
  private static double[] weights(double[] below) {
    double largest = Math.max(1, Arrays.stream(below).max().orElse(1));
    return Arrays.stream(below).map(b -> 1 / (b > 0 ? b : largest)).toArray();
  }

  /**
   * Ratios from 0 to 1: of one class at equal distances; of several, a third of them the same in
   * all classes, the others a Kronecker sequence, which fills the cube evenly.
   */
  static double[][] ratios(int number, int classes) {
    double[][] ratios = new double[number][classes];
    int same = classes == 1 ? number : Math.max(2, number / 3);
    double phi = 2;
    // The root of x^(classes + 1) = x + 1, the golden ratio of one class.
    for (int i = 0; i < 60; i++) phi = Math.pow(1 + phi, 1. / (classes + 1));
    for (int r = 0; r < number; r++)
      for (int c = 0; c < classes; c++)
        ratios[r][c] =
            r < same ? r / (same - 1.) : (.5 + (r - same + 1) * Math.pow(phi, -c - 1)) % 1;
    return ratios;
  }
}
