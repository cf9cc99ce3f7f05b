package io.github.robustj.evaluation;

import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.Region;
import io.github.robustj.task.Aim;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.tensor.Tensor;
import java.util.Collections;
import java.util.Optional;

/**
 * An annotated case and how it is attacked.
 *
 * @param encoded its name is unique within an evaluation
 * @param aim what a targeted attack steers towards; empty to steer away from the truth
 * @param region the pixels of the images that an attack may change
 */
public record EvaluationCase(EncodedCase encoded, Optional<Aim> aim, Region region) {

  /** Attacked everywhere, away from the truth. */
  public EvaluationCase(EncodedCase encoded) {
    this(encoded, Optional.empty(), Region.everywhere());
  }

  public String name() {
    return encoded.name();
  }

  public Tensor images() {
    return encoded.images();
  }

  public Tensor targets() {
    return encoded.targets();
  }

  /** The ball around the slices {@code from <= i < to}. */
  PerturbationBall ball(Norm norm, double epsilon, int from, int to) {
    Tensor clean = images().slice(from, to);
    int pixels = clean.shape(1) * clean.shape(2);
    return PerturbationBall.of(
            norm, clean, epsilon, Collections.nCopies(to - from, encoded.bounds()))
        .within(region.slice(from, to, pixels));
  }
}
