package io.github.robustj.task;

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
    Map<String, List<BoxedObject>> kept = new HashMap<>();
    List<BoxedObject> all = new ArrayList<>();
    for (BoxedObject object : sorted) {
      List<BoxedObject> same = kept.computeIfAbsent(object.name(), name -> new ArrayList<>());
      if (same.stream().anyMatch(other -> other.box().iou(object.box()) > iou)) continue;
      same.add(object);
      all.add(object);
    }
    return all;
  }
}
