package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import java.util.List;

/**
 * What a segmentation model sees in an image.
 *
 * @param mask label values, axes x, y, slice
 * @param score probability of the winning class, 0 to 1, one channel, same size as the mask;
 *     carries the input's calibration and name
 * @param classes of the model, background first
 */
public record Prediction(Mask mask, Image score, List<LabelClass> classes) {}
