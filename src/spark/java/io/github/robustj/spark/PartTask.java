package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.worker.EngineEndedException;
import io.github.robustj.worker.JobBytes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/**
 * Parts where they run, one after the other: their jobs to what came of them. It throws nothing of
 * its own, since what a job refuses once it refuses again.
 *
 * @param run of which it is a part
 * @param alone whether nothing else may run in its process meanwhile
 */
record PartTask(long run, boolean alone)
    implements FlatMapFunction<Iterator<PartTask.Part>, PartResult> {

  /**
   * @param place in the run
   * @param files that the driver sees, and that must be seen here under the same paths
   * @param job as {@link JobBytes} writes it
   */
  record Part(int place, List<String> files, byte[] job) implements Serializable {}

  /** Behind one that ended its engine none is begun: it may end with this executor. */
  @Override
  public Iterator<PartResult> call(Iterator<Part> parts) {
    List<PartResult> results = new ArrayList<>();
    boolean lost = false;
    while (parts.hasNext()) {
      Part next = parts.next();
      PartResult result = lost ? new PartResult.NotBegun() : result(next);
      lost |= result instanceof PartResult.Lost;
      results.add(result);
    }
    return results.iterator();
  }

  private PartResult result(Part part) {
    PartListener listener = new PartListener(run, part.place(), TaskContext.get());
    try (PartLock here = PartLock.enter(alone, listener::cancelled)) {
      Report begun = new Report.Begun(run, part.place(), ExecutorSide.executor());
      if (!(Boolean) ExecutorSide.ask(begun)) return new PartResult.Cancelled();
      return begun(part, listener);
    } catch (CancellationException ended) {
      // The engine ends with its executor and cancels what it does, which is no wish of the driver.
      return listener.cancelled()
          ? new PartResult.Cancelled()
          : new PartResult.Lost(
              "It was ended twice with its executor, the second time on %s, and was left out; run the command again."
                  .formatted(ExecutorSide.place()));
    } finally {
      ExecutorSide.tell(new Report.Ended(run, part.place()));
    }
  }

  private static PartResult begun(Part part, JobListener listener) {
    Engine engine;
    try {
      engine = ExecutorSide.engine(listener);
      JobPaths.requireSeen(part.files(), listener);
    } catch (RobustJException unusable) {
      return new PartResult.Unusable(
          "On %s nothing can be done: %s".formatted(ExecutorSide.place(), unusable.getMessage()));
    }
    return done(part.job(), engine, listener);
  }

  private static PartResult done(byte[] bytes, Engine engine, JobListener listener) {
    try {
      return new PartResult.Done(result(JobBytes.job(bytes), engine, listener));
    } catch (CancellationException cancelled) {
      throw cancelled;
    } catch (RuntimeException | Error failure) {
      return failed(failure);
    }
  }

  private static PartResult failed(Throwable failure) {
    if (failure instanceof EngineEndedException) return new PartResult.Lost(failure.getMessage());
    if (failure instanceof RobustJException) return new PartResult.Failed(failure.getMessage());
    if (failure instanceof OutOfMemoryError)
      return new PartResult.Lost(
          "There was not enough memory on %s; give executors more (spark.executor.memory)."
              .formatted(ExecutorSide.place()));
    failure.printStackTrace();
    return new PartResult.Failed(
        "RobustJ met an error of its own (%s); the log of %s shows where, please report it."
            .formatted(failure, ExecutorSide.place()));
  }

  private static <R> byte[] result(Job<R> job, Engine engine, JobListener listener) {
    return JobBytes.ofResult(job, engine.run(job, listener));
  }
}
