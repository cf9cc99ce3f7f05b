package io.github.robustj.task.detection;

import io.github.robustj.task.Aimed;
import io.github.robustj.task.detection.AimedObjects.Fate;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/**
 * How far a detection is from a target, sample by sample, and the way there. The changes count by
 * their mean, and so do the objects that are held, weighted by {@link Aimed#heldWeight}:
 *
 * <ul>
 *   <li>gone: {@code -p log(1 - p)} of its class, summed over the cells of its box, of which most
 *       have a small p and so no say,
 *   <li>made: {@code -log p} in the cell of its centre, and half the squared distance of what the
 *       cell says of its box from what it should,
 *   <li>renamed: both, of its own and of the other class,
 *   <li>held: in its cell the divergence of p from what it was, and the same distance, whose slopes
 *       are zero in the clean image, where all of the gradient is the change's,
 *   <li>elsewhere: {@code -p^2 log(1 - p)}, over the number of all objects.
 * </ul>
 *
 * @param value not negative
 * @param ascent derivative of minus the value by the outputs
 */
public record AimLoss(float[] value, Tensor ascent) {

  /**
   * @param steering see {@link AimRow}
   * @param boxes whether boxes count
   */
  public static AimLoss of(Tensor outputs, Tensor steering, boolean boxes) {
    AimLoss loss = new AimLoss(new float[outputs.samples()], Tensor.zeros(outputs.shape()));
    for (int i = 0; i < outputs.samples(); i++)
      loss.value[i] = (float) new Sample(outputs, i, boxes, loss.ascent).sum(steering);
    return loss;
  }

  private record Sample(BoxOutputs outputs, float[] raw, int from, boolean boxes, float[] ascent) {

    Sample(Tensor outputs, int sample, boolean boxes, Tensor ascent) {
      this(
          new BoxOutputs(outputs),
          outputs.data(),
          sample * outputs.sampleLength(),
          boxes,
          ascent.data());
    }

    double sum(Tensor steering) {
      List<AimRow> rows = AimRow.of(steering, from / (outputs.height() * width()));
      long held = rows.stream().filter(row -> row.fate() == Fate.HELD).count();
      double change = 1. / Math.max(1, rows.size() - held);
      int changes = rows.size() - (int) held;
      double hold = Aimed.heldWeight((int) held, changes) / Math.max(1, held);
      boolean[] taken = new boolean[outputs.height() * width()];
      double sum = 0;
      for (AimRow row : rows)
        sum += row.fate() == Fate.HELD ? held(row, hold, taken) : changed(row, change, taken);
      return sum + elsewhere(1. / Math.max(1, rows.size()), taken);
    }

    /** Numbers in a row of cells. */
    private int width() {
      return outputs.width() * channels();
    }

    private int channels() {
      return outputs.classes() + BoxOutputs.GEOMETRY;
    }

    private int at(int y, int x, int channel) {
      return y * width() + x * channels() + channel;
    }

    private double changed(AimRow row, double weight, boolean[] taken) {
      double sum = 0;
      if (row.fate() != Fate.MADE) sum += gone(row, weight, taken);
      if (row.fate() == Fate.GONE) return sum;
      takeBox(row, row.other(), taken);
      return sum + towards(at(row.y(), row.x(), row.other()), 1, weight) + box(row, weight);
    }

    private double gone(AimRow row, double weight, boolean[] taken) {
      double sum = 0;
      for (int y = 0; y < outputs.height(); y++)
        for (int x = 0; x < outputs.width(); x++) {
          int at = at(y, x, row.index());
          if (!row.covers(y, x) || taken[at]) continue;
          taken[at] = true;
          sum += absent(at, 1, weight);
        }
      return sum;
    }

    private double held(AimRow row, double weight, boolean[] taken) {
      int at = at(row.y(), row.x(), row.index());
      takeBox(row, row.index(), taken);
      double p0 = row.score();
      double entropy = p0 * log(p0) + (1 - p0) * log(1 - p0);
      return towards(at, p0, weight) + weight * entropy + box(row, weight);
    }

    private static double log(double p) {
      return p > 0 ? Math.log(p) : 0;
    }

    /** The cells of a box are its own: nothing is asked of them but by it. */
    private void takeBox(AimRow row, int index, boolean[] taken) {
      for (int y = 0; y < outputs.height(); y++)
        for (int x = 0; x < outputs.width(); x++)
          if (row.covers(y, x)) taken[at(y, x, index)] = true;
    }

    /** Cross-entropy of a logit and the probability that it should say. */
    private double towards(int at, double wanted, double weight) {
      double z = raw[from + at];
      ascent[from + at] += (float) (weight * (wanted - sigmoid(z)));
      return weight * (softplus(z) - wanted * z);
    }

    private double box(AimRow row, double weight) {
      if (!boxes) return 0;
      double[] wanted = row.geometry();
      double sum = 0;
      for (int g = 0; g < BoxOutputs.GEOMETRY; g++) {
        int at = at(row.y(), row.x(), outputs.classes() + g);
        double miss = wanted[g] - raw[from + at];
        ascent[from + at] += (float) (weight * miss);
        sum += weight * miss * miss / 2;
      }
      return sum;
    }

    private double elsewhere(double weight, boolean[] taken) {
      double sum = 0;
      for (int k = 0; k < taken.length; k++) {
        if (taken[k] || k % channels() >= outputs.classes()) continue;
        sum += absent(k, 2, weight);
      }
      return sum;
    }

    /**
     * {@code -p^n log(1 - p)}, whose derivative by z is {@code -n p^n (1 - p) log(1 - p) +
     * p^(n+1)}.
     */
    private double absent(int at, int n, double weight) {
      double z = raw[from + at];
      double p = sigmoid(z);
      double entropy = softplus(z);
      double power = Math.pow(p, n);
      ascent[from + at] -= (float) (weight * power * (n * (1 - p) * entropy + p));
      return weight * power * entropy;
    }

    private static double sigmoid(double z) {
      return 1 / (1 + Math.exp(-z));
    }

    private static double softplus(double z) {
      return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }
  }
}
