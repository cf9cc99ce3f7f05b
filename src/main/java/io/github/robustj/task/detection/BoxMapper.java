package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Fills the maps of one sample; {@link BoxMaps} says what they are. */
record BoxMapper(
    BoxMaps maps, int cells, int first, int classes, Tensor rows, int sample, double[] highest) {

  /** Height of the second Gaussian from which on a cell tells the box. */
  private static final double TELLS = .5;

  /** TTFNet's .54 of the box, a sixth of which is the standard deviation. */
  private static final double SHARE = .54 / 6;

  /** How far a peak reaches, in standard deviations, as CenterNet cuts it. */
  private static final double DEVIATIONS = 3;

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

  BoxMapper(BoxMaps maps, int sample, Tensor rows) {
    this(
        maps,
        maps.weights().sampleLength(),
        sample * maps.weights().sampleLength(),
        maps.heat().shape(3),
        rows,
        sample,
        new double[maps.weights().sampleLength()]);
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
    each(Role.CROWD, this::beyond);
  }

  /** What a patch shows beyond its slice is not there, whatever peak reaches into it. */
  private void beyond(int row) {
    if (rows.data()[row + BoxRow.CLASS] != BoxRow.EVERY_CLASS) return;
    Box box = BoxRow.box(rows.data(), row);
    for (int cell = 0; cell < cells; cell++) {
      double left = cell % across() * BoxMaps.STRIDE;
      double top = cell / across() * BoxMaps.STRIDE;
      Box own = new Box(left, top, left + BoxMaps.STRIDE, top + BoxMaps.STRIDE);
      if (box.intersection(own) < own.area()) continue;
      for (int c = 0; c < classes; c++) maps.heat().data()[(first + cell) * classes + c] = -1;
      maps.weights().data()[first + cell] = 0;
    }
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
      if (maps.heat().data()[k] == 1) objects++;
    for (int c = 0; c < classes; c++) {
      double mean = count[c] == 0 ? 1 : weight[c] / count[c];
      maps.heatFactors().data()[sample * classes + c] = (float) (mean / Math.max(1, objects));
    }
  }

  private void leaveOut(int parts) {
    float[] heat = maps.heat().data();
    for (int cell = first; cell < first + cells; cell++) {
      if ((parts & BoxRow.LOCATION) != 0) maps.weights().data()[cell] = 0;
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
      double x = (cell % across() + .5) * BoxMaps.STRIDE;
      double y = (cell / across() + .5) * BoxMaps.STRIDE;
      if (x > box.left() && x < box.right() && y > box.top() && y < box.bottom()) ignore(cell, row);
    }
  }

  private void ignore(int cell, int row) {
    if (rows.data()[row + BoxRow.CLASS] != BoxRow.EVERY_CLASS)
      maps.heat().data()[heatIndex(cell, row)] = -1;
    else for (int c = 0; c < classes; c++) maps.heat().data()[(first + cell) * classes + c] = -1;
  }

  private void object(int row, int[] owner) {
    Box box = BoxRow.box(rows.data(), row);
    double width = box.width() / BoxMaps.STRIDE;
    double tall = box.height() / BoxMaps.STRIDE;
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
        if (height > 0) maps.heat().data()[at] = Math.max(maps.heat().data()[at], height);
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
    System.arraycopy(rows.data(), row + BoxRow.LEFT, maps.boxes().data(), (first + cell) * 4, 4);
  }

  private void shareWeights(int[] owner) {
    Map<Integer, Double> sums = new HashMap<>();
    for (int cell = 0; cell < cells; cell++)
      if (highest[cell] > 0) sums.merge(owner[cell], highest[cell], Double::sum);
    for (int cell = 0; cell < cells; cell++)
      if (highest[cell] > 0)
        maps.weights().data()[first + cell] =
            (float)
                (highest[cell] / sums.get(owner[cell]) * rows.data()[owner[cell] + BoxRow.WEIGHT]);
  }

  private int heatIndex(int cell, int row) {
    return (first + cell) * classes + (int) rows.data()[row + BoxRow.CLASS];
  }

  private int across() {
    return maps.weights().shape(2);
  }

  /** A box at the very edge has its centre in the last cell. */
  private static int center(double pixel, int cells) {
    return Math.min(Math.max(0, (int) (pixel / BoxMaps.STRIDE)), cells - 1);
  }
}
