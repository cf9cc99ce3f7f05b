package io.github.robustj.job;

import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.evaluation.PerturbationSize;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Prediction.Score;
import io.github.robustj.task.Reach;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An attacked image and what it did.
 *
 * @param adversarial in the input's intensities and pixels; in those that the network sees where
 *     the input's cannot hold the attack
 * @param perturbation what the attack adds to what the network sees, in the same pixels and
 *     intensities: adversarial minus clean image, of the clean one as the normalisation clips it
 * @param truth what the attack was told to move away from, in the input's pixels
 * @param truthGiven false if there was no truth and the model's own prediction stood in
 * @param clean prediction on the clean image, in the input's pixels
 * @param attacked prediction on the adversarial image, in the input's pixels
 * @param classes scores before and after, see {@link Prediction#scores}
 * @param slices size of the perturbation, per slice
 * @param universal the one perturbation for all slices that a universal attack has found, before it
 *     was cut to each, in normalised intensities and with a single slice; empty for other attacks
 *     and a given one
 * @param reach how many of the pixels, landmarks or objects that a target is to change have changed
 * @param wanted what pixels are to become, see {@link
 *     io.github.robustj.task.segmentation.AimedMasks#changes}; empty without a target
 */
public record AttackResult(
    Image adversarial,
    Image perturbation,
    Annotation truth,
    boolean truthGiven,
    Prediction clean,
    Prediction attacked,
    List<ClassChange> classes,
    List<SliceSize> slices,
    Optional<Image> universal,
    Reach reach,
    Optional<Mask> wanted) {

  /** With the scores of the predictions. */
  public AttackResult(
      Image adversarial,
      Image perturbation,
      Annotation truth,
      boolean truthGiven,
      Prediction clean,
      Prediction attacked,
      List<SliceSize> slices,
      Optional<Image> universal,
      Reach reach,
      Optional<Mask> wanted) {
    this(
        adversarial,
        perturbation,
        truth,
        truthGiven,
        clean,
        attacked,
        changes(clean.scores(truth), attacked.scores(truth)),
        slices,
        universal,
        reach,
        wanted);
  }

  /**
   * Dice with the truth, NaN where the class is in neither truth nor prediction; distance of a
   * landmark from the truth; number of objects.
   */
  public record ClassChange(String name, double before, double after) {}

  private static List<ClassChange> changes(List<Score> before, List<Score> after) {
    List<ClassChange> changes = new ArrayList<>();
    for (int i = 0; i < before.size(); i++)
      changes.add(
          new ClassChange(before.get(i).name(), before.get(i).value(), after.get(i).value()));
    return changes;
  }

  /**
   * @param slice counted from 1
   * @param l1 sum of the absolute changes in normalised intensities
   * @param l2 Euclidean length in normalised intensities, the unit of epsilon
   * @param linf largest absolute change in normalised intensities
   * @param psnr in dB against the intensity range of the image; infinite for no change
   * @param ssim structural similarity of the slice before and after, 1 for no change
   */
  public record SliceSize(int slice, double l1, double l2, double linf, double psnr, double ssim) {}

  /**
   * Of slices before and after an attack, normalised.
   *
   * @param bounds the valid range of both
   */
  static List<SliceSize> sizes(Tensor clean, Tensor adversarial, Bounds bounds) {
    List<SliceSize> sizes = new ArrayList<>();
    for (PerturbationSize size : PerturbationSize.of(clean, adversarial, bounds))
      sizes.add(
          new SliceSize(
              sizes.size() + 1, size.l1(), size.l2(), size.linf(), size.psnr(), size.ssim()));
    return sizes;
  }
}
