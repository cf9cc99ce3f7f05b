package io.github.robustj.evaluation;

import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.Region;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.Aim;
import io.github.robustj.tensor.Tensor;
import java.util.Collections;
import java.util.Optional;

/**
 * An annotated case as the network sees it.
 *
 * @param name unique within an evaluation
 * @param images all slices {@code [slice, y, x, channel]}, normalised; at least one
 * @param targets what the task encodes, as many slices
 * @param bounds the valid range of the case's intensities
 * @param aim what a targeted attack steers towards; empty to steer away from {@code targets}
 * @param region the pixels of {@code images} that an attack may change
 */
public record EvaluationCase(
    String name, Tensor images, Tensor targets, Bounds bounds, Optional<Aim> aim, Region region) {

  /** Attacked everywhere, away from the targets. */
  public EvaluationCase(String name, Tensor images, Tensor targets, Bounds bounds) {
    this(name, images, targets, bounds, Optional.empty(), Region.everywhere());
  }

  public EvaluationCase {
    if (images.samples() == 0 || images.samples() != targets.samples())
      throw new IllegalArgumentException(
          name + ": " + images.samples() + " slices and " + targets.samples() + " targets");
  }

  /** The ball around the slices {@code from <= i < to}. */
  PerturbationBall ball(Norm norm, double epsilon, int from, int to) {
    Tensor clean = images.slice(from, to);
    int pixels = images.shape(1) * images.shape(2);
    return PerturbationBall.of(norm, clean, epsilon, Collections.nCopies(to - from, bounds))
        .within(region.slice(from, to, pixels));
  }
}
