package io.github.robustj.metric;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.metric.PrecisionRecall.Ranking;
import io.github.robustj.metric.PrecisionRecall.Ranking.Ranked;
import java.util.ArrayList;
import java.util.List;

/**
 * Which predictions are right, by the rules of COCO (Lin et al. 2014, and its evaluation code): in
 * each image the surest prediction goes first and takes the object of its class that it meets best,
 * if their IoU is at least the threshold and no other has taken it. Difficult objects, crowds and
 * objects of another size may be taken too, when nothing else is left, and then the prediction does
 * not count; nor does one that takes nothing and is itself of another size. With a crowd the
 * overlap is measured by the prediction's own area.
 *
 * @param iou threshold, above 0, up to 1
 * @param size of the objects that count
 * @param most predictions of a class in an image; those that are less sure are left out; {@link
 *     #NO_LIMIT} for all of them
 */
public record CocoMatching(double iou, Size size, int most) {

  /** COCO's limit. */
  public static final int MOST = 100;

  /** Every prediction counts, as images with hundreds of objects need it. */
  public static final int NO_LIMIT = Integer.MAX_VALUE;

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

  /** Without a limit. */
  public static CocoMatching unlimited(double iou) {
    return new CocoMatching(iou, Size.ALL, NO_LIMIT);
  }

  /**
   * Average precision at IoU .5 without a limit, the mean over the classes that have objects; NaN
   * if none has.
   */
  public static double precision50(List<ObjectsInImage> images, List<String> classes) {
    return KnownMean.of(
        classes.stream()
            .map(name -> unlimited(.5).rank(Annotated.with(images, name), name).curve())
            .mapToDouble(curve -> curve.average(PrecisionRecall.Interpolation.POINTS_101)));
  }

  /** The predictions of a class in all images. */
  public Ranking rank(List<ObjectsInImage> images, String name) {
    return rank(Overlaps.of(images, name, Double.NEGATIVE_INFINITY));
  }

  Ranking rank(List<Overlaps> images) {
    List<Ranked> all = new ArrayList<>();
    int positives = 0;
    for (Overlaps image : images) {
      positives += (int) image.truth().stream().filter(this::counts).count();
      match(image, all);
    }
    return Ranking.of(all, positives);
  }

  private boolean counts(BoxedObject truth) {
    return truth.role() == Role.OBJECT && size.contains(truth);
  }

  private void match(Overlaps image, List<Ranked> all) {
    boolean[] taken = new boolean[image.truth().size()];
    for (int i = 0; i < Math.min(most, image.found().size()); i++) {
      BoxedObject prediction = image.found().get(i);
      int counted = best(image, i, taken, true);
      int best = counted >= 0 ? counted : best(image, i, taken, false);
      if (best >= 0) taken[best] = true;
      boolean passedOver = best >= 0 ? counted < 0 : !size.contains(prediction);
      if (!passedOver) all.add(new Ranked(prediction.score(), best >= 0));
    }
  }

  /**
   * Of the objects that count, or of the others, the last of equally good ones, as in the
   * reference; -1 for none.
   */
  private int best(Overlaps image, int prediction, boolean[] taken, boolean counted) {
    double highest = Math.min(iou, 1 - 1e-10);
    int best = -1;
    int[] objects = image.objects()[prediction];
    for (int k = 0; k < objects.length; k++) {
      BoxedObject object = image.truth().get(objects[k]);
      double overlap = image.shares()[prediction][k];
      if (overlap < highest || counts(object) != counted) continue;
      if (taken[objects[k]] && object.role() != Role.CROWD) continue;
      highest = overlap;
      best = objects[k];
    }
    return best;
  }
}
