package io.github.robustj.display;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.job.DetectionAttackResult;
import io.github.robustj.job.DetectionPrediction;
import java.util.Optional;

/** What a model sees before and after an attack, each beside the truth. */
public final class AttackedObjects {

  private AttackedObjects() {}

  /**
   * Before the attack, in the pixels of the clean image that was given; without a truth there is
   * nothing to compare with.
   */
  public static StoredDetection before(DetectionAttackResult result) {
    Optional<Boxes> truth = Optional.of(result.truth()).filter(t -> result.truthGiven());
    return stored(result.clean(), truth);
  }

  /** As {@link #before}, but in the pixels of the adversarial image. */
  public static StoredDetection beforeInAdversarial(DetectionAttackResult result) {
    Optional<Boxes> truth = Optional.of(result.truth()).filter(t -> result.truthGiven());
    return stored(scaled(result, result.clean()), truth.map(t -> scaled(result, t)));
  }

  /**
   * After it, in the pixels of the adversarial image; without a truth what the model has seen
   * before stands in.
   */
  public static StoredDetection after(DetectionAttackResult result) {
    return stored(scaled(result, result.attacked()), Optional.of(scaled(result, result.truth())));
  }

  private static StoredDetection stored(DetectionPrediction seen, Optional<Boxes> truth) {
    return new StoredDetection(seen, Thresholds.of(seen.threshold()), truth);
  }

  private static DetectionPrediction scaled(
      DetectionAttackResult result, DetectionPrediction seen) {
    return new DetectionPrediction(
        seen.image(),
        result.adversarial().width(),
        result.adversarial().height(),
        seen.classes(),
        scaled(result, seen.found()),
        seen.threshold());
  }

  private static Boxes scaled(DetectionAttackResult result, Boxes boxes) {
    return boxes.scaled(
        (double) result.adversarial().width() / result.clean().width(),
        (double) result.adversarial().height() / result.clean().height());
  }
}
