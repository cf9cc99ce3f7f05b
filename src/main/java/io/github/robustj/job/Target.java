package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.task.Aim;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.Optional;

/** What an attack wants a model to see instead of the truth. */
public sealed interface Target permits AttackTarget, DetectionTarget {

  /**
   * From the options that begin with {@code target}.
   *
   * @param options whose table contains {@link OptionTable#TARGET}
   * @param mask what is to be reached with the option {@code target=mask}
   */
  static Target from(Options options, Optional<Mask> mask) {
    String kind = options.get(AttackTable.TARGET);
    boolean objects = !kind.equals("none") && DetectionTarget.names().contains(kind);
    return objects ? DetectionTarget.from(options) : AttackTarget.from(options, mask);
  }

  /** Whether there is a target to reach. */
  boolean isGiven();

  /**
   * @throws RobustJException if it is a mask of another size
   */
  default void requireOn(Image image) {}

  /**
   * What an attack is to make of slices.
   *
   * @param truth as the task encodes it
   * @param images the slices, normalised
   * @throws RobustJException if the target is none of the task's, or names what the model does not
   *     know
   */
  Aim aim(Task<?> task, Tensor truth, Tensor images);

  /** Says what a model does not see of it where nothing is to change. */
  RobustJException nothing(String where);
}
