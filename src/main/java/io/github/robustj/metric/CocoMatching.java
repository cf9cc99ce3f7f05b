package io.github.robustj.metric;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.metric.Ranking.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which predictions are right, by the rules of COCO (Lin et al. 2014, and its evaluation code): in
 * each image the surest prediction goes first and takes the object of its class that it meets best,
 * if their IoU is at least the threshold and no other has taken it. Difficult objects, crowds and
 * objects of another size may be taken too, when nothing else is left, and then the prediction does
 * not count; nor does one that takes nothing and is itself of another size. With a crowd the
 * overlap is measured by the prediction's own area.
 *
 * @param iou threshold, 0 to 1
 * @param size of the objects that count
 * @param most predictions of a class in an image; those that are less sure are left out
 */
public record CocoMatching(double iou, Size size, int most) {

  /** COCO's limit. */
  public static final int MOST = 100;

  /** Objects by the area of their box in pixels. */
  public enum Size {
    ALL(0, 1e10),
    SMALL(0, 32 * 32),
    MEDIUM(32 * 32, 96 * 96),
    LARGE(96 * 96, 1e10);

    private final double least;
    private final double largest;

    Size(double least, double largest) {
      this.least = least;
      this.largest = largest;
    }

    boolean contains(BoxedObject object) {
      return object.box().area() >= least && object.box().area() <= largest;
    }
  }

  /** The predictions of a class in all images. */
  public Ranking rank(List<ObjectsInImage> images, String name) {
    List<Ranked> all = new ArrayList<>();
    int positives = 0;
    for (ObjectsInImage image : images) {
      List<BoxedObject> truth = new ArrayList<>(image.truth(name));
      truth.sort(Comparator.comparing(o -> !counts(o)));
      positives += (int) truth.stream().filter(this::counts).count();
      match(truth, image.found(name), all);
    }
    return Ranking.of(all, positives);
  }

  private boolean counts(BoxedObject truth) {
    return truth.role() == Role.OBJECT && size.contains(truth);
  }

  private void match(List<BoxedObject> truth, List<BoxedObject> found, List<Ranked> all) {
    boolean[] taken = new boolean[truth.size()];
    for (BoxedObject prediction : found.subList(0, Math.min(most, found.size()))) {
      int best = best(prediction, truth, taken);
      if (best >= 0) taken[best] = true;
      boolean passedOver = best >= 0 ? !counts(truth.get(best)) : !size.contains(prediction);
      if (!passedOver) all.add(new Ranked(prediction.score(), best >= 0));
    }
  }

  /** The last of equally good ones, as in the reference; -1 for none. */
  private int best(BoxedObject prediction, List<BoxedObject> truth, boolean[] taken) {
    double highest = Math.min(iou, 1 - 1e-10);
    int best = -1;
    for (int i = 0; i < truth.size(); i++) {
      BoxedObject object = truth.get(i);
      if (taken[i] && object.role() != Role.CROWD) continue;
      if (best >= 0 && counts(truth.get(best)) && !counts(object)) break;
      double overlap = overlap(prediction, object);
      if (overlap < highest) continue;
      highest = overlap;
      best = i;
    }
    return best;
  }

  private static double overlap(BoxedObject prediction, BoxedObject object) {
    if (object.role() != Role.CROWD) return prediction.box().iou(object.box());
    double area = prediction.box().area();
    return area == 0 ? 0 : prediction.box().intersection(object.box()) / area;
  }
}
