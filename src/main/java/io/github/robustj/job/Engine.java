package io.github.robustj.job;

/** Where jobs run. */
public interface Engine {

  <R> R run(Job<R> job, JobListener listener);

  /**
   * The engine of this JVM: jobs run on the calling thread, with the backend found on the class
   * path.
   */
  static Engine inProcess() {
    return InProcess.INSTANCE;
  }
}
