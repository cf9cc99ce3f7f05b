package io.github.robustj.task.detection;

import io.github.robustj.data.Box;

/**
 * The box loss {@code 1 - GIoU} (generalised IoU, Rezatofighi et al. 2019): 0 for equal boxes, 1
 * for boxes that touch, up to 2 for boxes far apart, so that it has a slope where IoU has none.
 */
final class BoxOverlap {

  private BoxOverlap() {}

  /** Both boxes have an area. */
  static double loss(Box predicted, Box truth) {
    double common = predicted.intersection(truth);
    double union = predicted.area() + truth.area() - common;
    double hull =
        (Math.max(predicted.right(), truth.right()) - Math.min(predicted.left(), truth.left()))
            * (Math.max(predicted.bottom(), truth.bottom())
                - Math.min(predicted.top(), truth.top()));
    return 1 - common / union + (hull - union) / hull;
  }
}
