package io.github.robustj.evaluation;

/** Hears how an evaluation goes on, and can stop it. Called from the evaluation's thread. */
public interface EvaluationListener {

  EvaluationListener SILENT = new EvaluationListener() {};

  /**
   * @param fraction of the evaluation that is done, 0 to 1
   * @param message the case and epsilon in work
   */
  default void progress(double fraction, String message) {}

  /**
   * After every case.
   *
   * @param done how many cases are finished
   * @param all how many there are
   * @param means over those that are finished
   */
  default void finished(int done, int all, RunningMeans means) {}

  /**
   * Asked before every call of the network; an exception stops the evaluation.
   *
   * @throws java.util.concurrent.CancellationException if the user has cancelled
   */
  default void check() {}

  /**
   * A listener that tells by the calls that are made how much is done.
   *
   * @param expected number of calls; more than these are told as nearly done
   */
  default EvaluationListener counting(int expected, String message) {
    EvaluationListener whole = this;
    return new EvaluationListener() {
      private int calls;

      @Override
      public void check() {
        whole.check();
        whole.progress(Math.min(.99, (double) calls++ / expected), message);
      }
    };
  }

  /** A listener to a part of the work, whose progress 0 to 1 is {@code from} to {@code to} here. */
  default EvaluationListener part(double from, double to) {
    EvaluationListener whole = this;
    return new EvaluationListener() {
      @Override
      public void progress(double fraction, String message) {
        whole.progress(from + fraction * (to - from), message);
      }

      @Override
      public void finished(int done, int all, RunningMeans means) {
        whole.finished(done, all, means);
      }

      @Override
      public void check() {
        whole.check();
      }
    };
  }
}
