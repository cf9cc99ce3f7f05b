package io.github.robustj.task;

import io.github.robustj.data.Annotation;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.model.Loss;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A kind of question to an image, as dense prediction: how its answer is written into targets, read
 * from logits and scored.
 *
 * @param <A> the kind of annotation
 */
public interface Task<A extends Annotation> {

  /** As in {@code model.json}: {@code segmentation}, {@code landmark} or {@code detection}. */
  String name();

  Loss loss();

  int outputChannels();

  /** Targets {@code [slice, ...]} of one case. */
  Tensor encode(A annotation);

  /** The answer in logits {@code [slice, y, x, output channel]} of one case. */
  A decode(Tensor outputs);

  /**
   * How well each sample is solved, higher is better: what an adaptive margin compares with its
   * threshold. One number per sample, or as many for each, one sample after another, where every
   * one has a threshold of its own.
   */
  float[] quality(Tensor outputs, Tensor targets);

  /**
   * Whether the targets are about things in images, not about pixels, so that what the network says
   * of overlapping tiles cannot be blended.
   */
  default boolean seesWholeImages() {
    return false;
  }

  /** How many pixels across and down share an output. */
  default int stride() {
    return 1;
  }

  /** What {@link #score} measures, as tables and plots call it: {@code Dice}. */
  String scoreName();

  /** Whether a high score is a good one, as Dice is and an error is not. */
  default boolean higherIsBetter() {
    return true;
  }

  /**
   * The score of one case, all of its slices together, per class; NaN for a class in neither truth
   * nor prediction.
   */
  Map<String, Double> score(Tensor outputs, Tensor targets);

  /**
   * How far what is measured in the answer is from the same in the truth, by the measurement's
   * name: absolute differences, NaN where there is nothing to measure. Empty for tasks and users
   * that measure nothing.
   */
  default Map<String, Double> deviations(Tensor outputs, Tensor targets) {
    return Map.of();
  }

  /**
   * What was drawn and what was found in each slice, in the image's own pixels, for scores that
   * belong to a whole data set, as average precision does. Empty for tasks that have no objects.
   */
  default List<ObjectsInImage> objects(Tensor outputs, Tensor targets) {
    return List.of();
  }
}
