package io.github.robustj.metric;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Which objects of one image a model has found, by the rule of COCO at one IoU threshold: the
 * surest prediction goes first and takes the free object of its class that it meets best.
 *
 * @param right predictions that found an object
 * @param wrong predictions that found none, as there is none or a surer one has it
 * @param passedOver predictions that met a difficult object or a crowd, neither right nor wrong
 * @param missed objects that nothing found
 */
public record Matches(
    List<BoxedObject> right,
    List<BoxedObject> wrong,
    List<BoxedObject> passedOver,
    List<BoxedObject> missed) {

  /**
   * @param iou threshold, 0 to 1
   */
  public static Matches of(ObjectsInImage image, double iou) {
    Matches matches =
        new Matches(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<BoxedObject> free = new ArrayList<>(image.truth());
    free.removeIf(o -> o.role() != Role.OBJECT);
    List<BoxedObject> others = new ArrayList<>(image.truth());
    others.removeIf(o -> o.role() == Role.OBJECT);
    image.found().stream()
        .sorted((a, b) -> Double.compare(b.score(), a.score()))
        .forEach(prediction -> matches.judge(prediction, free, others, iou));
    matches.missed.addAll(free);
    return matches;
  }

  /** How many of a class are in a list. */
  public static int count(List<BoxedObject> objects, String name) {
    return (int) objects.stream().filter(o -> o.name().equals(name)).count();
  }

  private void judge(
      BoxedObject prediction, List<BoxedObject> free, List<BoxedObject> others, double iou) {
    BoxedObject best = null;
    for (BoxedObject object : free) {
      double overlap = overlap(prediction, object);
      if (overlap >= iou && (best == null || overlap > overlap(prediction, best))) best = object;
    }
    if (best != null) free.remove(best);
    boolean meets = others.stream().anyMatch(o -> overlap(prediction, o) >= iou);
    (best != null ? right : meets ? passedOver : wrong).add(prediction);
  }

  /** IoU, or with a crowd the share of the prediction in it; 0 with another class. */
  private static double overlap(BoxedObject prediction, BoxedObject object) {
    if (!prediction.name().equals(object.name())) return 0;
    if (object.role() != Role.CROWD) return prediction.box().iou(object.box());
    double area = prediction.box().area();
    return area == 0 ? 0 : prediction.box().intersection(object.box()) / area;
  }
}
