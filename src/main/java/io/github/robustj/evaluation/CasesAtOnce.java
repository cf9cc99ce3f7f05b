package io.github.robustj.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Works on cases, some at the same time: each on one thread from its beginning to its end, begun in
 * their order, so that no more than these are in memory. What is found of a case must not hang on
 * the others; then it is the same however many there are.
 *
 * @param most cases at the same time, at least 1
 */
public record CasesAtOnce(int most) {

  /** One after another, on the thread that asks. */
  public static final CasesAtOnce ONE = new CasesAtOnce(1);

  public CasesAtOnce {
    if (most < 1) throw new IllegalArgumentException(most + " cases at once");
  }

  /** No more than there are cases. */
  public CasesAtOnce of(int cases) {
    return new CasesAtOnce(Math.max(1, Math.min(most, cases)));
  }

  /** What is done with a case. */
  @FunctionalInterface
  public interface Work<T> {

    /**
     * @param index of the case
     * @param listener whose progress 0 to 1 is that of the case; its check also throws where
     *     another case has failed
     */
    T of(int index, EvaluationListener listener);
  }

  /**
   * What is found of each case, in their order. The first failure ends the others at their next
   * check, and is thrown when all have ended.
   *
   * @param listener hears one thread at a time
   */
  public <T> List<T> each(int cases, EvaluationListener listener, Work<T> work) {
    List<T> found = new ArrayList<>();
    if (most == 1 || cases < 2) {
      for (int i = 0; i < cases; i++)
        found.add(work.of(i, listener.part((double) i / cases, (i + 1.) / cases)));
      return found;
    }
    for (int i = 0; i < cases; i++) found.add(null);
    Shared shared = new Shared(listener, cases);
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < Math.min(most, cases); t++)
      threads.add(
          new Thread(
              () -> {
                for (int i = next.getAndIncrement(); i < cases; i = next.getAndIncrement())
                  if (!shared.one(i, found, work)) return;
              },
              "robustj-case-" + (t + 1)));
    threads.forEach(Thread::start);
    threads.forEach(shared::await);
    shared.requireDone();
    return found;
  }

  /** What threads that work on cases share. */
  private static final class Shared {

    private final EvaluationListener listener;
    private final int cases;
    private double sum;
    private Throwable failure;

    Shared(EvaluationListener listener, int cases) {
      this.listener = listener;
      this.cases = cases;
    }

    /** Whether to go on with another case. */
    <T> boolean one(int index, List<T> found, Work<T> work) {
      try {
        OfCase own = new OfCase();
        own.check();
        T result = work.of(index, own);
        own.done();
        synchronized (this) {
          found.set(index, result);
        }
        return true;
      } catch (RuntimeException | Error e) {
        fail(e);
        return false;
      }
    }

    private synchronized void fail(Throwable reason) {
      if (failure == null) failure = reason;
    }

    /** Whoever interrupts the thread that asks cancels. */
    void await(Thread thread) {
      boolean interrupted = false;
      while (thread.isAlive())
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          fail(new CancellationException("interrupted"));
        }
      if (interrupted) Thread.currentThread().interrupt();
    }

    synchronized void requireDone() {
      if (failure instanceof Error error) throw error;
      if (failure instanceof RuntimeException exception) throw exception;
    }

    /** The listener of one case: progress is that of all together. */
    private final class OfCase implements EvaluationListener {

      private double fraction;

      @Override
      public void progress(double of, String message) {
        synchronized (Shared.this) {
          sum += of - fraction;
          fraction = of;
          listener.progress(Math.max(0, Math.min(1, sum / cases)), message);
        }
      }

      void done() {
        synchronized (Shared.this) {
          sum += 1 - fraction;
          fraction = 1;
        }
      }

      @Override
      public void finished(int done, int all, RunningMeans means) {
        synchronized (Shared.this) {
          listener.finished(done, all, means);
        }
      }

      @Override
      public void check() {
        synchronized (Shared.this) {
          if (failure != null) throw new CancellationException("another case has failed");
          listener.check();
        }
      }
    }
  }
}
