package io.github.robustj.evaluation.check;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Objective;
import io.github.robustj.tensor.Tensor;
import java.util.Optional;

/** Whether the attack does what every attack must. */
final class AttackChecks {

  static final CheckType FINAL =
      new CheckType("never below the start", Level.USUAL, AttackChecks::last);
  static final CheckType HUGE =
      new CheckType("huge epsilon leaves nothing", Level.ALL, AttackChecks::huge);

  private static final double ROUNDING = 1e-4;

  private AttackChecks() {}

  /** What an attack maximises, or keeps images by, must not fall in any slice. */
  private static Answer last(Examination examined) {
    if (examined.has(Trait.ONE_FOR_ALL))
      return Answer.notChecked("One perturbation for all images may help some of them.");
    Optional<Answer> reason = Reasons.againstAttack(examined);
    if (reason.isPresent()) return reason.get();
    int below = 0;
    for (int p = 0; p < examined.probe().parts().size(); p++) {
      Part part = examined.probe().parts().get(p);
      Objective.Differentiable objective = examined.objective(part);
      float[] before = objective.harm(part.clean());
      float[] after = objective.harm(examined.configured().images().get(p));
      for (int i = 0; i < before.length; i++)
        if (!(after[i] >= before[i] - ROUNDING * Math.max(1, Math.abs(before[i])))) below++;
    }
    if (below == 0)
      return Answer.pass(
          "The attack ends nowhere below where it began (slices looked at: %d).",
          examined.probe().slices());
    return Answer.flag(
        "In %d of %d slices the attack ends below where it began, or at no number. It keeps the"
            + " worst image that it sees, so the model has answered the same image in two ways, or"
            + " the attack is broken; look at the checks of outputs.",
        below, examined.probe().slices());
  }

  /** With every image of the range in the ball. */
  private static Answer huge(Examination examined) {
    Optional<Answer> reason = Reasons.againstAnyChange(examined);
    if (reason.isPresent()) return reason.get();
    if (examined.isTargeted())
      return Answer.notChecked("A target need not be reached by any image.");
    Strength huge =
        examined.strength(
            (part, ball) ->
                examined
                    .subject()
                    .attack()
                    .run(
                        examined.objective(part),
                        Replaced.range(part),
                        examined.random("huge epsilon")));
    Strength blank = examined.strength((part, ball) -> blank(examined, part));
    String left = examined.inWords(huge.mean());
    String without = examined.inWords(blank.mean());
    boolean enough =
        examined.isError()
            ? huge.mean() >= blank.mean() * (1 - Limits.OF_ERROR)
            : huge.mean() >= 1 - Limits.WORST_SCORE;
    if (enough)
      return Answer.pass(
          "With any value of the range allowed the attack leaves %s; blank images leave %s.",
          left, without);
    return Answer.flag(
        "With any value of the range allowed the attack still leaves %s, where blank images leave"
            + " %s: it does not find what is there; choose attack=ensemble or square, and look at"
            + " the checks of the gradient.",
        left, without);
  }

  private static Tensor blank(Examination examined, Part part) {
    return Replaced.all(part, examined.random("blank")).get(0);
  }
}
