package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import java.util.ServiceLoader;

/** Runs jobs on the calling thread, with the backend found on the class path. */
final class InProcess implements Engine {

  static final InProcess INSTANCE = new InProcess();

  private Backend backend;

  private InProcess() {}

  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    return job.run(backend(), listener);
  }

  private synchronized Backend backend() {
    if (backend == null)
      backend =
          ServiceLoader.load(Backend.class, InProcess.class.getClassLoader())
              .findFirst()
              .orElseThrow(
                  () ->
                      new RobustJException(
                          "No deep-learning engine was found on the class path; add the tensorflow-core-api and "
                              + "tensorflow-core-native jars of this platform."));
    return backend;
  }
}
