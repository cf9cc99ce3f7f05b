package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.task.Reach;
import java.util.List;
import java.util.Optional;

/**
 * An attacked image and what it did.
 *
 * @param adversarial in the input's intensities
 * @param perturbation what the attack adds to what the network sees, in the input's intensities:
 *     adversarial minus clean image, of the clean one as the normalisation clips it
 * @param truth what the attack was told to move away from
 * @param truthGiven false if there was no truth and the model's own prediction stood in
 * @param clean prediction on the clean image
 * @param attacked prediction on the adversarial image
 * @param classes Dice before and after, per foreground class
 * @param slices size of the perturbation, per slice
 * @param universal the one perturbation for all slices that a universal attack has found, before it
 *     was cut to each, in normalised intensities
 * @param reach how many of the pixels that a target is to change have changed
 * @param wanted what they are to become, see {@link
 *     io.github.robustj.task.segmentation.AimedMasks#changes}; empty without a target
 */
public record AttackResult(
    Image adversarial,
    Image perturbation,
    Mask truth,
    boolean truthGiven,
    Prediction clean,
    Prediction attacked,
    List<ClassChange> classes,
    List<SliceSize> slices,
    Optional<Image> universal,
    Reach reach,
    Optional<Mask> wanted) {

  /** Of an attack that is not universal. */
  public AttackResult(
      Image adversarial,
      Image perturbation,
      Mask truth,
      boolean truthGiven,
      Prediction clean,
      Prediction attacked,
      List<ClassChange> classes,
      List<SliceSize> slices) {
    this(
        adversarial,
        perturbation,
        truth,
        truthGiven,
        clean,
        attacked,
        classes,
        slices,
        Optional.empty(),
        Reach.NONE,
        Optional.empty());
  }

  AttackResult with(Optional<Image> found, Reach target, Optional<Mask> changes) {
    return new AttackResult(
        adversarial,
        perturbation,
        truth,
        truthGiven,
        clean,
        attacked,
        classes,
        slices,
        found,
        target,
        changes);
  }

  /** Dice with the truth; NaN where the class is in neither truth nor prediction. */
  public record ClassChange(String name, double before, double after) {}

  /**
   * @param slice counted from 1
   * @param l1 sum of the absolute changes in normalised intensities
   * @param l2 Euclidean length in normalised intensities, the unit of epsilon
   * @param linf largest absolute change in normalised intensities
   * @param psnr in dB against the intensity range of the image; infinite for no change
   */
  public record SliceSize(int slice, double l1, double l2, double linf, double psnr) {}
}
