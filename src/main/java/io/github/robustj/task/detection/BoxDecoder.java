package io.github.robustj.task.detection;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects from a network's output: every cell whose logit is the highest of its neighbourhood of 3
 * x 3 cells, with the box that it tells; of boxes of a class that overlap much, the surest.
 *
 * @param classes their names, in the order of the outputs
 * @param threshold lowest probability, 0 to 1
 * @param iou boxes of a class that overlap more are one object
 * @param scores what an object is given out with
 */
record BoxDecoder(List<String> classes, double threshold, double iou, Scores scores) {

  /** The score of an object of a class that the network thinks so likely. */
  @FunctionalInterface
  interface Scores {
    double of(int kind, double probability);
  }

  /**
   * The objects in one sample, the likeliest first, cut at the image's edges.
   *
   * @param height,width of the image in pixels
   */
  List<BoxedObject> decode(BoxOutputs outputs, int sample, int height, int width) {
    Candidates found = new Candidates();
    double lowest = logit(threshold);
    for (int c = 0; c < classes.size(); c++)
      for (int y = 0; y < outputs.height(); y++)
        for (int x = 0; x < outputs.width(); x++) {
          double logit = outputs.logit(sample, y, x, c);
          if (logit < lowest || !outputs.isPeak(sample, y, x, c)) continue;
          Box box = outputs.box(sample, y, x).within(width, height).orElse(null);
          if (box != null) found.add(c, box, probability(logit));
        }
    int[] kept = NonMaximumSuppression.keep(found, iou);
    List<BoxedObject> objects = new ArrayList<>(kept.length);
    for (int i : kept) {
      int kind = found.kind(i);
      double score = scores.of(kind, found.score(i));
      objects.add(BoxedObject.found(classes.get(kind), found.box(i), score));
    }
    return objects;
  }

  static double logit(double probability) {
    return Math.log(probability) - Math.log1p(-probability);
  }

  static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
