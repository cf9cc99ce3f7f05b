package io.github.robustj.job;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.task.Aim;
import io.github.robustj.task.Task;
import io.github.robustj.task.detection.AimedObjects;
import io.github.robustj.task.detection.AimedObjects.Fate;
import io.github.robustj.task.detection.AimedObjects.Wish;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
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
public record DetectionTarget(Kind kind, String structure, String other) implements Target {

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

  static DetectionTarget from(Options options) {
    return new DetectionTarget(
        Kind.valueOf(options.get(AttackTable.TARGET).toUpperCase(Locale.ROOT)),
        options.get(AttackTable.TARGET_CLASS),
        options.get(AttackTable.TARGET_OTHER));
  }

  /** The kinds as users type them. */
  static List<String> names() {
    return Arrays.stream(Kind.values()).map(k -> k.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public boolean isGiven() {
    return kind != Kind.NONE;
  }

  @Override
  public Aim aim(Task<?> task, Tensor truth, Tensor images) {
    if (task instanceof DetectionTask detection) return outputs -> aimed(detection, truth, outputs);
    throw new RobustJException(
        "The option target is %s, which is only for a model that finds objects; choose another target."
            .formatted(kind.name().toLowerCase(Locale.ROOT)));
  }

  /**
   * What an attack is to make of these slices.
   *
   * @param outputs of the model for the clean slices
   * @param truth rows in pixels of the network's input
   * @throws RobustJException if a class is none of the model's, or is to become itself
   */
  AimedObjects aimed(DetectionTask task, Tensor truth, Tensor outputs) {
    int wanted = structure.isBlank() ? -1 : index(task, "target_class", structure);
    int other = this.other.isBlank() ? -1 : index(task, "target_other", this.other);
    if (kind == Kind.MISLABEL && (task.classes().size() < 2 || other >= 0 && other == wanted))
      throw new RobustJException(
          "The option target is mislabel, which needs a second class, but objects would stay %s; choose another target_other or target."
              .formatted(task.classes().get(Math.max(wanted, 0))));
    List<List<Wish>> wishes = new ArrayList<>();
    for (int i = 0; i < truth.samples(); i++)
      wishes.add(
          wishes(task, new Slice(truth, i, AimedObjects.seen(task, outputs, i, truth)), outputs));
    return AimedObjects.of(task, wishes, truth, outputs);
  }

  @Override
  public RobustJException nothing(String where) {
    return NothingToReach.toReach(kind.name().toLowerCase(Locale.ROOT), structure, where);
  }

  /** The truth of a slice, and what counts in it, in pixels of the network's input. */
  private record Slice(Tensor truth, int sample, List<BoxedObject> seen) {

    /** Whether the object is one of the truth. */
    boolean isRight(BoxedObject object, DetectionTask task) {
      int index = task.classes().indexOf(object.name());
      return places(index).stream()
          .anyMatch(place -> place.iou(object.box()) >= DetectionTask.FOUND);
    }

    /** Of the truth's objects of a class, of all for -1. */
    List<Box> places(int index) {
      List<Box> places = new ArrayList<>();
      float[] rows = truth.data();
      int length = truth.sampleLength();
      for (int row = sample * length; row < (sample + 1) * length; row += BoxRow.COLUMNS)
        if (isObject(rows, row) && (index < 0 || rows[row + BoxRow.CLASS] == index))
          places.add(BoxRow.box(rows, row));
      return places;
    }
  }

  private List<Wish> wishes(DetectionTask task, Slice slice, Tensor outputs) {
    List<Wish> wishes = new ArrayList<>();
    boolean any = slice.seen.stream().anyMatch(o -> isMeant(o) && slice.isRight(o, task));
    for (BoxedObject object : slice.seen) wishes.add(wish(object, slice, any, task));
    if (kind == Kind.FABRICATE) fabricate(task, slice, outputs, wishes);
    return wishes;
  }

  private boolean isMeant(BoxedObject object) {
    return structure.isBlank() || object.name().equalsIgnoreCase(structure.strip());
  }

  /**
   * All that is seen of a class vanishes, what is no object, too, once there is one; another name
   * gets only what is right.
   */
  private Wish wish(BoxedObject object, Slice slice, boolean any, DetectionTask task) {
    if (kind == Kind.VANISH && any && isMeant(object)) return new Wish(Fate.GONE, object, "");
    if (kind == Kind.MISLABEL && isMeant(object) && slice.isRight(object, task)) {
      int next = (task.classes().indexOf(object.name()) + 1) % task.classes().size();
      String name = task.classes().get(other.isBlank() ? next : index(task, "target_other", other));
      if (!name.equals(object.name())) return new Wish(Fate.RENAMED, object, name);
    }
    return new Wish(Fate.HELD, object, "");
  }

  /** A grid of objects as large as the true ones are on average, where nothing is. */
  private void fabricate(DetectionTask task, Slice slice, Tensor outputs, List<Wish> wishes) {
    int index = structure.isBlank() ? 0 : index(task, "target_class", structure);
    List<Box> taken = new ArrayList<>(slice.places(-1));
    slice.seen.forEach(object -> taken.add(object.box()));
    int height = outputs.shape(1) * task.stride();
    int width = outputs.shape(2) * task.stride();
    double side = side(slice.places(index));
    int down = (int) Math.max(1, height / (1.5 * side));
    int across = (int) Math.max(1, width / (1.5 * side));
    for (int k = 0; k < down * across; k++) {
      double y = (k / across + .5) * height / down;
      double x = (k % across + .5) * width / across;
      Box box = Box.around(x, y, side, side);
      if (taken.stream().allMatch(other -> other.iou(box) <= .2))
        wishes.add(new Wish(Fate.MADE, BoxedObject.drawn(task.classes().get(index), box), ""));
    }
  }

  private static double side(List<Box> places) {
    return places.stream().mapToDouble(box -> Math.sqrt(box.area())).average().orElse(SIDE);
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
