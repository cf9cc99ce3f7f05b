package io.github.robustj.task.landmark;

import io.github.robustj.data.Extent;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;

/**
 * The place of a landmark from its maps, by voting: the {@code int(pi R^2)} pixels with the highest
 * heat each vote for the cell they point to, offsets cut to whole pixels; the cell with most votes
 * wins, of several the one whose neighbours have most. Within the winning cell and its neighbours
 * the votes are then averaged without cutting, so that the place is finer than a pixel. Votes
 * outside the image do not count; if none is left, the hottest pixel is taken. Of a patch, what
 * lies beyond its slice neither votes nor is voted for.
 *
 * @param row {@code column} of the winning cell
 * @param count of its votes
 * @param y {@code x} the place
 * @param share of all votes that fall into the cell and its neighbours, 0 to 1
 */
record Voting(int row, int column, int count, double y, double x, double share) {

  /**
   * @param outputs {@code [sample, y, x, 3 n]}: heat map logits, vertical, horizontal offsets
   * @param radius R, of which the offsets are multiples
   * @throws RobustJException if an output is NaN or infinite
   */
  static Voting of(Tensor outputs, int sample, int landmark, int radius, Extent extent) {
    Maps maps =
        new Maps(outputs, sample, landmark, radius, HeatMaps.shown(outputs, extent), extent);
    int[] voters = maps.voters();
    int[] counts = maps.counts(voters);
    int best = -1;
    for (int cell = 0; cell < counts.length; cell++)
      if (counts[cell] > 0 && (best < 0 || maps.isBetter(counts, cell, best))) best = cell;
    if (best >= 0) return maps.average(voters, best, counts[best]);
    int y = maps.hottest() / outputs.shape(2);
    int x = maps.hottest() % outputs.shape(2);
    return new Voting(y, x, 0, y, x, 0);
  }

  /**
   * @param shown the pixels of the slice, in reading order
   */
  private record Maps(
      Tensor outputs, int sample, int landmark, int radius, int[] shown, Extent extent) {

    /** The pixels with the highest heat, the first in reading order of equals. */
    int[] voters() {
      float[] heat = new float[shown.length];
      for (int k = 0; k < heat.length; k++) heat[k] = value(shown[k], 0);
      int wanted = Math.min(heat.length, (int) (Math.PI * radius * radius));
      float[] rising = heat.clone();
      Arrays.sort(rising);
      float least = rising[heat.length - wanted];
      int[] voters = new int[wanted];
      int found = 0;
      for (int k = 0; k < heat.length; k++) if (heat[k] > least) voters[found++] = shown[k];
      for (int k = 0; found < wanted; k++) if (heat[k] == least) voters[found++] = shown[k];
      return voters;
    }

    int[] counts(int[] voters) {
      int[] counts = new int[outputs.shape(1) * outputs.shape(2)];
      for (int voter : voters) {
        int cell = cell(voter);
        if (cell >= 0) counts[cell]++;
      }
      return counts;
    }

    boolean isBetter(int[] counts, int cell, int best) {
      if (counts[cell] != counts[best]) return counts[cell] > counts[best];
      return around(counts, cell) > around(counts, best);
    }

    /** The votes of a cell and its neighbours. */
    private int around(int[] counts, int cell) {
      int width = outputs.shape(2);
      int votes = 0;
      for (int y = cell / width - 1; y <= cell / width + 1; y++)
        for (int x = cell % width - 1; x <= cell % width + 1; x++)
          if (y >= 0 && x >= 0 && y < outputs.shape(1) && x < width) votes += counts[y * width + x];
      return votes;
    }

    int hottest() {
      int hottest = shown[0];
      for (int p : shown) if (value(p, 0) > value(hottest, 0)) hottest = p;
      return hottest;
    }

    /** The cell a pixel votes for; -1 outside the image or slice. */
    int cell(int pixel) {
      int y = pixel / outputs.shape(2) + (int) (value(pixel, 1) * radius);
      int x = pixel % outputs.shape(2) + (int) (value(pixel, 2) * radius);
      boolean inside = y >= 0 && x >= 0 && y < outputs.shape(1) && x < outputs.shape(2);
      return inside && extent.contains(y, x) ? y * outputs.shape(2) + x : -1;
    }

    Voting average(int[] voters, int best, int count) {
      int row = best / outputs.shape(2);
      int column = best % outputs.shape(2);
      double[] sum = new double[2];
      int near = 0;
      for (int voter : voters) {
        double y = voter / outputs.shape(2) + (double) value(voter, 1) * radius;
        double x = voter % outputs.shape(2) + (double) value(voter, 2) * radius;
        if (Math.abs(y - row) > 1.5 || Math.abs(x - column) > 1.5) continue;
        near++;
        sum[0] += y;
        sum[1] += x;
      }
      double share = (double) near / voters.length;
      return new Voting(row, column, count, sum[0] / near, sum[1] / near, share);
    }

    /**
     * @param kind 0 for heat, 1 and 2 for the vertical and horizontal offset
     */
    private float value(int pixel, int kind) {
      int n = outputs.shape(3) / 3;
      float value =
          outputs.data()[sample * outputs.sampleLength() + (pixel * 3 + kind) * n + landmark];
      if (Float.isFinite(value)) return value;
      throw new RobustJException(
          "The network's output contains "
              + value
              + " instead of a finite number, so its training has diverged; train it again with a"
              + " lower learning_rate.");
    }
  }
}
