package io.github.robustj.training;

/**
 * How far a training is.
 *
 * @param history of the epochs that are done
 * @param best highest selection value of them, NaN if none was measured
 * @param steps of the next epoch that are done
 * @param lossSum of those, each times its samples
 */
record Standing(History history, double best, int steps, double lossSum) {

  static final Standing BEGINNING = new Standing(History.EMPTY, Double.NaN, 0, 0);

  /** A selection value that is at most this share of the best one below it counts as equal. */
  private static final double EQUAL = .01;

  /**
   * Whether the next epoch, with this selection value, becomes the model in place of an earlier
   * one. The best value, not that of the model, is the measure, so that small losses do not add up.
   */
  boolean isKept(double selection) {
    return Double.isNaN(best) || selection >= best - EQUAL * Math.abs(best);
  }

  /** The best value with that of one more epoch. */
  double bestWith(double selection) {
    return Double.isNaN(best) || selection > best ? selection : best;
  }

  int epoch() {
    return history.rows().size();
  }
}
