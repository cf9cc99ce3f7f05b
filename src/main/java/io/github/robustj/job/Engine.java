package io.github.robustj.job;

import io.github.robustj.model.Compute;

/** Where jobs run. */
public interface Engine {

  <R> R run(Job<R> job, JobListener listener);

  /** The same engine, with every job computed in a certain way. */
  default Engine with(Compute compute) {
    Engine all = this;
    if (compute.equals(Compute.automatic())) return all;
    return new Engine() {
      @Override
      public <R> R run(Job<R> job, JobListener listener) {
        return all.run(new Computed<>(job, compute), listener);
      }
    };
  }

  /**
   * The engine of this JVM: jobs run on the calling thread, with the backend found on the class
   * path.
   */
  static Engine inProcess() {
    return InProcess.INSTANCE;
  }
}
