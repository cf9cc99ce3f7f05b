package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxRow;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.error.RobustJException;
import io.github.robustj.metric.F1;
import io.github.robustj.task.Target;
import io.github.robustj.task.detection.AimedObjects.Fate;
import io.github.robustj.task.detection.AimedObjects.Wish;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What targets of attacks make of objects (after TOG, Chow et al. 2020, arXiv 2004.04320): {@code
 * vanish}, {@code fabricate} all over beside the true ones, or {@code mislabel}.
 */
record TargetObjects(DetectionTask task, Target target) {

  /** Side of fabricated objects where there is no true one, in pixels of the network's input. */
  private static final double SIDE = 32;

  private static final String WHAT = "a class";

  /**
   * @throws RobustJException if it is no target for objects
   */
  TargetObjects {
    if (!DetectionTask.TARGETS.contains(target.kind()))
      throw target.notFor("is not for a model that finds objects; choose another target");
  }

  /**
   * What an attack is to make of these slices.
   *
   * @param outputs of the model for the clean slices
   * @param truth rows in pixels of the network's input
   * @throws RobustJException if a class is none of the model's, or is to become itself
   */
  AimedObjects aimed(Tensor truth, Tensor outputs) {
    int wanted = isAny() ? -1 : target.structure(task.classes(), WHAT);
    int other = target.other().isBlank() ? -1 : target.other(task.classes(), WHAT);
    if (is("mislabel") && (task.classes().size() < 2 || other >= 0 && other == wanted))
      throw new RobustJException(
          "The option target is mislabel, which needs a second class, but objects would stay %s; choose another target_other or target."
              .formatted(task.classes().get(Math.max(wanted, 0))));
    List<List<Wish>> wishes = new ArrayList<>();
    for (int i = 0; i < truth.samples(); i++)
      wishes.add(wishes(new Slice(truth, i, AimedObjects.seen(task, outputs, i, truth)), outputs));
    return AimedObjects.of(task, wishes, truth, outputs);
  }

  /** The truth of a slice, and what counts in it, in pixels of the network's input. */
  private record Slice(Tensor truth, int sample, List<BoxedObject> seen) {

    /** Whether the object is one of the truth. */
    boolean isRight(BoxedObject object, DetectionTask task) {
      int index = task.classes().indexOf(object.name());
      return places(index).stream().anyMatch(place -> place.iou(object.box()) >= F1.FOUND);
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

  private List<Wish> wishes(Slice slice, Tensor outputs) {
    List<Wish> wishes = new ArrayList<>();
    boolean any = slice.seen.stream().anyMatch(o -> isMeant(o) && slice.isRight(o, task));
    for (BoxedObject object : slice.seen) wishes.add(wish(object, slice, any));
    if (is("fabricate")) fabricate(slice, outputs, wishes);
    return wishes;
  }

  private boolean isMeant(BoxedObject object) {
    return isAny() || object.name().equalsIgnoreCase(target.structure().strip());
  }

  /**
   * All that is seen of a class vanishes, what is no object, too, once there is one; another name
   * gets only what is right.
   */
  private Wish wish(BoxedObject object, Slice slice, boolean any) {
    if (is("vanish") && any && isMeant(object)) return new Wish(Fate.GONE, object, "");
    if (is("mislabel") && isMeant(object) && slice.isRight(object, task)) {
      int next = (task.classes().indexOf(object.name()) + 1) % task.classes().size();
      String name =
          task.classes().get(target.other().isBlank() ? next : target.other(task.classes(), WHAT));
      if (!name.equals(object.name())) return new Wish(Fate.RENAMED, object, name);
    }
    return new Wish(Fate.HELD, object, "");
  }

  /** A grid of objects as large as the true ones are on average, where nothing is. */
  private void fabricate(Slice slice, Tensor outputs, List<Wish> wishes) {
    int index = isAny() ? 0 : target.structure(task.classes(), WHAT);
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

  private boolean is(String kind) {
    return target.kind().equals(kind);
  }

  /** Whether it is about objects of all classes. */
  private boolean isAny() {
    return target.structure().isBlank();
  }
}
