package io.github.robustj.job;

import io.github.robustj.model.Compute;
import java.util.List;
import java.util.function.BiConsumer;

/** Where jobs run. */
public interface Engine {

  <R> R run(Job<R> job, JobListener listener);

  /**
   * Runs jobs that do not depend on each other: here one after another, by engines of several
   * processes at the same time. One that fails does not end the others.
   *
   * @param listener hears how far all of them are
   * @param found hears of every job once, on the calling thread, in the order in which they end:
   *     its place in the list and what came of it; what it throws ends the run
   * @throws java.util.concurrent.CancellationException if the listener asked to stop
   */
  default <R> void runAll(
      List<? extends Job<R>> jobs, JobListener listener, BiConsumer<Integer, Outcome<R>> found) {
    for (int i = 0; i < jobs.size(); i++) {
      listener.check();
      Job<R> job = jobs.get(i);
      JobListener part = Share.of(listener, "part", i, jobs.size());
      found.accept(i, Outcome.of(() -> run(job, part)));
    }
  }

  /**
   * Begins, beside what the caller does, what the first job would wait for. What fails is said by
   * that job.
   */
  default void prepare() {}

  /** The same engine, with every job computed in a certain way. */
  default Engine with(Compute compute) {
    Engine all = this;
    if (compute.equals(Compute.automatic())) return all;
    return new Engine() {
      @Override
      public <R> R run(Job<R> job, JobListener listener) {
        return all.run(new Computed<>(job, compute), listener);
      }

      @Override
      public <R> void runAll(
          List<? extends Job<R>> jobs,
          JobListener listener,
          BiConsumer<Integer, Outcome<R>> found) {
        all.runAll(
            jobs.stream().map(job -> new Computed<>(job, compute)).toList(), listener, found);
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
