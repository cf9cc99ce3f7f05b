package io.github.robustj.metric;

import io.github.robustj.data.BoxIndex;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Which objects of one image a model has found, by the rule of COCO at one IoU threshold: the
 * surest prediction goes first and takes the free object of its class that it meets best. A
 * difficult object is taken once, too, and only where no ordinary one is left; a crowd takes any
 * number.
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
   * @param iou threshold, above 0, up to 1
   */
  public static Matches of(ObjectsInImage image, double iou) {
    Matches matches =
        new Matches(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<BoxedObject> truth = image.truth();
    List<BoxedObject> found =
        image.found().stream().sorted((a, b) -> Double.compare(b.score(), a.score())).toList();
    BoxIndex index = BoxIndex.of(truth.stream().map(BoxedObject::box).toList());
    boolean[] taken = new boolean[truth.size()];
    for (BoxedObject prediction : found)
      matches.judge(prediction, truth, taken, index.near(prediction.box()), iou);
    for (int i = 0; i < taken.length; i++)
      if (!taken[i] && truth.get(i).role() == Role.OBJECT) matches.missed.add(truth.get(i));
    return matches;
  }

  /** How many of a class are in a list. */
  public static int count(List<BoxedObject> objects, String name) {
    return (int) objects.stream().filter(o -> o.name().equals(name)).count();
  }

  private void judge(
      BoxedObject prediction, List<BoxedObject> truth, boolean[] taken, int[] near, double iou) {
    int best = -1;
    double highest = iou;
    for (int i : near) {
      BoxedObject object = truth.get(i);
      if (!prediction.name().equals(object.name())) continue;
      if (taken[i] && object.role() != Role.CROWD) continue;
      double overlap = Overlaps.share(prediction, object);
      boolean counts = object.role() == Role.OBJECT;
      boolean bestCounts = best >= 0 && truth.get(best).role() == Role.OBJECT;
      boolean better = counts == bestCounts ? overlap >= highest : counts && overlap >= iou;
      if (best < 0 ? overlap < iou : !better) continue;
      best = i;
      highest = overlap;
    }
    if (best >= 0) taken[best] = true;
    if (best < 0) wrong.add(prediction);
    else (truth.get(best).role() == Role.OBJECT ? right : passedOver).add(prediction);
  }
}
