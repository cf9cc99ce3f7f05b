package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Compute;
import io.github.robustj.model.KeepingBackend;
import io.github.robustj.model.KeptModels;
import io.github.robustj.model.OutOfMemoryException;
import io.github.robustj.model.ThreadLimit;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** Runs jobs on the calling thread. */
final class InProcess implements Engine {

  static final InProcess INSTANCE = new InProcess(InProcess::find);

  /**
   * Two, because an attack may take its gradients from a second model; in an executor of a cluster
   * as many as jobs may run there at the same time, which share those that they have in common, as
   * the cases of an evaluation do that are measured at the same time.
   */
  private static final int KEPT = 2;

  private static final long LARGEST = 256L << 20;

  private final Supplier<Backend> source;
  private Backend backend;

  /**
   * @param source asked once, with the first job
   */
  InProcess(Supplier<Backend> source) {
    this.source = source;
  }

  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    try {
      return job.run(backend().on(Compute.automatic(), listener::log), listener);
    } catch (OutOfMemoryException e) {
      throw new RobustJException(
          "There is not enough memory for the network; try " + job.lighter() + ".", e);
    }
  }

  /** Loads the native libraries, about a second's work. */
  @Override
  public void prepare() {
    Thread loader = new Thread(this::load, "robustj-engine");
    loader.setDaemon(true);
    loader.start();
  }

  private void load() {
    try {
      backend().versions();
    } catch (RobustJException | LinkageError saidByTheFirstJob) {
      // Nobody has asked for it yet.
    }
  }

  private synchronized Backend backend() {
    if (backend == null)
      backend =
          new KeepingBackend(
              source.get(),
              Compute.automatic(),
              new KeptModels(kept(), LARGEST, ThreadLimit.jobs() > 1));
    return backend;
  }

  private static int kept() {
    return Math.max(KEPT, ThreadLimit.jobs());
  }

  /** The backend on the class path. */
  private static Backend find() {
    return ServiceLoader.load(Backend.class, InProcess.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new RobustJException(
                    "No deep-learning engine was found on the class path; add the"
                        + " tensorflow-core-api and tensorflow-core-native jars of this"
                        + " platform."));
  }
}
