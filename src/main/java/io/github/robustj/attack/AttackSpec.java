package io.github.robustj.attack;

import static io.github.robustj.option.OptionChecks.require;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.error.RobustJException;
import java.util.Set;

/**
 * An attack by name with its settings, as users type and files store it.
 *
 * <p>FGSM is one step of the full radius: a spec named {@code fgsm} always has {@code steps} 1 and
 * {@code relativeStep} 1, whatever is given, so that what a result shows is what was run.
 *
 * @param name of an entry of {@link Attacks#ALL}
 * @param norm of the ball, one that the attack is defined for
 * @param steps gradient steps, draws of noise, queries of square; at least 1, for the ensemble 3
 * @param relativeStep length of a step of bim, pgd, mim and universal as a multiple of {@code
 *     radius / steps}; the papers use 4; above 0. The other attacks choose their steps themselves
 * @param restarts independent runs of pgd and apgd, of which the worst for the model is kept per
 *     sample; at least 1, and 1 for the other attacks
 * @param objective what is maximised, by the name that the task gives it
 * @param tolerance of fmn: a sample is broken where its score is beyond it, a Dice below or an
 *     error above; not negative, or {@link #AUTOMATIC}, which is .5 where the task does not say
 *     otherwise
 * @param unit in which epsilon is given; normalised for a universal perturbation, which is one for
 *     images of different normalisations
 */
public record AttackSpec(
    String name,
    Norm norm,
    int steps,
    double relativeStep,
    int restarts,
    String objective,
    double tolerance,
    EpsilonUnit unit) {

  /** The loss that the model was trained with. */
  public static final String TRAINING_LOSS = "training_loss";

  /** A tolerance that follows the task. */
  public static final double AUTOMATIC = -1;

  /**
   * @throws RobustJException if a setting is out of range, naming its key
   */
  public AttackSpec {
    AttackType type = Attacks.named(name);
    require(norm != null, "norm", "l1, l2 or linf", "nothing");
    Set<Norm> norms = Attacks.ALL.run(type, type::norms);
    require(norms.contains(norm), "norm", "one of " + norms + " for the attack " + name, norm);
    require(steps >= 1, "steps", "a whole number of at least 1", steps);
    int least = Attacks.ALL.run(type, type::leastSteps);
    require(steps >= least, "steps", "at least " + least + " for " + name, steps);
    require(
        relativeStep > 0 && relativeStep < 1e6,
        "step_size",
        "a number above 0, in units of epsilon / steps",
        relativeStep);
    require(restarts >= 1, "restarts", "a whole number of at least 1", restarts);
    require(
        restarts == 1 || type.has(Trait.RESTARTS),
        "restarts",
        "1 for " + name + ", which does not gain by restarts as " + gaining() + " do",
        restarts);
    require(
        tolerance >= 0 && tolerance <= 1e6 || tolerance == AUTOMATIC,
        "tolerance",
        "a score that is not negative",
        tolerance);
    unit.requireSuited(norm);
    require(
        unit == EpsilonUnit.NORMALISED || !type.has(Trait.ONE_FOR_ALL),
        "epsilon_unit",
        "normalised for " + name + ", which adds the same normalised values to all images",
        unit);
    require(objective != null, "objective", "the name of an objective", "nothing");
    if (!type.has(Trait.STEPS)) {
      steps = 1;
      relativeStep = 1;
    }
  }

  /** Epsilon is normalised. */
  public AttackSpec(
      String name,
      Norm norm,
      int steps,
      double relativeStep,
      int restarts,
      String objective,
      double tolerance) {
    this(name, norm, steps, relativeStep, restarts, objective, tolerance, EpsilonUnit.NORMALISED);
  }

  /** On the training loss. */
  public AttackSpec(String name, Norm norm, int steps, double relativeStep, int restarts) {
    this(name, norm, steps, relativeStep, restarts, TRAINING_LOSS, AUTOMATIC);
  }

  /** The entry of the catalogue. */
  public AttackType type() {
    return Attacks.named(name);
  }

  /** How many calls of the network it makes on a batch, on the objectives of a goal. */
  public int calls(ObjectiveCalls objective) {
    AttackType type = type();
    return Attacks.ALL.run(type, () -> type.calls(this, objective));
  }

  /** Whether the attack has a trait. */
  public boolean has(Trait trait) {
    return type().has(trait);
  }

  /** The same attack with another tolerance. */
  public AttackSpec withTolerance(double other) {
    return new AttackSpec(name, norm, steps, relativeStep, restarts, objective, other, unit);
  }

  /** The same attack with another unit of epsilon. */
  public AttackSpec in(EpsilonUnit other) {
    return new AttackSpec(name, norm, steps, relativeStep, restarts, objective, tolerance, other);
  }

  /** The same attack with another number of steps. */
  public AttackSpec withSteps(int other) {
    return new AttackSpec(name, norm, other, relativeStep, restarts, objective, tolerance);
  }

  /** The same attack with another number of restarts. */
  public AttackSpec withRestarts(int other) {
    return new AttackSpec(name, norm, steps, relativeStep, other, objective, tolerance);
  }

  /**
   * PGD in L2 with steps of 4 epsilon / steps and one start, the papers' protocol for segmentation.
   */
  public static AttackSpec pgd(int steps) {
    return new AttackSpec(Attacks.STANDARD.name(), Norm.L2, steps, 4, 1);
  }

  private static String gaining() {
    return String.join(" and ", Attacks.with(Trait.RESTARTS));
  }
}
