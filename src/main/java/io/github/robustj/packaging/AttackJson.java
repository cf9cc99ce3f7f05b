package io.github.robustj.packaging;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.EpsilonUnit;
import io.github.robustj.attack.Norm;

/**
 * The attack of an evaluation as it stands in its file. Files of older versions have neither
 * objective nor tolerance, and no unit but normalised.
 */
record AttackJson(
    String name,
    Norm norm,
    int steps,
    double stepSize,
    int restarts,
    @Omissible String objective,
    @Omissible Double tolerance,
    @Omissible EpsilonUnit epsilonUnit) {

  static AttackJson of(AttackSpec s) {
    return new AttackJson(
        s.name(),
        s.norm(),
        s.steps(),
        s.relativeStep(),
        s.restarts(),
        s.objective(),
        s.tolerance(),
        s.unit());
  }

  AttackSpec spec() {
    AttackSpec older = new AttackSpec(name, norm, steps, stepSize, restarts);
    if (objective == null || tolerance == null) return older;
    EpsilonUnit unit = epsilonUnit == null ? EpsilonUnit.NORMALISED : epsilonUnit;
    return new AttackSpec(name, norm, steps, stepSize, restarts, objective, tolerance, unit);
  }
}
