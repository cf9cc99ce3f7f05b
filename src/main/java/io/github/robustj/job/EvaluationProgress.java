package io.github.robustj.job;

import io.github.robustj.evaluation.EvaluationListener;
import io.github.robustj.evaluation.RunningMeans;

/** A job's listener as an evaluation's; it hears, too, what is known before all cases are done. */
final class EvaluationProgress implements EvaluationListener {

  /** The first cases are told one by one, the others so often altogether. */
  private static final int FIRST = 3;

  private static final int TOLD = 20;

  private final JobListener listener;
  private String soFar = "";

  EvaluationProgress(JobListener listener) {
    this.listener = listener;
  }

  @Override
  public void progress(double fraction, String message) {
    listener.progress(fraction, message + soFar);
  }

  @Override
  public void finished(int done, int all, RunningMeans means) {
    if (done == all) return;
    soFar = "; so far " + means.words();
    boolean told = done <= FIRST || (long) done * TOLD / all != (done - 1L) * TOLD / all;
    if (told) listener.log("%d of %d cases: %s".formatted(done, all, means.words()));
  }

  @Override
  public void check() {
    listener.check();
  }
}
