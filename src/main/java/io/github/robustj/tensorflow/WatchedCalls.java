package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Calls that other machines answer. Whoever waits for them does not wait for ever: while a call
 * lasts, all of them are asked every few seconds whether they are there, and when one is not, the
 * call ends with a sentence and is left to itself. TensorFlow tells that a worker has ended within
 * a second or two, but waits for one that is cut off or frozen.
 */
final class WatchedCalls {

  /** Between two looks at whether connections can be made, in seconds. */
  private static final int LOOK = 5;

  /** Of these looks, every so many ask TensorFlow for an answer, too. */
  private static final int ASK = 4;

  /** For the workers to find each other, in seconds. */
  private static final int FINDING = 60;

  /** For closing what may not be there any more, in seconds. */
  private static final int CLOSING = 5;

  /** In what TensorFlow says of a server that is gone, or of a new one in its place. */
  private static final Pattern LOST =
      Pattern.compile("UNAVAILABLE|ABORTED|DEADLINE_EXCEEDED|CANCELLED|Session .* not found");

  private final List<RemoteWorker> workers;
  private final ExecutorService calls =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "call of workers");
            thread.setDaemon(true);
            return thread;
          });

  WatchedCalls(List<RemoteWorker> workers) {
    this.workers = workers;
  }

  /**
   * @throws RobustJException if a worker is lost
   */
  <T> T call(Supplier<T> work) {
    return call(work, Integer.MAX_VALUE);
  }

  /**
   * The first call, in which the workers look for each other; TensorFlow would wait for ever.
   *
   * @throws RobustJException also if they do not find each other
   */
  <T> T first(Supplier<T> work) {
    return call(work, FINDING / LOOK);
  }

  /**
   * @param looks how often may be looked before it is too late
   */
  private <T> T call(Supplier<T> work, int looks) {
    Future<T> result = calls.submit(work::get);
    for (int look = 1; ; look++) {
      try {
        return result.get(LOOK, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        requireWorkers(look % ASK == 0, e);
        if (look >= looks) throw apart(e);
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
    }
  }

  private void requireWorkers(boolean ask, Exception cause) {
    for (RemoteWorker worker : workers) {
      if (worker.unreachable().isPresent()) throw lost(worker, "cannot be reached any more", cause);
      if (ask && !worker.answers()) throw lost(worker, "does not answer any more", cause);
    }
  }

  private RuntimeException failure(Throwable cause) {
    if (!(cause instanceof TensorFlowException failed)) {
      if (cause instanceof Error error) throw error;
      return (RuntimeException) cause;
    }
    requireWorkers(false, failed);
    if (!LOST.matcher(String.valueOf(failed.getMessage())).find()) return failed;
    return new RobustJException(
        "The connection to a worker was lost, or it was started anew; see that all run, and go on with the same command and the option resume.",
        failed);
  }

  private static RobustJException lost(RemoteWorker worker, String how, Exception cause) {
    return new RobustJException(
        "The worker %s %s; start it again, or leave it out of workers, and go on with the same command and the option resume."
            .formatted(worker.address(), how),
        cause);
  }

  private static RobustJException apart(Exception cause) {
    return new RobustJException(
        "The workers did not find each other within %d s; each must reach the others under the names in the option workers, without a proxy between them."
            .formatted(FINDING),
        cause);
  }

  /** The same without an answer. */
  void run(Runnable work) {
    call(
        () -> {
          work.run();
          return true;
        });
  }

  /** Ends all calls with a last one, which a worker that is not there any more cannot hold up. */
  void close(Runnable last) {
    Future<?> closing = calls.submit(last);
    calls.shutdown();
    try {
      closing.get(CLOSING, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException leftToItself) {
      // What the workers hold of it ends with them.
    }
  }
}
