package io.github.robustj.training;

import io.github.robustj.option.OptionChecks;

/**
 * How the margin of one sample changes at the end of an epoch, in the norm and unit of the
 * perturbations.
 *
 * @param delta what a margin starts at and grows by, above 0
 * @param floor smallest margin, and the size of the perturbation for samples that are wrong without
 *     one; 0 or more
 * @param maximum largest margin, not below delta or floor; may be infinite
 * @param onlyGrows whether the margin of a sample that broke stays as it is
 */
public record MarginRule(double delta, double floor, double maximum, boolean onlyGrows) {

  /**
   * @throws io.github.robustj.error.RobustJException if a value is out of range
   */
  public MarginRule {
    OptionChecks.require(
        delta > 0 && delta <= Float.MAX_VALUE, "margin_step", "a number above 0", delta);
    OptionChecks.require(
        maximum >= delta, "margin_max", "at least margin_step (" + delta + ")", maximum);
    OptionChecks.require(
        floor >= 0 && floor <= maximum, "margin_floor", "from 0 to margin_max", floor);
  }

  /** The margin of every sample before the first epoch. */
  public float initial() {
    return cut(delta);
  }

  /** Radius of the random start of the attack on a sample with this margin. */
  public float start(float margin) {
    return (float) Math.min(Math.max(margin - delta, delta), margin);
  }

  /**
   * The margin after an epoch.
   *
   * @param broke whether some iterate of the attack was not correct
   * @param perturbation size of the perturbation the sample was trained with
   */
  public float next(float margin, boolean broke, double perturbation) {
    if (broke && onlyGrows) return cut(margin);
    return cut(broke ? (margin + perturbation) / 2 : margin + delta);
  }

  private float cut(double margin) {
    return (float) Math.min(Math.max(margin, floor), maximum);
  }
}
