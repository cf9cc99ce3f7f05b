package io.github.robustj.training;

/** Which image an adaptive margin trains on, and measures, once a sample is no longer correct. */
public enum Refinement {
  /**
   * The point where correct turns wrong, found by halving the way between the last correct and the
   * first wrong iterate ten times. Margins come back slowly (IMA, arXiv 2005.09147).
   */
  BISECTION,
  /**
   * The end point of the attack. It lies on the sphere, so a margin grows until its sample breaks
   * and then stays (AMAT, arXiv 2206.01736).
   */
  END_POINT,
  /** The end point too, but margins only grow: a sample that breaks keeps its own. */
  NONE;

  /**
   * @param name {@code bisection}, {@code end_point} or {@code none}
   * @throws io.github.robustj.error.RobustJException for any other, naming the key
   */
  public static Refinement of(String name) {
    return OptionChecks.choice("refinement", name, values());
  }
}
