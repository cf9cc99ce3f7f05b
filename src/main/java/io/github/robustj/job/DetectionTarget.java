package io.github.robustj.job;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.DetectionTask;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What an attack wants a detection model to see instead of the truth (after TOG, Chow et al. 2020,
 * arXiv 2004.04320).
 *
 * @param kind what becomes of the truth
 * @param structure the class it happens to, upper or lower case; empty for all, or for fabricated
 *     objects for the model's first
 * @param other the class that mislabelled objects get; empty for the next one of the model
 */
public record DetectionTarget(Kind kind, String structure, String other) {

  /** How the target follows from the truth. */
  public enum Kind {
    /** No target: anything but the truth. */
    NONE,
    /** Objects are gone. */
    VANISH,
    /** There are objects all over, beside the true ones. */
    FABRICATE,
    /** Objects are of another class. */
    MISLABEL
  }

  private static final DetectionTarget NONE = new DetectionTarget(Kind.NONE, "", "");

  /** Side of fabricated objects where there is no true one, in pixels of the network's input. */
  private static final double SIDE = 32;

  /** Anything but the truth. */
  public static DetectionTarget none() {
    return NONE;
  }

  /**
   * @throws RobustJException if the target is one of segmentations
   */
  static DetectionTarget from(Options options) {
    String kind = options.text("target");
    List<String> known =
        Arrays.stream(Kind.values()).map(k -> k.name().toLowerCase(Locale.ROOT)).toList();
    if (!known.contains(kind))
      throw new RobustJException(
          "The option target is %s, which segmentations have, but with a model that finds objects it must be one of %s."
              .formatted(kind, String.join(", ", known)));
    return new DetectionTarget(
        Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        options.text("target_class"),
        options.text("target_other"));
  }

  /** Whether there is a target to reach. */
  public boolean isGiven() {
    return kind != Kind.NONE;
  }

  /**
   * The targets that the attack steers by: those to reach, or the truth itself if there are none.
   *
   * @param truth rows in pixels of the network's input
   * @param height,width of that
   * @throws RobustJException if a class is none of the model's
   */
  Tensor targets(DetectionTask task, Tensor truth, int height, int width) {
    return switch (kind) {
      case NONE -> truth;
      case VANISH -> changed(truth, task, (rows, row) -> rows[row + BoxRow.KIND] = 0);
      case MISLABEL -> changed(truth, task, (rows, row) -> relabel(rows, row, task));
      case FABRICATE -> fabricated(task, truth, height, width);
    };
  }

  private interface RowChange {
    void apply(float[] rows, int row);
  }

  private Tensor changed(Tensor truth, DetectionTask task, RowChange change) {
    int wanted = structure.isBlank() ? -1 : index(task, "target_class", structure);
    Tensor target = truth.copy();
    float[] rows = target.data();
    for (int row = 0; row < rows.length; row += BoxRow.COLUMNS)
      if (isObject(rows, row) && (wanted < 0 || rows[row + BoxRow.CLASS] == wanted))
        change.apply(rows, row);
    return target;
  }

  private void relabel(float[] rows, int row, DetectionTask task) {
    int next = ((int) rows[row + BoxRow.CLASS] + 1) % task.classes().size();
    rows[row + BoxRow.CLASS] = other.isBlank() ? next : index(task, "target_other", other);
  }

  /** A grid of objects as large as the true ones are on average, where none of those is. */
  private Tensor fabricated(DetectionTask task, Tensor truth, int height, int width) {
    int index = structure.isBlank() ? 0 : index(task, "target_class", structure);
    double side = side(truth, index);
    int down = (int) Math.max(1, height / (1.5 * side));
    int across = (int) Math.max(1, width / (1.5 * side));
    int had = truth.shape(1);
    Tensor target = Tensor.zeros(truth.samples(), had + down * across, BoxRow.COLUMNS);
    for (int i = 0; i < truth.samples(); i++) {
      int from = i * target.sampleLength();
      System.arraycopy(
          truth.data(), i * truth.sampleLength(), target.data(), from, truth.sampleLength());
      for (int k = 0; k < down * across; k++) {
        double y = (k / across + .5) * height / down;
        double x = (k % across + .5) * width / across;
        Box box = Box.around(x, y, side, side);
        if (isFree(truth, i, box))
          BoxRow.write(
              target.data(),
              from + (had + k) * BoxRow.COLUMNS,
              index,
              BoxedObject.drawn(task.classes().get(index), box));
      }
    }
    return target;
  }

  private static double side(Tensor truth, int index) {
    float[] rows = truth.data();
    double sum = 0;
    int count = 0;
    for (int row = 0; row < rows.length; row += BoxRow.COLUMNS)
      if (isObject(rows, row) && rows[row + BoxRow.CLASS] == index) {
        sum += Math.sqrt(BoxRow.box(rows, row).area());
        count++;
      }
    return count == 0 ? SIDE : sum / count;
  }

  private static boolean isFree(Tensor truth, int sample, Box box) {
    int length = truth.sampleLength();
    for (int row = sample * length; row < (sample + 1) * length; row += BoxRow.COLUMNS)
      if (isObject(truth.data(), row) && BoxRow.box(truth.data(), row).iou(box) > .2) return false;
    return true;
  }

  private static boolean isObject(float[] rows, int row) {
    return BoxRow.role(rows, row).filter(role -> role != Role.CROWD).isPresent();
  }

  private static int index(DetectionTask task, String key, String wanted) {
    for (int c = 0; c < task.classes().size(); c++)
      if (task.classes().get(c).equalsIgnoreCase(wanted.strip())) return c;
    throw new RobustJException(
        "The option %s is \"%s\", but must be a class of the model: %s."
            .formatted(key, wanted, String.join(", ", task.classes())));
  }
}
