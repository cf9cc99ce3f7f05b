package io.github.robustj.worker;

import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs jobs in a process of their own, which is started with the first job and kept for the next
 * ones until it has been idle for a while. Several jobs at a time share it. If it dies, its jobs
 * fail with one sentence and the next job starts a new one.
 */
public final class WorkerEngine implements Engine {

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(WorkerEngine::daemon);

  private final Supplier<WorkerSettings> settings;
  private final Duration idle;
  private WorkerProcess worker;
  private int jobs;
  private ScheduledFuture<?> end;

  /**
   * @param settings asked at every start of a process
   * @param idle how long a process without a job is kept
   */
  public WorkerEngine(Supplier<WorkerSettings> settings, Duration idle) {
    this.settings = settings;
    this.idle = idle;
  }

  /**
   * @throws io.github.robustj.error.RobustJException also if the process cannot be started or dies
   */
  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    WorkerProcess process = acquire();
    try {
      return process.run(job, listener);
    } finally {
      release();
    }
  }

  /** Ends the process, cancelling its jobs; what it held of the GPU is free afterwards. */
  public void stop() {
    WorkerProcess process;
    synchronized (this) {
      process = worker;
      worker = null;
    }
    if (process != null) process.stop();
  }

  /** The running process; empty if there is none. */
  public synchronized OptionalLong pid() {
    return worker != null && worker.alive() ? OptionalLong.of(worker.pid()) : OptionalLong.empty();
  }

  private synchronized WorkerProcess acquire() {
    if (worker == null || !worker.alive()) worker = WorkerProcess.start(settings.get());
    if (end != null) end.cancel(false);
    jobs++;
    return worker;
  }

  private synchronized void release() {
    jobs--;
    if (jobs == 0) end = TIMER.schedule(this::stopIfIdle, idle.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void stopIfIdle() {
    if (jobs == 0) stop();
  }

  private static Thread daemon(Runnable code) {
    Thread thread = new Thread(code, "robustj-idle");
    thread.setDaemon(true);
    return thread;
  }
}
