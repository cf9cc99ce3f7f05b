package io.github.robustj.job;

import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Scaling;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Prediction.Score;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** What is left of an attack on a segmentation where its image was rounded to whole grey levels. */
public final class RoundedAttack {

  private RoundedAttack() {}

  /**
   * The result with all numbers of the rounded image.
   *
   * @param rounded in intensities, of the size of the adversarial image
   * @param seen what the model predicts of it
   */
  public static AttackResult of(AttackResult result, Image rounded, Prediction seen) {
    Optional<Scaling> scaling = result.adversarial().clean().map(CleanScaling::scaling);
    return new AttackResult(
        rounded,
        scaling.map(s -> change(result, rounded, s)).orElse(result.perturbation()),
        result.truth(),
        result.truthGiven(),
        result.clean(),
        seen,
        classes(result, seen.scores(result.truth())),
        scaling
            .map(
                s ->
                    AttackResult.sizes(
                        clean(result, s), Preprocessing.images(rounded, s), s.bounds()))
            .orElse(result.slices()),
        result.universal(),
        result.wanted().map(changes -> seen.reach(changes)).orElse(result.reach()),
        result.wanted());
  }

  private static List<ClassChange> classes(AttackResult result, List<Score> after) {
    return result.classes().stream()
        .flatMap(
            change ->
                after.stream()
                    .filter(score -> score.name().equals(change.name()))
                    .map(score -> new ClassChange(score.name(), change.before(), score.value())))
        .toList();
  }

  private static Image change(AttackResult result, Image rounded, Scaling scaling) {
    Tensor change = Preprocessing.images(rounded, scaling);
    float[] before = clean(result, scaling).data();
    for (int i = 0; i < before.length; i++) change.data()[i] -= before[i];
    return Preprocessing.perturbation(change, scaling, rounded);
  }

  /** The clean image as the network saw it, normalised. */
  private static Tensor clean(AttackResult result, Scaling scaling) {
    Image clean = Preprocessing.difference(result.adversarial(), result.perturbation());
    return Preprocessing.images(clean, scaling);
  }
}
