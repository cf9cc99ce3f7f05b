package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.task.detection.AimedObjects.Fate;
import io.github.robustj.task.detection.AimedObjects.Wish;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * An object of a target as a row of numbers: {@code fate, class, other class, left, top, right,
 * bottom, score, cell's y, cell's x}. Rows of fate 0 hold none. The first row of a sample also
 * tells its size, as a {@link BoxRow} does.
 *
 * @param index of its class
 * @param other index of the class that it gets, for {@link Fate#RENAMED}
 * @param box in pixels of the network's input
 * @param score probability of its class in its cell in the clean image
 * @param y row of the cell that tells its box, {@code x} its column
 */
record AimRow(Fate fate, int index, int other, Box box, double score, int y, int x) {

  static final int WIDTH = BoxRow.WIDTH;

  static final int HEIGHT = BoxRow.HEIGHT;

  static final int COLUMNS = BoxRow.COLUMNS;

  static void write(
      Tensor rows, int row, Wish wish, List<String> classes, BoxOutputs clean, int sample) {
    Box box = wish.object().box();
    int index = classes.indexOf(wish.object().name());
    int y = cell(box.centerY(), clean.height());
    int x = cell(box.centerX(), clean.width());
    if (wish.fate() != Fate.MADE) {
      int cell = teller(box, index, clean, sample, y * clean.width() + x);
      y = cell / clean.width();
      x = cell % clean.width();
    }
    double score = 1 / (1 + Math.exp(-clean.logit(sample, y, x, index)));
    double[] values = {
      1 + wish.fate().ordinal(),
      index,
      wish.fate() == Fate.RENAMED ? classes.indexOf(wish.other()) : index,
      box.left(),
      box.top(),
      box.right(),
      box.bottom(),
      score,
      y,
      x
    };
    for (int c = 0; c < values.length; c++) rows.data()[row * COLUMNS + c] = (float) values[c];
  }

  private static int cell(double place, int cells) {
    return Math.min(Math.max((int) Math.floor(place / BoxMaps.STRIDE), 0), cells - 1);
  }

  /** The surest cell that says this box; the one of its centre if none says nearly the same. */
  private static int teller(Box box, int index, BoxOutputs clean, int sample, int centre) {
    int best = centre;
    double highest = Double.NEGATIVE_INFINITY;
    for (int cell = 0; cell < clean.height() * clean.width(); cell++) {
      int y = cell / clean.width();
      int x = cell % clean.width();
      double logit = clean.logit(sample, y, x, index);
      if (logit <= highest || clean.box(sample, y, x).iou(box) < .9) continue;
      best = cell;
      highest = logit;
    }
    return best;
  }

  /** Those of a sample. */
  static List<AimRow> of(Tensor rows, int sample) {
    List<AimRow> read = new ArrayList<>();
    for (int r = sample * rows.shape(1); r < (sample + 1) * rows.shape(1); r++) {
      float[] v = rows.data();
      int at = r * COLUMNS;
      if (v[at] == 0) continue;
      read.add(
          new AimRow(
              Fate.values()[(int) v[at] - 1],
              (int) v[at + 1],
              (int) v[at + 2],
              new Box(v[at + 3], v[at + 4], v[at + 5], v[at + 6]),
              v[at + 7],
              (int) v[at + 8],
              (int) v[at + 9]));
    }
    return read;
  }

  /** Whether the middle of a cell lies in the box; its own cell does. */
  boolean covers(int cellY, int cellX) {
    double py = (cellY + .5) * BoxMaps.STRIDE;
    double px = (cellX + .5) * BoxMaps.STRIDE;
    boolean inside = px >= box.left() && px <= box.right() && py >= box.top() && py <= box.bottom();
    return inside || cellY == y && cellX == x;
  }

  /** What the cell would have to say for exactly this box, see {@link BoxOutputs}. */
  double[] geometry() {
    double s = BoxMaps.STRIDE;
    return new double[] {
      box.centerX() / s - x - .5,
      box.centerY() / s - y - .5,
      Math.log(box.width() / s),
      Math.log(box.height() / s)
    };
  }
}
