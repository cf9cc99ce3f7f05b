package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.model.CellTile;
import io.github.robustj.tensor.Tensor;

/**
 * Objects as dense maps, a cell for every 4 x 4 pixels (CenterNet, Zhou et al. 2019).
 *
 * <p>The heat map of a class has a Gaussian peak in the cell of each object's centre, 1 there, the
 * higher one where peaks meet, and -1 in cells of a crowd that belong to no peak: those do not
 * count. Not only the centre's cell tells the box of an object, but those around it too, which is
 * learned in much fewer steps (TTFNet, Liu et al. 2020): under a second, elliptic Gaussian with the
 * deviations .09 width and .09 height, where that is at least one half. A cell belongs to the
 * object whose Gaussian is highest there, or to the smaller one. The weights of an object's cells
 * add up to 1, so that large and small ones count the same. An object whose centre falls into the
 * centre's cell of a smaller one has a peak but perhaps no box of its own.
 *
 * @param heat {@code [sample, y, x, class]}, 0 to 1 or -1
 * @param boxes {@code [sample, y, x, 4]}: left, top, right, bottom in pixels of the network's input
 * @param weights {@code [sample, y, x, 1]}: how much the box of a cell counts, 0 to 1 unless
 *     objects have other weights
 * @param heatFactors {@code [sample, class]}: what the focal losses of a class are multiplied by,
 *     the mean weight of its objects over the number of objects of all classes, at least 1
 */
public record BoxMaps(Tensor heat, Tensor boxes, Tensor weights, Tensor heatFactors) {

  /** Side of a cell in pixels. */
  public static final int STRIDE = 4;

  /** The box of a cell, counted over all samples. */
  Box box(int cell) {
    float[] edges = boxes.data();
    int i = cell * 4;
    return new Box(edges[i], edges[i + 1], edges[i + 2], edges[i + 3]);
  }

  /** Number of cells that so many pixels need. */
  public static int cells(int pixels) {
    return CellTile.cells(pixels, STRIDE);
  }

  /** For the cells and classes of a network's outputs. */
  static BoxMaps of(Tensor rows, BoxOutputs outputs) {
    return of(rows, outputs.height() * STRIDE, outputs.width() * STRIDE, outputs.classes());
  }

  /**
   * @param rows {@code [sample, object, column]}, see {@link BoxRow}
   * @param height,width of the images in pixels
   */
  public static BoxMaps of(Tensor rows, int height, int width, int classes) {
    int n = rows.samples();
    int down = cells(height);
    int across = cells(width);
    BoxMaps maps =
        new BoxMaps(
            Tensor.zeros(n, down, across, classes),
            Tensor.zeros(n, down, across, 4),
            Tensor.zeros(n, down, across, 1),
            Tensor.zeros(n, classes));
    for (int i = 0; i < n; i++) new BoxMapper(maps, i, rows).fill();
    return maps;
  }

  /**
   * Puts NaN in the place of the heat maps' logits that do not count in a loss.
   *
   * @param outputs see {@link BoxOutputs}; changed
   * @param rows of the same samples
   * @return the outputs
   */
  public static Tensor counted(Tensor outputs, Tensor rows) {
    int classes = outputs.shape(3) - BoxOutputs.GEOMETRY;
    BoxMaps maps = of(rows, outputs.shape(1) * STRIDE, outputs.shape(2) * STRIDE, classes);
    for (int k = 0; k < maps.heat.data().length; k++)
      if (maps.heat.data()[k] < 0)
        outputs.data()[k / classes * outputs.shape(3) + k % classes] = Float.NaN;
    return outputs;
  }

  /**
   * All that a loss needs, cell by cell, {@code [sample, y, x, 2 classes + 5]}: the heat maps, how
   * much each counts, the edges of the box, and how much it counts, adding up to 1 over a sample
   * that has any.
   */
  public Tensor packed() {
    int classes = heat.shape(3);
    int channels = 2 * classes + 5;
    int cells = weights.sampleLength();
    Tensor packed = Tensor.zeros(heat.samples(), heat.shape(1), heat.shape(2), channels);
    for (int i = 0; i < heat.samples(); i++) {
      double sum = 0;
      for (int cell = i * cells; cell < (i + 1) * cells; cell++) sum += weights.data()[cell];
      for (int cell = i * cells; cell < (i + 1) * cells; cell++) {
        int to = cell * channels;
        for (int c = 0; c < classes; c++) {
          float value = heat.data()[cell * classes + c];
          packed.data()[to + c] = Math.max(0, value);
          packed.data()[to + classes + c] = value < 0 ? 0 : heatFactors.data()[i * classes + c];
        }
        System.arraycopy(boxes.data(), cell * 4, packed.data(), to + 2 * classes, 4);
        float weight = weights.data()[cell];
        packed.data()[to + channels - 1] = weight == 0 ? 0 : (float) (weight / sum);
      }
    }
    return packed;
  }
}
