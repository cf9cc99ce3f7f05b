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

  private record Given(Part part, JavaFutureAction<List<PartResult>> result) {}

  RunOfParts(
      PartSubmitter submitter,
      RunningParts running,
      IntSupplier atOnce,
      List<? extends Job<R>> jobs,
      JobListener listener,
      BiConsumer<Integer, Outcome<R>> found) {
    this.submitter = submitter;
    this.running = running;
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
    int most = atOnce.getAsInt() + Math.max(2, atOnce.getAsInt() / 4);
    while (given.size() < most && !waiting.isEmpty()) {
      Part part = waiting.remove();
      given.add(new Given(part, submitter.submit(part.place(), part.lost())));
    }
  }

  /** Takes what has ended; whether anything has. */
  private boolean take() throws InterruptedException {
    boolean any = false;
    for (Given one : List.copyOf(given))
      if (one.result().isDone()) {
        given.remove(one);
        end(one);
        any = true;
      }
    return any;
  }

  private void end(Given one) throws InterruptedException {
    try {
      PartResult result = one.result().get().get(0);
      running.take(one.part().place());
      end(one.part(), result);
    } catch (ExecutionException e) {
      boolean begun = running.take(one.part().place());
      if (submitter.isStopped()) throw SparkFailures.ended(e.getCause());
      SparkFailures failure = SparkFailures.of(e.getCause());
      if (failure.isLostExecutor() && !begun) waiting.add(one.part());
      else if (failure.isLostExecutor() || !one.part().lost() || succeeded > 0)
        lost(one.part(), failure.sentence());
      else throw new RobustJException("Nothing can be done here: " + failure.sentence());
    }
  }

  private void end(Part part, PartResult result) {
    if (result instanceof PartResult.Done done)
      found(part, Outcome.of(JobBytes.<R>result(jobs.get(part.place()), done.bytes())));
    else if (result instanceof PartResult.Failed failed) failed(part, failed.sentence());
    else if (result instanceof PartResult.Lost lost) lost(part, lost.sentence());
    else if (result instanceof PartResult.Unusable unusable)
      throw new RobustJException(unusable.sentence());
    else throw new CancellationException("cancelled");
  }

  /** The second time it was alone there. */
  private void lost(Part part, String sentence) {
    if (part.lost()) failed(part, sentence);
    else waiting.add(new Part(part.place(), true));
  }

  private void failed(Part part, String sentence) {
    found(part, Outcome.failed(new RobustJException(sentence)));
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
      all.next().result().cancel(true);
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (running.count() > 0 && System.nanoTime() < end && !submitter.isStopped())
        running.await(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
