package io.github.robustj.task.landmark;

import io.github.robustj.data.Extent;
import io.github.robustj.data.PointRow;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.task.ScaleFree;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean place under the softmax of a heat map over all pixels of the slice: a place that, unlike
 * the voted one, moves smoothly with the outputs. The offsets have no part in it.
 */
final class SoftArgmax {

  /**
   * Standard deviation over the slice to which the logits of a heat map are brought: at that, of
   * powers of two, attacks on trained networks were strongest. Peaks then outweigh all other pixels
   * together, as they do where places are voted for.
   */
  private static final double USUAL = 8;

  private SoftArgmax() {}

  /** The same of heat maps of one size each, so that it does not change with that of the logits. */
  static Value scaleFree(Tensor outputs, Tensor rows) {
    List<ScaleFree.Group> groups = new ArrayList<>();
    for (int i = 0; i < outputs.samples(); i++)
      for (int l = 0; l < rows.shape(1); l++) groups.add(group(outputs, rows, i, l));
    return ScaleFree.of(outputs, groups, USUAL, z -> distance(z, rows));
  }

  private static ScaleFree.Group group(Tensor outputs, Tensor rows, int sample, int landmark) {
    int row = (sample * rows.shape(1) + landmark) * PointRow.COLUMNS;
    HeatMap map = HeatMap.of(outputs, sample, landmark, new Extent(rows.data(), row));
    int[] at = IntStream.range(0, map.shown.length).map(map::at).toArray();
    double mean = Arrays.stream(at).mapToDouble(k -> outputs.data()[k]).average().orElse(0);
    double[] deviation = Arrays.stream(at).mapToDouble(k -> outputs.data()[k] - mean).toArray();
    return new ScaleFree.Group(at, deviation);
  }

  /** Distance from the landmark in the unit of the pixel size, mean over those that are present. */
  static Value distance(Tensor outputs, Tensor rows) {
    Tensor gradient = Tensor.zeros(outputs.shape());
    float[] value = new float[outputs.samples()];
    int n = rows.shape(1);
    for (int i = 0; i < value.length; i++) {
      int present = 0;
      for (int l = 0; l < n; l++)
        if (rows.data()[(i * n + l) * PointRow.COLUMNS + PointRow.PRESENT] > 0) present++;
      double sum = 0;
      for (int l = 0; l < n; l++) {
        int row = (i * n + l) * PointRow.COLUMNS;
        if (rows.data()[row + PointRow.PRESENT] > 0)
          sum +=
              HeatMap.of(outputs, i, l, new Extent(rows.data(), row))
                  .distance(gradient, 1. / present);
      }
      value[i] = (float) (present == 0 ? 0 : sum / present);
    }
    return new Value(value, gradient);
  }

  /**
   * @param shown the pixels of the slice
   */
  private record HeatMap(Tensor outputs, int sample, int landmark, Extent extent, int[] shown) {

    static HeatMap of(Tensor outputs, int sample, int landmark, Extent extent) {
      return new HeatMap(outputs, sample, landmark, extent, HeatMaps.shown(outputs, extent));
    }

    double distance(Tensor gradient, double weight) {
      float[] rows = extent.rows();
      int row = extent.row();
      double[] p = softmax();
      int width = outputs.shape(2);
      double meanY = 0;
      double meanX = 0;
      for (int k = 0; k < p.length; k++) {
        meanY += p[k] * (shown[k] / width);
        meanX += p[k] * (shown[k] % width);
      }
      double dy = (meanY - rows[row + PointRow.Y]) * rows[row + PointRow.HEIGHT];
      double dx = (meanX - rows[row + PointRow.X]) * rows[row + PointRow.WIDTH];
      double distance = Math.hypot(dy, dx);
      if (distance == 0) return 0;
      double byY = weight * dy / distance * rows[row + PointRow.HEIGHT];
      double byX = weight * dx / distance * rows[row + PointRow.WIDTH];
      for (int k = 0; k < p.length; k++)
        gradient.data()[at(k)] +=
            (float) (p[k] * (byY * (shown[k] / width - meanY) + byX * (shown[k] % width - meanX)));
      return distance;
    }

    private double[] softmax() {
      double[] p = new double[shown.length];
      for (int k = 0; k < p.length; k++) p[k] = outputs.data()[at(k)];
      HeatMaps.softmax(p);
      return p;
    }

    private int at(int k) {
      return sample * outputs.sampleLength() + shown[k] * outputs.shape(3) + landmark;
    }
  }
}
