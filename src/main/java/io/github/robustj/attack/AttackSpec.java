package io.github.robustj.attack;

import io.github.robustj.error.RobustJException;

/**
 * An attack by name with its settings, as users type and files store it.
 *
 * <p>FGSM is one step of the full radius: a spec named {@code fgsm} always has {@code steps} 1 and
 * {@code relativeStep} 1, whatever is given, so that what a result shows is what was run.
 *
 * @param name one of {@link Attacks#names()}: {@code noise}, {@code fgsm}, {@code bim}, {@code pgd}
 * @param norm of the ball
 * @param steps gradient steps of bim and pgd, draws of noise; at least 1
 * @param relativeStep length of a step of bim and pgd as a multiple of {@code radius / steps}; the
 *     papers use 4; above 0. Noise takes no steps
 * @param restarts independent runs of pgd, of which the worst for the model is kept per sample; at
 *     least 1, and 1 for the other attacks
 */
public record AttackSpec(String name, Norm norm, int steps, double relativeStep, int restarts) {

  /**
   * @throws RobustJException if a setting is out of range, naming its key
   */
  public AttackSpec {
    Attacks.requireKnown(name);
    require(norm != null, "norm", "l1, l2 or linf", "nothing");
    require(steps >= 1, "steps", "a whole number of at least 1", steps);
    require(
        relativeStep > 0 && relativeStep < 1e6,
        "step_size",
        "a number above 0, in units of epsilon / steps",
        relativeStep);
    require(restarts >= 1, "restarts", "a whole number of at least 1", restarts);
    require(
        restarts == 1 || name.equals("pgd"),
        "restarts",
        "1 for " + name + " (only pgd starts at random and gains by restarts)",
        restarts);
    if (name.equals("fgsm")) {
      steps = 1;
      relativeStep = 1;
    }
  }

  /**
   * PGD in L2 with steps of 4 epsilon / steps and one start, the papers' protocol for segmentation.
   */
  public static AttackSpec pgd(int steps) {
    return new AttackSpec("pgd", Norm.L2, steps, 4, 1);
  }

  private static void require(boolean met, String key, String expected, Object given) {
    if (!met)
      throw new RobustJException(
          "The option '" + key + "' must be " + expected + ", but is " + given + ".");
  }
}
