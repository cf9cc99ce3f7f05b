package io.github.robustj.spark;

import io.github.robustj.job.JobListener;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;

/** Tells the driver how a part goes on, and hears from Spark whether to stop. */
final class PartListener implements JobListener {

  /** No more often, so that a thousand parts at the same time do not keep the driver busy. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final long run;
  private final int part;
  private final TaskContext task;
  private long told = System.nanoTime();

  PartListener(long run, int part, TaskContext task) {
    this.run = run;
    this.part = part;
    this.task = task;
  }

  @Override
  public void progress(double fraction, String message) {
    long now = System.nanoTime();
    if (now - told < PAUSE_NANOS) return;
    told = now;
    ExecutorSide.tell(new Report.Progress(run, part, Math.min(1, Math.max(0, fraction))));
  }

  @Override
  public void log(String line) {
    ExecutorSide.tell(new Report.Line(run, line));
  }

  @Override
  public boolean cancelled() {
    return task.isInterrupted();
  }
}
