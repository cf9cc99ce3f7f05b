package io.github.robustj.job;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.mask.MaskReader;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an attack on a detection leads and what it may use and change.
 *
 * @param source folder of the second model that transfer attacks take their gradients from
 * @param region label image of the image's size, whose pixels that are not 0 may change; empty for
 *     all pixels
 * @param target what the model is to see
 * @param perturbation a universal perturbation to apply instead of searching one, in normalised
 *     intensities, with a single slice
 */
public record DetectionAim(
    Optional<Path> source,
    Optional<Mask> region,
    DetectionTarget target,
    Optional<Image> perturbation) {

  private static final DetectionAim ANYWHERE =
      new DetectionAim(Optional.empty(), Optional.empty(), DetectionTarget.none());

  /** Without a perturbation that was found before. */
  public DetectionAim(Optional<Path> source, Optional<Mask> region, DetectionTarget target) {
    this(source, region, target, Optional.empty());
  }

  /** Away from the truth, all pixels, no second model. */
  public static DetectionAim anywhere() {
    return ANYWHERE;
  }

  /**
   * From options; a region is read from its file.
   *
   * @param options whose table contains {@link OptionTable#ATTACK}, {@link
   *     OptionTable#ATTACK_IMAGE} and {@link OptionTable#ATTACK_MASKS}
   */
  public static DetectionAim from(Options options) {
    return from(options, options.get(AttackTable.REGION).map(MaskReader::read));
  }

  /**
   * From options and a region that came another way.
   *
   * @param region the pixels that may change
   * @throws io.github.robustj.error.RobustJException if the target is none of objects
   */
  public static DetectionAim from(Options options, Optional<Mask> region) {
    return new DetectionAim(
        AttackOptions.source(options),
        region,
        DetectionTarget.from(options),
        AttackOptions.perturbation(options));
  }
}
