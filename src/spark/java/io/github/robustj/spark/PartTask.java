package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.worker.EngineEndedException;
import io.github.robustj.worker.JobBytes;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * A part where it runs: its job's bytes to what came of it. It throws nothing of its own, since
 * what a job refuses once it refuses again.
 *
 * @param run of which it is a part
 * @param part its place in the run
 * @param alone whether nothing else may run in its process meanwhile
 * @param files that the driver sees, and that must be seen here under the same paths
 */
record PartTask(long run, int part, boolean alone, List<String> files)
    implements Function<byte[], PartResult> {

  @Override
  public PartResult call(byte[] bytes) {
    PartListener listener = new PartListener(run, part, TaskContext.get());
    try (PartLock here = PartLock.enter(alone, listener::cancelled)) {
      if (!(Boolean) ExecutorSide.ask(new Report.Begun(run, part, ExecutorSide.executor())))
        return new PartResult.Cancelled();
      return begun(bytes, listener);
    } catch (CancellationException ended) {
      // The engine ends with its executor and cancels what it does, which is no wish of the driver.
      return listener.cancelled()
          ? new PartResult.Cancelled()
          : new PartResult.Lost(
              "It was ended twice with its executor, the second time on %s, and was left out; run the command again."
                  .formatted(ExecutorSide.place()));
    } finally {
      ExecutorSide.tell(new Report.Ended(run, part));
    }
  }

  private PartResult begun(byte[] bytes, JobListener listener) {
    Engine engine;
    try {
      engine = ExecutorSide.engine(listener);
      JobPaths.requireSeen(files, listener);
    } catch (RobustJException unusable) {
      return new PartResult.Unusable(
          "On %s nothing can be done: %s".formatted(ExecutorSide.place(), unusable.getMessage()));
    }
    return done(bytes, engine, listener);
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
