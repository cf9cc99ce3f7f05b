package io.github.robustj.task.detection;

import io.github.robustj.data.BoxedObject;
import java.util.List;
import java.util.Optional;

/**
 * Objects from a network's output: every cell whose logit is the highest of its neighbourhood of 3
 * x 3 cells, with the box that it tells; of boxes of a class that overlap much, the surest.
 *
 * @param classes their names, in the order of the outputs
 * @param threshold lowest probability, 0 to 1
 * @param iou boxes of a class that overlap more are one object
 * @param scores what an object is given out with
 * @param least of these scores that is given out
 */
record BoxDecoder(List<String> classes, double threshold, double iou, Scores scores, double least) {

  /** The score of an object of a class that the network thinks so likely; it rises with that. */
  @FunctionalInterface
  interface Scores {
    double of(int kind, double probability);
  }

  /**
   * The objects in one sample, the surest first, cut at the image's edges.
   *
   * @param height,width of the image in pixels
   */
  List<BoxedObject> decode(BoxOutputs outputs, int sample, int height, int width) {
    BoxRows rows = new BoxRows(this, height, width);
    rows.add(outputs, sample);
    return List.copyOf(rows.objects(Optional::of));
  }

  static double logit(double probability) {
    return Math.log(probability) - Math.log1p(-probability);
  }

  static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
