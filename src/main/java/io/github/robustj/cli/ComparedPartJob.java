package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.ComparedMethod;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Backend;
import java.util.List;

/**
 * One training of a comparison and its measurements, which are written where the comparison looks
 * for them. What is there already is not made again. Gives the name of the training.
 */
record ComparedPartJob(Comparison comparison, ComparedMethod method) implements Job<String> {

  /**
   * @throws RobustJException also if something else is there that is not to be replaced
   */
  @Override
  public String run(Backend backend, JobListener listener) {
    comparison.requireRoom(method);
    ComparedParts parts = ComparedParts.of(comparison, List.of(method), listener);
    comparison.row(method, parts, here(backend));
    return method.name();
  }

  /** What the part is made of runs where the part does. */
  private static Engine here(Backend backend) {
    return new Engine() {
      @Override
      public <R> R run(Job<R> job, JobListener listener) {
        return job.run(backend, listener);
      }
    };
  }
}
