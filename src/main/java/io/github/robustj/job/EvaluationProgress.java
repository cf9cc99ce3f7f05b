package io.github.robustj.job;

import io.github.robustj.evaluation.EvaluationListener;

/** A job's listener as an evaluation's. */
record EvaluationProgress(JobListener listener) implements EvaluationListener {

  @Override
  public void progress(double fraction, String message) {
    listener.progress(fraction, message);
  }

  @Override
  public void check() {
    listener.check();
  }
}
