package io.github.robustj.metric;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.metric.PrecisionRecall.Ranking;
import io.github.robustj.metric.PrecisionRecall.Ranking.Ranked;
import java.util.ArrayList;
import java.util.List;

/**
 * Which predictions are right, by the rules of PASCAL VOC (Everingham et al. 2010): each prediction
 * looks at the object of its class and image that it meets best, whether that is taken or not. It
 * is right if their IoU is at least the threshold and no surer prediction was there; it does not
 * count if that object is difficult or a crowd.
 *
 * @param iou threshold, above 0, up to 1
 */
public record VocMatching(double iou) {

  /** The predictions of a class in all images. */
  public Ranking rank(List<ObjectsInImage> images, String name) {
    List<Ranked> all = new ArrayList<>();
    int positives = 0;
    for (Overlaps image : Overlaps.of(images, name, Double.NEGATIVE_INFINITY)) {
      positives += (int) image.truth().stream().filter(o -> o.role() == Role.OBJECT).count();
      match(image, all);
    }
    return Ranking.of(all, positives);
  }

  private void match(Overlaps image, List<Ranked> all) {
    boolean[] taken = new boolean[image.truth().size()];
    for (int i = 0; i < image.found().size(); i++) {
      BoxedObject prediction = image.found().get(i);
      int best = nearest(prediction, image.truth(), image.objects()[i]);
      boolean meets = best >= 0 && prediction.iou(image.truth().get(best)) >= iou;
      if (meets && image.truth().get(best).role() != Role.OBJECT) continue;
      all.add(new Ranked(prediction.score(), meets && !taken[best]));
      if (meets) taken[best] = true;
    }
  }

  /** By IoU, of a crowd too; the first of equally good ones. */
  private static int nearest(BoxedObject prediction, List<BoxedObject> truth, int[] met) {
    int best = -1;
    for (int i : met)
      if (best < 0 || prediction.iou(truth.get(i)) > prediction.iou(truth.get(best))) best = i;
    return best;
  }
}
