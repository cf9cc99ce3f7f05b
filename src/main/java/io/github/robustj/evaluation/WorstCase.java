package io.github.robustj.evaluation;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Image;
import io.github.robustj.task.Prediction;
import java.util.Optional;

/**
 * A case on which an attack does most harm, to be looked at.
 *
 * @param slice in which most was lost, counted from 1, of {@code slices}
 * @param epsilon of the attack
 * @param before mean score of the case without attack, NaN where it was not measured; {@code after}
 *     the same under it
 * @param shown that slice; files do not keep it
 */
public record WorstCase(
    String name,
    int slice,
    int slices,
    double epsilon,
    double before,
    double after,
    Optional<Shown> shown) {

  /**
   * One slice as the network sees it, in normalised intensities and in its pixels.
   *
   * @param truth what an expert has drawn there
   * @param before what the model sees in the clean image, {@code after} in the adversarial one
   */
  public record Shown(
      Image clean, Image adversarial, Annotation truth, Prediction before, Prediction after) {}
}
