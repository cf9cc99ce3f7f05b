package io.github.robustj.evaluation.check;

import io.github.robustj.attack.AttackType.Trait;
import java.util.Optional;

/** Why something is not checked. */
final class Reasons {

  static final Answer NO_SLICE =
      Answer.notChecked(
          "No slice that was looked at has a score to lose; the model finds nothing in them.");
  static final Answer NO_EPSILON =
      Answer.notChecked("Only clean images were measured; give an epsilon above 0.");

  private Reasons() {}

  /** Of checks that run the evaluation's attack; empty if there is none. */
  static Optional<Answer> againstAttack(Examination examined) {
    if (examined.subject().epsilon() == 0) return Optional.of(NO_EPSILON);
    return examined.probe().isEmpty() ? Optional.of(NO_SLICE) : Optional.empty();
  }

  /** Of checks that compare it with others. */
  static Optional<Answer> againstOthers(Examination examined) {
    if (examined.has(Trait.ONE_FOR_ALL))
      return Optional.of(
          Answer.notChecked("One perturbation for all images is weaker than one for each."));
    if (examined.has(Trait.TOLERANCE))
      return Optional.of(
          Answer.notChecked(
              "%s looks for the smallest perturbation, not for the worst.",
              examined.subject().spec().name()));
    return againstAttack(examined);
  }

  /** Of checks that compare it with attacks that may change every pixel as they like. */
  static Optional<Answer> againstAnyChange(Examination examined) {
    if (examined.has(Trait.PHYSICAL))
      return Optional.of(
          Answer.notChecked(
              "The attack %s changes images only as devices do, so that any other change may be stronger.",
              examined.subject().spec().name()));
    return againstOthers(examined);
  }

  /** Of checks that ask for the model's gradients. */
  static Optional<Answer> againstGradients(Examination examined) {
    if (examined.has(Trait.BLACK_BOX))
      return Optional.of(
          Answer.notChecked(
              "The attack %s asks for no gradients.", examined.subject().spec().name()));
    if (examined.has(Trait.ONLY_WITH_SECOND_MODEL))
      return Optional.of(
          Answer.notChecked(
              "The attack %s asks the second model for gradients, not this one.",
              examined.subject().spec().name()));
    return examined.probe().isEmpty() ? Optional.of(NO_SLICE) : Optional.empty();
  }
}
