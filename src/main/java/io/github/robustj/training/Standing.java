package io.github.robustj.training;

/**
 * How far a training is.
 *
 * @param history of the epochs that are done
 * @param best selection value of the best of them
 * @param steps of the next epoch that are done
 * @param lossSum of those, each times its samples
 */
record Standing(History history, double best, int steps, double lossSum) {

  static final Standing BEGINNING = new Standing(History.EMPTY, Double.NaN, 0, 0);

  int epoch() {
    return history.rows().size();
  }
}
