package io.github.robustj.metric;

import io.github.robustj.data.BoxIndex;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import java.util.Arrays;
import java.util.List;

/**
 * Which objects of a class each prediction in an image overlaps, and how much: measured once for
 * all thresholds and sizes, and only where boxes meet.
 *
 * @param truth the expert's objects of the class, in their order
 * @param found the predictions of the class, the surest first
 * @param objects for each prediction the indices in {@code truth} of what it overlaps, rising
 * @param shares for each of these the IoU, or with a crowd the share of the prediction in it; above
 *     0
 */
record Overlaps(
    List<BoxedObject> truth, List<BoxedObject> found, int[][] objects, double[][] shares) {

  static Overlaps of(List<BoxedObject> truth, List<BoxedObject> found) {
    BoxIndex index = BoxIndex.of(truth.stream().map(BoxedObject::box).toList());
    int[][] objects = new int[found.size()][];
    double[][] shares = new double[found.size()][];
    for (int i = 0; i < found.size(); i++) {
      int[] near = index.near(found.get(i).box());
      int[] met = new int[near.length];
      double[] share = new double[near.length];
      int n = 0;
      for (int candidate : near) {
        share[n] = share(found.get(i), truth.get(candidate));
        met[n] = candidate;
        if (share[n] > 0) n++;
      }
      objects[i] = Arrays.copyOf(met, n);
      shares[i] = Arrays.copyOf(share, n);
    }
    return new Overlaps(truth, found, objects, shares);
  }

  /** With an ordinary or difficult object the IoU. */
  static double share(BoxedObject prediction, BoxedObject object) {
    return object.role() == Role.CROWD ? prediction.shareIn(object) : prediction.iou(object);
  }

  /** Of every image, with the predictions from a score on. */
  static List<Overlaps> of(List<ObjectsInImage> images, String name, double threshold) {
    return images.stream()
        .map(
            image ->
                of(
                    image.truth(name),
                    image.found(name).stream().filter(o -> o.score() >= threshold).toList()))
        .toList();
  }
}
