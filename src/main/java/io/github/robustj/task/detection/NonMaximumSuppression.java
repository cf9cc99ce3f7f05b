package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxIndex;
import io.github.robustj.data.BoxedObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Leaves one prediction for each object: the surest of those of a class that overlap. */
public final class NonMaximumSuppression {

  private NonMaximumSuppression() {}

  /**
   * @param iou two predictions of a class that overlap more are one object
   * @return the surest first; equally sure ones keep their order
   */
  public static List<BoxedObject> keep(List<BoxedObject> found, double iou) {
    List<BoxedObject> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingDouble(BoxedObject::score).reversed());
    Map<String, Kept> kept = new HashMap<>();
    List<BoxedObject> all = new ArrayList<>();
    for (BoxedObject object : sorted)
      if (kept.computeIfAbsent(object.name(), name -> new Kept()).add(object.box(), iou))
        all.add(object);
    return all;
  }

  /** The boxes of a class. */
  private record Kept(BoxIndex index, List<Box> boxes) {

    Kept() {
      this(new BoxIndex(), new ArrayList<>());
    }

    /**
     * @return false, and nothing is added, for a box that overlaps another more
     */
    boolean add(Box box, double iou) {
      for (int near : index.near(box, iou)) if (boxes.get(near).iou(box) > iou) return false;
      index.add(box);
      boxes.add(box);
      return true;
    }
  }
}
