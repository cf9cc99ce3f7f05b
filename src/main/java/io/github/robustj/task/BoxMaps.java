package io.github.robustj.task;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

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

  /** Height of the second Gaussian from which on a cell tells the box. */
  private static final double TELLS = .5;

  /** TTFNet's .54 of the box, a sixth of which is the standard deviation. */
  private static final double SHARE = .54 / 6;

  /** How far a peak reaches, in standard deviations, as CenterNet cuts it. */
  private static final double DEVIATIONS = 3;

  /** The box of a cell, counted over all samples. */
  Box box(int cell) {
    float[] edges = boxes.data();
    int i = cell * 4;
    return new Box(edges[i], edges[i + 1], edges[i + 2], edges[i + 3]);
  }

  /** Number of cells that so many pixels need. */
  public static int cells(int pixels) {
    return (pixels + STRIDE - 1) / STRIDE;
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
    for (int i = 0; i < n; i++) new Sample(maps, i, rows).fill();
    return maps;
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

  /** 1 in the middle, 0 from three standard deviations on. */
  private record Gaussian(double deviationX, double deviationY) {

    double at(int dx, int dy) {
      double square = squared(dx, deviationX) + squared(dy, deviationY);
      return square > DEVIATIONS * DEVIATIONS ? 0 : Math.exp(-square / 2);
    }

    private static double squared(int distance, double deviation) {
      return distance == 0 ? 0 : distance / deviation * (distance / deviation);
    }
  }

  /** The maps of one sample while they are filled. */
  private record Sample(
      BoxMaps maps, int cells, int first, int classes, Tensor rows, int sample, double[] highest) {

    Sample(BoxMaps maps, int sample, Tensor rows) {
      this(
          maps,
          maps.weights.sampleLength(),
          sample * maps.weights.sampleLength(),
          maps.heat.shape(3),
          rows,
          sample,
          new double[maps.weights.sampleLength()]);
    }

    void fill() {
      int[] owner = new int[cells];
      each(Role.CROWD, this::crowd);
      each(Role.OBJECT, row -> object(row, owner));
      each(Role.DIFFICULT, row -> object(row, owner));
      shareWeights(owner);
      factors();
      int leftOut = rows.sampleLength() == 0 ? 0 : (int) rows.data()[firstRow() + BoxRow.LEFT_OUT];
      if (leftOut != 0) leaveOut(leftOut);
    }

    private int firstRow() {
      return sample * rows.sampleLength();
    }

    private void factors() {
      double[] weight = new double[classes];
      int[] count = new int[classes];
      RowAction add =
          row -> {
            int c = (int) rows.data()[row + BoxRow.CLASS];
            weight[c] += rows.data()[row + BoxRow.WEIGHT];
            count[c]++;
          };
      each(Role.OBJECT, add);
      each(Role.DIFFICULT, add);
      int objects = 0;
      for (int k = first * classes; k < (first + cells) * classes; k++)
        if (maps.heat.data()[k] == 1) objects++;
      for (int c = 0; c < classes; c++) {
        double mean = count[c] == 0 ? 1 : weight[c] / count[c];
        maps.heatFactors.data()[sample * classes + c] = (float) (mean / Math.max(1, objects));
      }
    }

    private void leaveOut(int parts) {
      float[] heat = maps.heat.data();
      for (int cell = first; cell < first + cells; cell++) {
        if ((parts & BoxRow.LOCATION) != 0) maps.weights.data()[cell] = 0;
        boolean center = DetectionLoss.isCenter(heat, cell, classes);
        if ((parts & (center ? BoxRow.CENTERS : BoxRow.ELSEWHERE)) != 0)
          for (int c = 0; c < classes; c++) heat[cell * classes + c] = -1;
      }
    }

    private interface RowAction {
      void run(int row);
    }

    private void each(Role role, RowAction action) {
      int length = rows.sampleLength();
      for (int row = sample * length; row < (sample + 1) * length; row += BoxRow.COLUMNS)
        if (BoxRow.role(rows.data(), row).filter(role::equals).isPresent()) action.run(row);
    }

    private void crowd(int row) {
      Box box = BoxRow.box(rows.data(), row);
      for (int cell = 0; cell < cells; cell++) {
        double x = (cell % across() + .5) * STRIDE;
        double y = (cell / across() + .5) * STRIDE;
        if (x > box.left() && x < box.right() && y > box.top() && y < box.bottom())
          ignore(cell, row);
      }
    }

    private void ignore(int cell, int row) {
      if (rows.data()[row + BoxRow.CLASS] != BoxRow.EVERY_CLASS)
        maps.heat.data()[heatIndex(cell, row)] = -1;
      else for (int c = 0; c < classes; c++) maps.heat.data()[(first + cell) * classes + c] = -1;
    }

    private void object(int row, int[] owner) {
      Box box = BoxRow.box(rows.data(), row);
      double width = box.width() / STRIDE;
      double tall = box.height() / STRIDE;
      double peak = CenterGaussian.deviation(width, tall);
      Gaussian heat = new Gaussian(peak, peak);
      Gaussian tells = new Gaussian(SHARE * width, SHARE * tall);
      int centerX = center(box.centerX(), across());
      int centerY = center(box.centerY(), cells / across());
      int reach = (int) Math.ceil(DEVIATIONS * Math.max(peak, SHARE * Math.max(width, tall)));
      int bottom = Math.min(cells / across() - 1, centerY + reach);
      int right = Math.min(across() - 1, centerX + reach);
      for (int y = Math.max(0, centerY - reach); y <= bottom; y++)
        for (int x = Math.max(0, centerX - reach); x <= right; x++) {
          int cell = y * across() + x;
          int at = heatIndex(cell, row);
          float height = (float) heat.at(x - centerX, y - centerY);
          if (height > 0) maps.heat.data()[at] = Math.max(maps.heat.data()[at], height);
          double strength = tells.at(x - centerX, y - centerY);
          if (strength >= TELLS && isMine(cell, strength, box)) claim(cell, strength, row, owner);
        }
    }

    private boolean isMine(int cell, double strength, Box box) {
      if (strength != highest[cell]) return strength > highest[cell];
      return box.area() < maps.box(first + cell).area();
    }

    private void claim(int cell, double strength, int row, int[] owner) {
      highest[cell] = strength;
      owner[cell] = row;
      System.arraycopy(rows.data(), row + BoxRow.LEFT, maps.boxes.data(), (first + cell) * 4, 4);
    }

    private void shareWeights(int[] owner) {
      Map<Integer, Double> sums = new HashMap<>();
      for (int cell = 0; cell < cells; cell++)
        if (highest[cell] > 0) sums.merge(owner[cell], highest[cell], Double::sum);
      for (int cell = 0; cell < cells; cell++)
        if (highest[cell] > 0)
          maps.weights.data()[first + cell] =
              (float)
                  (highest[cell]
                      / sums.get(owner[cell])
                      * rows.data()[owner[cell] + BoxRow.WEIGHT]);
    }

    private int heatIndex(int cell, int row) {
      return (first + cell) * classes + (int) rows.data()[row + BoxRow.CLASS];
    }

    private int across() {
      return maps.weights.shape(2);
    }

    /** A box at the very edge has its centre in the last cell. */
    private static int center(double pixel, int cells) {
      return Math.min(Math.max(0, (int) (pixel / STRIDE)), cells - 1);
    }
  }
}
