package io.github.robustj.display;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.LabelClass;
import io.github.robustj.task.Prediction;
import java.util.List;

/**
 * What a label image is made of.
 *
 * @param image name of the image that it is of
 * @param classes what its values mean
 */
public record LabelledImage(
    String image, Mask mask, List<LabelClass> classes, Calibration calibration) {

  /** Of a segmentation. */
  public static LabelledImage of(Prediction.Masks seen) {
    return new LabelledImage(seen.image(), seen.mask(), seen.classes(), seen.calibration());
  }
}
