package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.training.MethodTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Attacks from named options: {@code attack, norm, steps, step_size, restarts, objective}. */
public final class AttackOptions {

  private AttackOptions() {}

  /**
   * @param given of {@link OptionTable#ATTACK}; keys left out have their defaults
   * @throws RobustJException naming the key that is unknown, wrong or without effect
   */
  public static AttackSpec of(Map<String, ?> given) {
    return from(Options.of(given, OptionTable.ATTACK));
  }

  /**
   * @param options whose table contains {@link OptionTable#ATTACK}
   */
  public static AttackSpec from(Options options) {
    return new AttackSpec(
        options.get(AttackTable.ATTACK),
        options.get(MethodTable.NORM),
        options.get(AttackTable.STEPS),
        options.get(AttackTable.STEP_SIZE),
        options.get(AttackTable.RESTARTS),
        options.get(AttackTable.OBJECTIVE),
        options.get(AttackTable.TOLERANCE),
        options.get(AttackTable.EPSILON_UNIT));
  }

  /**
   * The folder of the second model, for attacks that use one.
   *
   * @param options whose table contains {@link OptionTable#ATTACK}
   * @throws RobustJException if a transfer attack has none
   */
  public static Optional<Path> source(Options options) {
    Optional<Path> source = options.get(AttackTable.SOURCE_MODEL);
    String attack = options.get(AttackTable.ATTACK);
    if (source.isEmpty() && Attacks.named(attack).has(Trait.ONLY_WITH_SECOND_MODEL))
      throw new RobustJException(
          "The option attack is %s, which takes its gradients from a second model; give its folder as source_model."
              .formatted(attack));
    return source;
  }

  /**
   * The universal perturbation that is applied instead of searching one, read from its file.
   *
   * @param options whose table contains {@link OptionTable#ATTACK}
   * @throws RobustJException if the file cannot be read or holds a stack of slices
   */
  public static Optional<Image> perturbation(Options options) {
    return options.get(AttackTable.UNIVERSAL_PERTURBATION).map(AttackOptions::perturbation);
  }

  static Image perturbation(Path file) {
    Image image = ImageReader.read(file);
    if (image.slices() != 1)
      throw new RobustJException(
          "The option universal_perturbation is %s, which has %d slices, but one perturbation is applied to all slices; give the file that an attack with attack=universal wrote."
              .formatted(file, image.slices()));
    return image;
  }
}
