package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.error.RobustJException;
import java.util.List;

/** The catalogue of attacks: first the general ones from weak to strong, then the special ones. */
public final class Attacks {

  private static final List<AttackType> ALL =
      List.of(
          NoiseAttack.TYPE,
          GradientAttack.FGSM,
          GradientAttack.BIM,
          GradientAttack.MIM,
          GradientAttack.PGD,
          AutoPgd.TYPE,
          AutoPgd.SPARSE,
          EnsembleAttack.TYPE,
          SquareAttack.TYPE,
          TransferAttack.TYPE,
          FastMinimumNorm.TYPE,
          UniversalAttack.TYPE);

  private Attacks() {}

  public static List<AttackType> all() {
    return ALL;
  }

  /** The names users type. */
  public static List<String> names() {
    return ALL.stream().map(AttackType::name).toList();
  }

  /** The names of those that have a trait. */
  public static List<String> with(Trait trait) {
    return ALL.stream().filter(type -> type.has(trait)).map(AttackType::name).toList();
  }

  /**
   * @throws RobustJException if there is no attack of that name
   */
  public static AttackType named(String name) {
    return ALL.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RobustJException(
                    "The option 'attack' must be one of %s, but is '%s'."
                        .formatted(String.join(", ", names()), name)));
  }

  /**
   * The attack for measuring a model and for making images. The result is per sample the iterate
   * that harms most, the clean image included, not the last: the measured robustness is the lower
   * for it, and an evaluation or two more are spent. A universal perturbation is judged over all
   * images together, fmn by the size of what breaks a sample.
   */
  public static Attack of(AttackSpec spec) {
    return spec.type().create(spec, Keep.BEST);
  }

  /**
   * The same attack inside a training: fgsm, bim, mim and pgd return their last iterate, as in
   * papers.
   */
  public static Attack inTraining(AttackSpec spec) {
    return spec.type().create(spec, Keep.LAST);
  }
}
