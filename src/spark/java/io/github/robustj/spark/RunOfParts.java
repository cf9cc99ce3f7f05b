package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.Outcome;
import io.github.robustj.worker.JobBytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;

/**
 * Jobs from the first that is given to Spark to the last result, on the caller's thread. No more
 * are given than keep all executors busy, so that neither this process nor Spark holds a hundred
 * thousand.
 */
final class RunOfParts<R> {

  /** How often Spark is asked for what has ended; reports come at once. */
  private static final long POLL_MILLIS = 10;

  /** An estimate of the time left is made of every progress that is told. */
  private static final long TELLING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** For cancelled parts, which look between two calls of the network whether they are. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final PartSubmitter submitter;
  private final RunningParts running;
  private final TaskSize size;
  private final IntSupplier atOnce;
  private final List<? extends Job<R>> jobs;
  private final JobListener listener;
  private final BiConsumer<Integer, Outcome<R>> found;

  private final Deque<Part> waiting = new ArrayDeque<>();
  private final List<Given> given = new ArrayList<>();
  private int ended;
  private int succeeded;
  private double done;
  private long told = System.nanoTime() - TELLING_NANOS;

  /**
   * @param place in the list of jobs
   * @param lost whether its executor ended once already, perhaps for it
   */
  private record Part(int place, boolean lost) {}

  /** A task of Spark. */
  private record Given(List<Part> parts, JavaFutureAction<List<PartResult>> results) {}

  RunOfParts(
      PartSubmitter submitter,
      RunningParts running,
      TaskSize size,
      IntSupplier atOnce,
      List<? extends Job<R>> jobs,
      JobListener listener,
      BiConsumer<Integer, Outcome<R>> found) {
    this.submitter = submitter;
    this.running = running;
    this.size = size;
    this.atOnce = atOnce;
    this.jobs = jobs;
    this.listener = listener;
    this.found = found;
    IntStream.range(0, jobs.size()).forEach(i -> waiting.add(new Part(i, false)));
  }

  void run() {
    boolean complete = false;
    try {
      while (ended < jobs.size()) {
        listener.check();
        give();
        if (!take()) running.await(POLL_MILLIS);
        tell();
      }
      complete = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } finally {
      if (!complete) cancel();
    }
  }

  private void give() {
    int slots = atOnce.getAsInt();
    int most = slots + Math.max(2, slots / 4);
    while (given.size() < most && !waiting.isEmpty()) give(size.of(ended, waiting.size(), slots));
  }

  /** A task of so many parts at most; one that was lost is alone. */
  private void give(int count) {
    List<Part> parts = new ArrayList<>();
    PartSubmitter.Task task = submitter.task(waiting.peek().lost());
    do {
      Part next = waiting.peek();
      if (!task.takes(next.place())) break;
      parts.add(waiting.remove());
    } while (parts.size() < count && !waiting.isEmpty() && !waiting.peek().lost());
    given.add(new Given(parts, task.submit()));
  }

  /** Takes what has ended; whether anything has. */
  private boolean take() throws InterruptedException {
    boolean any = false;
    for (Given one : List.copyOf(given))
      if (one.results().isDone()) {
        given.remove(one);
        end(one);
        any = true;
      }
    return any;
  }

  private void end(Given one) throws InterruptedException {
    try {
      List<PartResult> results = one.results().get();
      for (int i = 0; i < results.size(); i++) {
        running.take(one.parts().get(i).place());
        end(one.parts().get(i), results.get(i));
      }
    } catch (ExecutionException e) {
      if (submitter.isStopped()) throw SparkFailures.ended(e.getCause());
      failed(one.parts(), SparkFailures.of(e.getCause()));
    }
  }

  /** A task has; of its parts the one that ran may be the cause. */
  private void failed(List<Part> parts, SparkFailures failure) {
    for (Part part : parts) {
      boolean begun = running.take(part.place());
      if (!begun && (failure.isLostExecutor() || parts.size() > 1)) again(part);
      else if (failure.isLostExecutor() || !part.lost() || succeeded > 0)
        lost(part, failure.sentence());
      else throw new RobustJException("Nothing can be done here: " + failure.sentence());
    }
  }

  private void end(Part part, PartResult result) {
    if (result instanceof PartResult.Done done)
      found(part, Outcome.of(JobBytes.<R>result(jobs.get(part.place()), done.bytes())));
    else if (result instanceof PartResult.Failed failed) failed(part, failed.sentence());
    else if (result instanceof PartResult.Lost lost) lost(part, lost.sentence());
    else if (result instanceof PartResult.NotBegun) again(part);
    else if (result instanceof PartResult.Unusable unusable)
      throw new RobustJException(unusable.sentence());
    else throw new CancellationException("cancelled");
  }

  /** The second time it was alone there. */
  private void lost(Part part, String sentence) {
    if (part.lost()) failed(part, sentence);
    else again(new Part(part.place(), true));
  }

  private void failed(Part part, String sentence) {
    found(part, Outcome.failed(new RobustJException(sentence)));
  }

  private void again(Part part) {
    size.one();
    waiting.add(part);
  }

  private void found(Part part, Outcome<R> outcome) {
    ended++;
    if (outcome.result().isPresent()) succeeded++;
    found.accept(part.place(), outcome);
  }

  private void tell() {
    running.lines().forEach(listener::log);
    long now = System.nanoTime();
    if (now - told < TELLING_NANOS && ended < jobs.size()) return;
    told = now;
    // Progress never falls, also where a part is done again.
    done = Math.max(done, (ended + running.done()) / jobs.size());
    listener.progress(
        done, "%d of %d parts done, %d running".formatted(ended, jobs.size(), running.count()));
  }

  /** Returns when nothing runs any more, or after a while. */
  private void cancel() {
    running.end();
    for (Iterator<Given> all = given.iterator(); all.hasNext(); all.remove())
      all.next().results().cancel(true);
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (running.count() > 0 && System.nanoTime() < end && !submitter.isStopped())
        running.await(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
