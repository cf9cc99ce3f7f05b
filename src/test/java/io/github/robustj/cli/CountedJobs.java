package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.testing.JavaNetworks;
import java.util.concurrent.CancellationException;

/** Counts jobs on networks in Java, and may end before one, or fail in each. */
final class CountedJobs implements Engine {

  private final Engine engine = new JavaNetworks();
  private final int last;
  String failure = "";
  int jobs;

  CountedJobs() {
    this(Integer.MAX_VALUE);
  }

  /**
   * @param last so many are done before it ends
   */
  CountedJobs(int last) {
    this.last = last;
  }

  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    if (jobs == last) throw new CancellationException("killed");
    jobs++;
    if (!failure.isEmpty()) throw new RobustJException(failure);
    return engine.run(job, listener);
  }
}
