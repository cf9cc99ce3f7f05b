package io.github.robustj.job;

import io.github.robustj.model.Backend;
import io.github.robustj.model.Compute;

/** Any job, computed in a certain way. */
public record Computed<R>(Job<R> job, Compute compute) implements Job<R> {

  /**
   * @throws io.github.robustj.error.RobustJException also if there is no such device, which is
   *     found before the job reads anything
   */
  @Override
  public R run(Backend backend, JobListener listener) {
    Backend chosen = backend.on(compute, listener::log);
    chosen.device();
    return job.run(chosen, listener);
  }

  @Override
  public String lighter() {
    return job.lighter();
  }
}
