package io.github.robustj.training;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import java.util.List;

/**
 * How a network learns.
 *
 * @param name one of {@link Methods#names}
 * @param attack the PGD inside training, and the one behind the robust score watched in any
 *     training
 * @param radius of the attacks with one for all slices
 * @param adversarialShare weight of the adversarial images in the loss, 0 to 1; the clean ones have
 *     the rest; 0 for {@code standard}
 * @param special what single methods need
 * @param margin for {@code adaptive_margin}
 */
public record MethodOptions(
    String name,
    AttackSpec attack,
    Radius radius,
    double adversarialShare,
    SpecialOptions special,
    MarginOptions margin) {

  /**
   * @param epsilon in normalised intensities
   * @param warmup epochs over which it rises
   * @param validRange {@code image} or {@code none}: what limits perturbed pixels in training
   */
  public record Radius(double epsilon, int warmup, String validRange) {}

  public static MethodOptions from(Options options) {
    AttackSpec attack =
        new AttackSpec(
            Attacks.STANDARD.name(),
            options.get(MethodTable.NORM),
            options.get(MethodTable.STEPS),
            options.get(MethodTable.STEP_SIZE),
            1);
    Radius radius =
        new Radius(
            options.get(MethodTable.EPSILON),
            options.get(MethodTable.EPSILON_WARMUP),
            options.get(MethodTable.VALID_RANGE));
    String name = options.get(MethodTable.METHOD);
    requireFor(options.get(MethodTable.TASK), name);
    double share = options.get(MethodTable.ADVERSARIAL_SHARE);
    return new MethodOptions(
        name,
        attack,
        radius,
        share >= 0 ? share : Methods.named(name).usualShare(),
        SpecialOptions.from(options),
        MarginOptions.from(options));
  }

  private static void requireFor(String task, String method) {
    List<String> tasks = Methods.named(method).tasks();
    if (!tasks.contains(task))
      throw new RobustJException(
          "The option method is %s, which is for task=%s, but task is %s; choose another method."
              .formatted(method, String.join(" or ", tasks), task));
  }

  /** The entry of the catalogue. */
  public MethodType type() {
    return Methods.named(name);
  }

  /** The attack of methods with one radius for all slices. */
  public TrainingAttack attackInTraining() {
    return new TrainingAttack(attack, radius.epsilon(), radius.warmup());
  }

  /** Radius of the attacks, and of the robust score, in normalised intensities. */
  public double epsilon() {
    return radius.epsilon();
  }
}
