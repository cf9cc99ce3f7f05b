package io.github.robustj.metric;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * How well the objects of a class are covered: the mean over all of them of the IoU with the
 * prediction that was assigned to it, 0 for one that was missed. The pair with the highest IoU is
 * assigned first, each object and each prediction once; a prediction that meets nothing does not
 * count, see {@link CountError} and precision for those.
 */
public final class MeanIou {

  private MeanIou() {}

  /**
   * @param threshold predictions with a lower score are left out
   * @return 0 to 1; NaN if there is no object of this class
   */
  public static double of(List<ObjectsInImage> images, String name, double threshold) {
    double sum = 0;
    int objects = 0;
    for (ObjectsInImage image : images) {
      List<BoxedObject> truth =
          image.truth(name).stream().filter(o -> o.role() == Role.OBJECT).toList();
      List<BoxedObject> found =
          image.found(name).stream().filter(o -> o.score() >= threshold).toList();
      objects += truth.size();
      sum += assigned(truth, found);
    }
    return sum / objects;
  }

  private record Pair(int object, int prediction, double iou) {}

  private static double assigned(List<BoxedObject> truth, List<BoxedObject> found) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < truth.size(); i++)
      for (int j = 0; j < found.size(); j++)
        pairs.add(new Pair(i, j, truth.get(i).box().iou(found.get(j).box())));
    pairs.sort((a, b) -> Double.compare(b.iou(), a.iou()));
    boolean[] covered = new boolean[truth.size()];
    boolean[] used = new boolean[found.size()];
    double sum = 0;
    for (Pair pair : pairs) {
      if (covered[pair.object()] || used[pair.prediction()]) continue;
      covered[pair.object()] = true;
      used[pair.prediction()] = true;
      sum += pair.iou();
    }
    return sum;
  }
}
