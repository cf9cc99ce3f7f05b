package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Catalogue;
import io.github.robustj.extension.OfScripts;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/** The catalogue of attacks: first the general ones from weak to strong, then the special ones. */
public final class Attacks {

  /** The built-in ones and those of users. */
  public static final Catalogue<AttackType> ALL =
      new Catalogue<>(
          AttackType.class,
          "attack",
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
              UniversalAttack.TYPE,
              BiasFieldChange.TYPE,
              GammaChange.TYPE,
              DeformationChange.TYPE,
              PhysicalSearch.TYPE),
          new OfScripts<>(Attack.class, Attacks::ofScript, Attacks::checked));

  /** What is searched with where nobody says, and behind the robust scores of trainings. */
  public static final AttackType STANDARD = GradientAttack.PGD;

  /** The one that leaves least. */
  public static final AttackType STRONGEST = EnsembleAttack.TYPE;

  private Attacks() {}

  public static List<AttackType> all() {
    return ALL.all();
  }

  /** The names of those that have a trait. */
  public static List<String> with(Trait trait) {
    return ALL.names(type -> type.has(trait));
  }

  /**
   * @throws RobustJException if there is no attack of that name
   */
  public static AttackType named(String name) {
    return ALL.named(name);
  }

  /**
   * The attack for measuring a model and for making images. The result is per sample the iterate
   * that harms most, the clean image included, not the last: the measured robustness is the lower
   * for it, and an evaluation or two more are spent. A universal perturbation is judged over all
   * images together, fmn by the size of what breaks a sample.
   */
  public static Attack of(AttackSpec spec) {
    return new EvenChannels(create(spec, Keep.BEST));
  }

  /**
   * The same attack inside a training: fgsm, bim, mim and pgd return their last iterate, as in
   * papers.
   */
  public static Attack inTraining(AttackSpec spec) {
    return create(spec, Keep.LAST);
  }

  /** The worst of some draws of noise. */
  public static Attack noise(int draws) {
    return new EvenChannels(new NoiseAttack(draws));
  }

  /** A search without gradients, whatever else is known. */
  public static Attack withoutGradients(int queries) {
    return new EvenChannels(new SquareAttack(queries));
  }

  /** One step of the full radius along the gradient, if that harms. */
  public static Attack oneStep() {
    return new EvenChannels(GradientAttack.fgsm(Keep.BEST));
  }

  /** Auto-PGD from the clean images and, with more than one place, from random ones. */
  public static Attack fromPlaces(int steps, int places) {
    return new EvenChannels(new AutoPgd(steps, places));
  }

  /** On the objective's second model. */
  public static Attack fromSecondModel(int steps) {
    return new EvenChannels(new TransferAttack(new AutoPgd(steps, 1)));
  }

  private static Attack create(AttackSpec spec, Keep keep) {
    AttackType type = spec.type();
    Attack attack = ALL.run(type, () -> type.create(spec, keep));
    return ALL.guarded(type, Attack.class, attack);
  }

  private static AttackType ofScript(String name, Attack attack) {
    return new AttackType(name, name, "Attack of a script", Trait.TARGETS) {
      @Override
      public Attack create(AttackSpec spec, Keep keep) {
        return attack;
      }
    };
  }

  /** What the attack of a user gives, clipped to the ball. */
  private static Tensor checked(AttackType type, Object[] arguments, Object result) {
    PerturbationBall ball = (PerturbationBall) arguments[1];
    if (!(result instanceof Tensor images) || !images.hasShapeOf(ball.center()))
      throw ALL.wrong(type, "it gives %s for images that are %s".formatted(result, ball.center()));
    for (float value : images.data())
      if (!Float.isFinite(value))
        throw ALL.wrong(type, "it gives images with a pixel that is " + value);
    Tensor inside = images.copy();
    ball.project(inside);
    return inside;
  }
}
