package io.github.robustj.spark;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/**
 * The executors that there are, and how many cores each may use. Spark makes it itself, by its
 * name, so that it hears of the first ones, too.
 */
public final class ExecutorCores extends SparkListener {

  /** Spark tells of a new executor a little after it has begun. */
  private static final long PATIENCE_MILLIS = 10_000;

  private static final AtomicReference<ExecutorCores> CURRENT = new AtomicReference<>();

  private final Map<String, Integer> cores = new HashMap<>();

  /** Of the Spark that is just being made. */
  public ExecutorCores() {
    CURRENT.set(this);
  }

  static ExecutorCores current() {
    return CURRENT.get();
  }

  @Override
  public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
    cores.put(added.executorId(), added.executorInfo().totalCores());
    notifyAll();
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    cores.remove(removed.executorId());
    notifyAll();
  }

  /** At least 1, also of one that nobody has told of. */
  synchronized int of(String executor) {
    await(() -> cores.containsKey(executor), PATIENCE_MILLIS);
    return Math.max(1, cores.getOrDefault(executor, 1));
  }

  /**
   * How many parts all of them can run at the same time.
   *
   * @param cpus that each takes, which are of one executor
   */
  synchronized int slots(int cpus) {
    return cores.values().stream().mapToInt(its -> its / cpus).sum();
  }

  /** Waits for the first one; whether there is one. */
  synchronized boolean awaitOne(long millis) {
    return await(() -> !cores.isEmpty(), millis);
  }

  private boolean await(BooleanSupplier there, long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    try {
      for (long left = millis; !there.getAsBoolean() && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return there.getAsBoolean();
  }
}
