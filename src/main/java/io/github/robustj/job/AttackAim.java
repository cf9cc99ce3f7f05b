package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.MaskImages;
import io.github.robustj.option.Options;
import io.github.robustj.task.Target;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an attack on an image leads and what it may use and change.
 *
 * @param source folder of the second model that transfer attacks take their gradients from
 * @param region label image of the image's size, whose pixels that are not 0 may change; empty for
 *     all pixels
 * @param target what the model is to see
 * @param perturbation a universal perturbation to apply instead of searching one, in normalised
 *     intensities, with a single slice
 */
public record AttackAim(
    Optional<Path> source, Optional<Mask> region, Target target, Optional<Image> perturbation) {

  private static final AttackAim ANYWHERE =
      new AttackAim(Optional.empty(), Optional.empty(), Target.none());

  /** Without a perturbation that was found before. */
  public AttackAim(Optional<Path> source, Optional<Mask> region, Target target) {
    this(source, region, target, Optional.empty());
  }

  /** Away from the truth, all pixels, no second model. */
  public static AttackAim anywhere() {
    return ANYWHERE;
  }

  /**
   * From options; masks are read from their files.
   *
   * @param options whose table contains {@link OptionTable#ATTACK}, {@link
   *     OptionTable#ATTACK_IMAGE} and {@link OptionTable#ATTACK_MASKS}
   */
  public static AttackAim from(Options options) {
    Optional<Mask> region = options.get(AttackTable.REGION).map(MaskImages::read);
    Optional<Mask> mask = options.get(AttackTable.TARGET_MASK).map(MaskImages::read);
    return from(options, region, mask);
  }

  /**
   * From options and masks that came another way.
   *
   * @param region the pixels that may change
   * @param mask what is to be reached with the option {@code target=mask}
   */
  public static AttackAim from(Options options, Optional<Mask> region, Optional<Mask> mask) {
    return new AttackAim(
        AttackOptions.source(options),
        region,
        target(options, mask),
        AttackOptions.perturbation(options));
  }

  /** From the options that begin with {@code target}. */
  static Target target(Options options, Optional<Mask> mask) {
    return new Target(
        options.get(AttackTable.TARGET),
        options.get(AttackTable.TARGET_CLASS),
        options.get(AttackTable.TARGET_OTHER),
        options.get(AttackTable.TARGET_PIXELS),
        new Target.Move(
            options.get(AttackTable.TARGET_DISTANCE), options.get(AttackTable.TARGET_DIRECTION)),
        mask);
  }
}
