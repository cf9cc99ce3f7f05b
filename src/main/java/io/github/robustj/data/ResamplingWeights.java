package io.github.robustj.data;

import java.util.Arrays;

/**
 * A line of pixels resampled: new value i is the sum of {@code weights[i][k]} times old value
 * {@code first[i] + k}.
 */
record ResamplingWeights(int[] first, double[][] weights) {

  /** Every {@code step}-th value from {@code start} on. */
  record Line(float[] values, int start, int step) {
    float get(int i) {
      return values[start + i * step];
    }

    void set(int i, float value) {
      values[start + i * step] = value;
    }
  }

  static ResamplingWeights of(int from, int to) {
    return of(from, to, 0, to);
  }

  /** Those of {@code count} new values from {@code begin} on. */
  static ResamplingWeights of(int from, int to, int begin, int count) {
    ResamplingWeights part = new ResamplingWeights(new int[count], new double[count][]);
    double scale = (double) from / to;
    for (int i = 0; i < count; i++) {
      int whole = begin + i;
      if (scale > 1) part.cover(i, whole * scale, Math.min(from, (whole + 1) * scale));
      else part.interpolate(i, (whole + .5) * scale - .5, from);
    }
    return part;
  }

  /** The first old value that is needed. */
  int begin() {
    return first[0];
  }

  /** How many old values are needed from there on. */
  int span() {
    int last = first.length - 1;
    return first[last] + weights[last].length - first[0];
  }

  private void cover(int i, double begin, double end) {
    first[i] = (int) begin;
    weights[i] = new double[(int) Math.ceil(end - 1e-9) - first[i]];
    for (int k = 0; k < weights[i].length; k++) {
      double low = Math.max(begin, first[i] + k);
      double high = Math.min(end, first[i] + k + 1.);
      weights[i][k] = (high - low) / (end - begin);
    }
  }

  private void interpolate(int i, double place, int length) {
    double inside = Math.min(Math.max(place, 0), length - 1.);
    first[i] = Math.max(0, Math.min((int) inside, length - 2));
    double share = inside - first[i];
    weights[i] = length == 1 ? new double[] {1} : new double[] {1 - share, share};
  }

  /**
   * Resamples a row.
   *
   * @param old values from {@link #begin} on
   * @param at where the first new value goes
   */
  void applyToRow(float[] old, float[] to, int at) {
    int begin = begin();
    for (int i = 0; i < first.length; i++) {
      double[] shares = weights[i];
      int from = first[i] - begin;
      double sum = 0;
      for (int k = 0; k < shares.length; k++) sum += shares[k] * old[from + k];
      to[at + i] = (float) sum;
    }
  }

  /**
   * Resamples all columns of {@code width} at once, row by row, as memory has them.
   *
   * @param old rows from {@link #begin} on
   * @param at where the first new row goes
   */
  void applyToRows(float[] old, int width, float[] to, int at) {
    double[] sums = new double[width];
    for (int i = 0; i < first.length; i++) {
      Arrays.fill(sums, 0);
      for (int k = 0; k < weights[i].length; k++) {
        double share = weights[i][k];
        int from = (first[i] - begin() + k) * width;
        for (int x = 0; x < width; x++) sums[x] += share * old[from + x];
      }
      for (int x = 0; x < width; x++) to[at + i * width + x] = (float) sums[x];
    }
  }

  void apply(Line from, Line to) {
    for (int i = 0; i < first.length; i++) {
      double sum = 0;
      for (int k = 0; k < weights[i].length; k++) sum += weights[i][k] * from.get(first[i] + k);
      to.set(i, (float) sum);
    }
  }

  /**
   * The smallest line of {@code length} old values that {@link #apply} makes {@code from} of, for
   * weights of a shrinking axis.
   */
  void undo(Line from, Line to, int length) {
    double[] multipliers = new double[first.length];
    for (int i = 0; i < multipliers.length; i++) multipliers[i] = from.get(i);
    double[] old = undone(multipliers, length);
    for (int k = 0; k < length; k++) to.set(k, (float) old[k]);
  }

  /**
   * How many times as much as the largest new value an old one may have to change; infinite where
   * the axis grows.
   */
  double inverseNorm() {
    int length = first[first.length - 1] + weights[first.length - 1].length;
    if (length < first.length) return Double.POSITIVE_INFINITY;
    double[] sums = new double[length];
    for (int i = 0; i < first.length; i++) {
      double[] unit = new double[first.length];
      unit[i] = 1;
      double[] old = undone(unit, length);
      for (int k = 0; k < length; k++) sums[k] += Math.abs(old[k]);
    }
    return Arrays.stream(sums).max().orElseThrow();
  }

  /** New values share old ones with their neighbours alone, so that DD' has three diagonals. */
  private double[] undone(double[] wanted, int length) {
    int n = first.length;
    double[] right = wanted.clone();
    double[] diagonal = new double[n];
    double[] beside = new double[n];
    for (int i = 0; i < n; i++) {
      diagonal[i] = product(i, i);
      if (i > 0) {
        beside[i] = product(i - 1, i);
        double share = beside[i] / diagonal[i - 1];
        diagonal[i] -= share * beside[i];
        right[i] -= share * right[i - 1];
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      if (i + 1 < n) right[i] -= beside[i + 1] * right[i + 1];
      right[i] /= diagonal[i];
    }
    double[] old = new double[length];
    for (int i = 0; i < n; i++)
      for (int k = 0; k < weights[i].length; k++) old[first[i] + k] += weights[i][k] * right[i];
    return old;
  }

  private double product(int i, int j) {
    double sum = 0;
    for (int k = 0; k < weights[i].length; k++) {
      int other = first[i] + k - first[j];
      if (other >= 0 && other < weights[j].length) sum += weights[i][k] * weights[j][other];
    }
    return sum;
  }
}
