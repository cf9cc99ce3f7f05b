package io.github.robustj.worker;

import io.github.robustj.job.Computed;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Claim;
import io.github.robustj.worker.Heartbeat.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs jobs in a process of their own, which is started with the first job and kept for the next
 * ones until it has been idle for a while. Several jobs at a time share it. If it dies, its jobs
 * fail with one sentence and the next job starts a new one.
 *
 * <p>TensorFlow settles with the first use of a GPU which one that is and how much of its memory it
 * may take. A job that wants another one, or another share, gets a new process; the old one ends
 * with its last job. Between CPU and GPU there is no such change.
 */
public final class WorkerEngine implements Engine {

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(WorkerEngine::daemon);

  static final String STARTING = "starting the engine";

  private final Supplier<WorkerSettings> settings;
  private final Duration idle;
  private final Timeouts timeouts;
  private final Set<Running> replaced = new HashSet<>();
  private Running worker;
  private ScheduledFuture<?> end;

  /**
   * @param settings asked at every start of a process
   * @param idle how long a process without a job is kept
   */
  public WorkerEngine(Supplier<WorkerSettings> settings, Duration idle) {
    this(settings, idle, Timeouts.STANDARD);
  }

  WorkerEngine(Supplier<WorkerSettings> settings, Duration idle, Timeouts timeouts) {
    this.settings = settings;
    this.idle = idle;
    this.timeouts = timeouts;
  }

  /**
   * @throws io.github.robustj.error.RobustJException also if the process cannot be started or dies
   */
  @Override
  public <R> R run(Job<R> job, JobListener listener) {
    Running running = acquire(compute(job).claim(), listener);
    try {
      return running.process.run(job, listener);
    } finally {
      release(running);
    }
  }

  /** A process with its jobs. */
  private static final class Running {
    final WorkerProcess process;
    Optional<Claim> claim = Optional.empty();
    int jobs;

    Running(WorkerProcess process) {
      this.process = process;
    }

    boolean suits(Optional<Claim> wanted) {
      return process.alive() && (wanted.isEmpty() || claim.isEmpty() || claim.equals(wanted));
    }
  }

  private static Compute compute(Job<?> job) {
    return job instanceof Computed<?> computed ? computed.compute() : Compute.automatic();
  }

  /** Ends the process, cancelling its jobs; what it held of the GPU is free afterwards. */
  public void stop() {
    List<Running> all = new ArrayList<>();
    synchronized (this) {
      all.addAll(replaced);
      if (worker != null) all.add(worker);
      worker = null;
    }
    all.forEach(running -> running.process.stop());
  }

  /** The running process; empty if there is none. */
  public synchronized OptionalLong pid() {
    return worker != null && worker.process.alive()
        ? OptionalLong.of(worker.process.pid())
        : OptionalLong.empty();
  }

  private synchronized Running acquire(Optional<Claim> claim, JobListener listener) {
    if (worker != null && !worker.suits(claim)) replace();
    if (worker == null) {
      listener.progress(0, STARTING);
      worker = new Running(WorkerProcess.start(settings.get(), timeouts));
    }
    if (end != null) end.cancel(false);
    if (claim.isPresent()) worker.claim = claim;
    worker.jobs++;
    return worker;
  }

  /** An idle one ends first, so that its memory is free. */
  private void replace() {
    if (worker.jobs == 0) worker.process.stop();
    else replaced.add(worker);
    worker = null;
  }

  private void release(Running running) {
    if (!isLeft(running)) return;
    // A job that does not end was cancelled by somebody who need not wait for it.
    if (running.process.givenUp()) daemon(running.process::stop).start();
    else running.process.stop();
  }

  /** Whether this was the last job of a process that gets no other. */
  private synchronized boolean isLeft(Running running) {
    running.jobs--;
    if (running.jobs > 0) return false;
    if (running != worker) return replaced.remove(running);
    if (running.process.givenUp()) {
      worker = null;
      return true;
    }
    end = TIMER.schedule(this::stopIfIdle, idle.toMillis(), TimeUnit.MILLISECONDS);
    return false;
  }

  private synchronized void stopIfIdle() {
    if (worker != null && worker.jobs == 0) replace();
  }

  private static Thread daemon(Runnable code) {
    Thread thread = new Thread(code, "robustj-engine");
    thread.setDaemon(true);
    return thread;
  }
}
