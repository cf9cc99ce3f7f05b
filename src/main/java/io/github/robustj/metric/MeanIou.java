package io.github.robustj.metric;

import io.github.robustj.data.BoxedObject.Role;
import java.util.ArrayList;
import java.util.Comparator;
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
    for (Overlaps image : Overlaps.of(images, name, threshold)) {
      objects += (int) image.truth().stream().filter(o -> o.role() == Role.OBJECT).count();
      sum += assigned(image);
    }
    return sum / objects;
  }

  private record Pair(int object, int prediction, double iou) {}

  private static double assigned(Overlaps image) {
    List<Pair> pairs = new ArrayList<>();
    for (int j = 0; j < image.found().size(); j++)
      for (int k = 0; k < image.objects()[j].length; k++) {
        int i = image.objects()[j][k];
        if (image.truth().get(i).role() == Role.OBJECT)
          pairs.add(new Pair(i, j, image.shares()[j][k]));
      }
    pairs.sort(
        Comparator.comparingDouble(Pair::iou)
            .reversed()
            .thenComparingInt(Pair::object)
            .thenComparingInt(Pair::prediction));
    boolean[] covered = new boolean[image.truth().size()];
    boolean[] used = new boolean[image.found().size()];
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
