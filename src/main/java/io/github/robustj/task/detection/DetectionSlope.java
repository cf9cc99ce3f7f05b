package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.tensor.Tensor;

/**
 * The derivative of {@link DetectionLoss#total} by the outputs, in closed form: what leads an
 * attack through outputs that were put together from tiles, for which no network has a loss.
 */
record DetectionSlope(BoxOutputs outputs, BoxMaps maps, float[] slope) {

  /**
   * @param maps the targets, for the same cells
   * @return in the shape of the outputs
   */
  static Tensor of(Tensor outputs, BoxMaps maps) {
    Tensor slope = Tensor.zeros(outputs.shape());
    DetectionSlope of = new DetectionSlope(new BoxOutputs(outputs), maps, slope.data());
    for (int i = 0; i < outputs.samples(); i++) of.fill(i);
    return slope;
  }

  private void fill(int sample) {
    double weights = 0;
    int cells = outputs.height() * outputs.width();
    for (int c = sample * cells; c < (sample + 1) * cells; c++) weights += maps.weights().data()[c];
    for (int y = 0; y < outputs.height(); y++)
      for (int x = 0; x < outputs.width(); x++) {
        int cell = (sample * outputs.height() + y) * outputs.width() + x;
        heat(sample, y, x, cell);
        double weight = maps.weights().data()[cell];
        if (weight > 0)
          box(outputs.box(sample, y, x), cell, DetectionLoss.BOX_WEIGHT * weight / weights);
      }
  }

  private void heat(int sample, int y, int x, int cell) {
    int classes = outputs.classes();
    for (int c = 0; c < classes; c++) {
      double target = maps.heat().data()[cell * classes + c];
      double factor = maps.heatFactors().data()[sample * classes + c];
      if (target >= 0)
        slope[at(cell, c)] = (float) (factor * focal(outputs.logit(sample, y, x, c), target));
    }
  }

  /** With p the probability and q = 1 - p: {@code dp/dz = p q}, {@code d log q / dz = -p}. */
  private static double focal(double z, double target) {
    double logP = Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
    double logQ = logP - z;
    double p = Math.exp(logP);
    double q = Math.exp(logQ);
    if (target == 1) return 2 * p * q * q * logP - q * q * q;
    return Math.pow(1 - target, 4) * (p * p * p - 2 * p * p * q * logQ);
  }

  /**
   * Of {@code 2 - I / U - U / H}, where I, U and H are intersection, union and hull, by the edges
   * of the box, and from there by what the cell says.
   */
  private void box(Box found, int cell, double weight) {
    Box truth = maps.box(cell);
    Edges across = Edges.of(found.left(), found.right(), truth.left(), truth.right());
    Edges down = Edges.of(found.top(), found.bottom(), truth.top(), truth.bottom());
    double common = across.common * down.common;
    double union = found.area() + truth.area() - common;
    double hull = across.hull * down.hull;
    int first = at(cell, outputs.classes());
    for (int axis = 0; axis < 2; axis++) {
      Edges own = axis == 0 ? across : down;
      Edges other = axis == 0 ? down : across;
      double size = axis == 0 ? found.width() : found.height();
      double otherSize = axis == 0 ? found.height() : found.width();
      double low =
          by(
              own.lowCommon * other.common,
              -otherSize,
              own.lowHull * other.hull,
              common,
              union,
              hull);
      double high =
          by(
              own.highCommon * other.common,
              otherSize,
              own.highHull * other.hull,
              common,
              union,
              hull);
      slope[first + axis] += (float) (weight * (low + high) * BoxMaps.STRIDE);
      double log = maximal(size) ? 0 : (high - low) * size / 2;
      slope[first + axis + 2] += (float) (weight * log);
    }
  }

  private static boolean maximal(double size) {
    return size >= Math.exp(BoxOutputs.LARGEST) * BoxMaps.STRIDE;
  }

  private static double by(
      double dCommon, double dArea, double dHull, double common, double union, double hull) {
    double dUnion = dArea - dCommon;
    return (common * dUnion - dCommon * union) / (union * union)
        + (union * dHull - dUnion * hull) / (hull * hull);
  }

  private int at(int cell, int channel) {
    return cell * (outputs.classes() + BoxOutputs.GEOMETRY) + channel;
  }

  /** Two boxes along one axis, and how what they share and span changes with the first's ends. */
  private record Edges(
      double common,
      double hull,
      double lowCommon,
      double highCommon,
      double lowHull,
      double highHull) {

    static Edges of(double low, double high, double trueLow, double trueHigh) {
      double common = Math.min(high, trueHigh) - Math.max(low, trueLow);
      boolean meets = common > 0;
      return new Edges(
          Math.max(0, common),
          Math.max(high, trueHigh) - Math.min(low, trueLow),
          meets && low > trueLow ? -1 : 0,
          meets && high < trueHigh ? 1 : 0,
          low < trueLow ? -1 : 0,
          high > trueHigh ? 1 : 0);
    }
  }
}
