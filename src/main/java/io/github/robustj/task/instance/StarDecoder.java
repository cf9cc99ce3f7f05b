package io.github.robustj.task.instance;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.metric.F1;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Objects from a network's output: of outlines that overlap, the surest. Scores are stretched, so
 * that the threshold is {@link F1#COUNTS}. Cells at the edge of the image, where StarDist looks for
 * no objects either, tell none.
 *
 * @param name of the objects
 * @param threshold probability from which on an object counts
 * @param overlap largest one of two objects, as a share of the smaller one
 * @param stride pixels from cell to cell
 */
record StarDecoder(String name, double threshold, double overlap, int stride) {

  /** Cells. */
  static final int EDGE = 2;

  /** More than what rounding may change of a logit, up to the probability {@link #MOST}. */
  private static final double ROUNDING = 1e-6;

  private static final double MOST = 1 - 1e-9;

  /**
   * @param lowest score of what is given out, as stretched
   * @return of every slice the objects, the surest first, in pixels of the network's input
   */
  Boxes decode(Tensor outputs, double lowest) {
    StarOutputs read = new StarOutputs(outputs);
    return new Boxes(
        IntStream.range(0, outputs.samples()).mapToObj(i -> objects(read, i, lowest)).toList());
  }

  private List<BoxedObject> objects(StarOutputs outputs, int sample, double lowest) {
    StarRows rows = new StarRows(this, lowest, outputs.height());
    rows.add(outputs, sample);
    return rows.objects();
  }

  /**
   * What a cell tells.
   *
   * @param values the logit and the distances
   */
  Star star(Rays rays, int y, int x, float[] values) {
    double[] distances = new double[rays.count()];
    Arrays.setAll(distances, k -> Math.max(StarOutputs.LEAST, values[1 + k]));
    return new Star(rays, x * stride + .5, y * stride + .5, distances);
  }

  /** Below this logit no score is as high, which spares most cells the exponential. */
  double logit(double score) {
    double p =
        score < F1.COUNTS
            ? score * threshold / F1.COUNTS
            : threshold + (score - F1.COUNTS) / (1 - F1.COUNTS) * (1 - threshold);
    p = Math.min(p, MOST);
    return Math.log(p) - Math.log1p(-p) - ROUNDING;
  }

  /** As stretched. */
  double score(double logit) {
    return stretched(1 / (1 + Math.exp(-logit)));
  }

  /** Linear below and above the threshold. */
  private double stretched(double p) {
    return p < threshold
        ? F1.COUNTS * p / threshold
        : F1.COUNTS + (1 - F1.COUNTS) * (p - threshold) / (1 - threshold);
  }
}
