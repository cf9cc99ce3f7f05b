package io.github.robustj.job;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.UniversalAttack;
import io.github.robustj.attack.UniversalPerturbation;
import io.github.robustj.data.Image;
import io.github.robustj.data.TensorImages;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.Optional;

/** An attack on one image, and the universal perturbation that it has used, if any. */
final class Search {

  private final Attack attack;
  private Tensor universal;

  /**
   * @param given a universal perturbation to apply instead of searching one
   */
  Search(AttackSpec spec, Optional<Image> given) {
    if (!spec.has(Trait.ONE_FOR_ALL)) attack = Attacks.of(spec);
    else
      attack =
          given
              .map(Search::applied)
              .orElseGet(
                  () ->
                      new UniversalAttack(
                          spec.steps(), spec.relativeStep(), found -> universal = found));
  }

  Attack attack() {
    return attack;
  }

  /** What was found, in normalised intensities; empty for other attacks and for a given one. */
  Optional<Image> universal() {
    return Optional.ofNullable(universal).map(t -> TensorImages.image("universal", t));
  }

  /** A perturbation that was found before, cut to each ball and range. */
  static Attack applied(Image given) {
    Tensor perturbation = TensorImages.tensor(given);
    return (objective, ball, random) -> {
      int channels = ball.center().shape(3);
      if (perturbation.shape(3) == channels) return UniversalPerturbation.apply(perturbation, ball);
      throw new RobustJException(
          "The perturbation has %d channel(s) but the images have %d; give one that was found on such images."
              .formatted(perturbation.shape(3), channels));
    };
  }
}
