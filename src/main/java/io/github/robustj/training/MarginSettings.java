package io.github.robustj.training;

import io.github.robustj.attack.Norm;

/**
 * The settings of {@link AdaptiveMargin}.
 *
 * @param norm of margins and perturbations
 * @param steps of the inner attack, at least 1
 * @param relativeStep length of a step as a multiple of {@code margin / steps}; the authors use 4
 *     for segmentation, 5 for landmarks and detection
 * @param margin how margins start, grow and shrink
 * @param refinement what a sample is trained on once it breaks
 * @param threshold what "correct" means
 * @param cleanEpochs epochs of standard training before the threshold is learned; 0 if the model is
 *     trained already
 */
public record MarginSettings(
    Norm norm,
    int steps,
    double relativeStep,
    MarginRule margin,
    Refinement refinement,
    ThresholdRule threshold,
    int cleanEpochs) {

  /**
   * @throws io.github.robustj.error.RobustJException if a number is out of range
   */
  public MarginSettings {
    Options.require(steps >= 1, "steps", "a whole number of at least 1", steps);
    Options.require(
        relativeStep > 0 && relativeStep < 1e6,
        "step_size",
        "a number above 0, in units of margin / steps",
        relativeStep);
    Options.require(cleanEpochs >= 0, "clean_epochs", "0 or more", cleanEpochs);
  }
}
