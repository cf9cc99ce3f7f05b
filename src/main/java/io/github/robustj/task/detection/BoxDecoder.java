package io.github.robustj.task.detection;

import io.github.robustj.data.BoxedObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects from a network's output: every cell whose logit is the highest of its neighbourhood of 3
 * x 3 cells, with the box that it tells; of boxes of a class that overlap much, the surest.
 *
 * @param classes their names, in the order of the outputs
 * @param threshold lowest score, 0 to 1
 * @param iou boxes of a class that overlap more are one object
 */
record BoxDecoder(List<String> classes, double threshold, double iou) {

  /**
   * The objects in one sample, the surest first, cut at the image's edges.
   *
   * @param height,width of the image in pixels
   */
  List<BoxedObject> decode(BoxOutputs outputs, int sample, int height, int width) {
    List<BoxedObject> found = new ArrayList<>();
    double lowest = logit(threshold);
    for (int c = 0; c < classes.size(); c++)
      for (int y = 0; y < outputs.height(); y++)
        for (int x = 0; x < outputs.width(); x++) {
          double logit = outputs.logit(sample, y, x, c);
          if (logit < lowest || !outputs.isPeak(sample, y, x, c)) continue;
          String name = classes.get(c);
          outputs
              .box(sample, y, x)
              .within(width, height)
              .ifPresent(box -> found.add(BoxedObject.found(name, box, probability(logit))));
        }
    return NonMaximumSuppression.keep(found, iou);
  }

  static double logit(double probability) {
    return Math.log(probability) - Math.log1p(-probability);
  }

  static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
