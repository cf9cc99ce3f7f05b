package io.github.robustj.job;

import io.github.robustj.attack.Region;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.EvaluationCase;
import io.github.robustj.option.Options;
import io.github.robustj.task.Aim;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Target;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the attacks of an evaluation lead and what they may use and change.
 *
 * @param target what the model is to see of every case, unless it is a mask
 * @param targetMasks label images that the model is to see: a file for all cases, or a folder with
 *     one per case
 * @param regions label images whose pixels that are not 0 may change, given as the former; empty
 *     for all pixels
 * @param perturbation a universal perturbation to apply instead of searching one
 */
public record EvaluationAim(
    Target target,
    Optional<Path> targetMasks,
    Optional<Path> regions,
    Optional<Image> perturbation) {

  private static final EvaluationAim ANYWHERE =
      new EvaluationAim(Target.none(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Away from the truth, all pixels. */
  public static EvaluationAim anywhere() {
    return ANYWHERE;
  }

  /**
   * @param options whose table contains {@link OptionTable#ATTACK} and {@link OptionTable#EVALUATE}
   * @throws RobustJException if the target is a mask and there is none
   */
  public static EvaluationAim from(Options options) {
    boolean mask = options.hasEffect(AttackTable.TARGET_MASK);
    Optional<Path> masks = options.get(AttackTable.TARGET_MASK);
    if (mask && masks.isEmpty())
      throw new RobustJException("The option target is mask, but there is none; give target_mask.");
    return new EvaluationAim(
        mask ? Target.none() : AttackAim.target(options, Optional.empty()),
        masks,
        options.get(AttackTable.REGION),
        AttackOptions.perturbation(options));
  }

  /** Whether there is something to reach. */
  boolean isTargeted() {
    return target.isGiven() || targetMasks.isPresent();
  }

  /**
   * @param image file of the case, or of its first channel
   * @throws RobustJException if a mask is missing or does not suit the case
   */
  EvaluationCase of(EncodedCase subject, Task<?> task, Path image) {
    Optional<Aim> aim = isTargeted() ? Optional.of(aim(subject, task, image)) : Optional.empty();
    Region region =
        regions.map(place -> region(subject, place, task, image)).orElseGet(Region::everywhere);
    return new EvaluationCase(subject, aim, region);
  }

  private Aim aim(EncodedCase subject, Task<?> task, Path image) {
    Tensor images = subject.images();
    if (targetMasks.isEmpty()) return task.aim(target, subject.targets(), images);
    if (!TaskType.named(task.name()).targets().contains("mask"))
      throw new RobustJException(
          "The option target is mask, which is not for this model; choose another target.");
    Mask mask = MaskImages.of(targetMasks.get(), subject.name(), image);
    requireSize("The mask to reach", mask, images, subject);
    return task.aim(Target.reach(mask), subject.targets(), images);
  }

  /**
   * A region has the image's size, but one slice may stand for all. Landmarks and objects are found
   * at another resolution, to which their regions are brought.
   */
  private static Region region(EncodedCase subject, Path place, Task<?> task, Path image) {
    Mask mask = MaskImages.of(place, subject.name(), image);
    int slices = mask.labels().dimension(2) == 1 ? 1 : subject.images().samples();
    boolean scaled = task.seesWholeImages();
    Image given = scaled ? ImageReader.read(image) : null;
    mask.requireSize(
        "The region",
        "case " + subject.name(),
        scaled ? given.width() : subject.images().shape(2),
        scaled ? given.height() : subject.images().shape(1),
        slices);
    return Regions.of(mask, subject.images(), "The region of the case " + subject.name());
  }

  private static void requireSize(String what, Mask mask, Tensor images, EncodedCase subject) {
    mask.requireSize(
        what, "case " + subject.name(), images.shape(2), images.shape(1), images.shape(0));
  }
}
