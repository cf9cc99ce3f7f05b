package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A reader at work on a file that may be anything: watched for its time, memory and words. */
public final class ReaderRun {

  static final long SECONDS = 10;
  public static final long BYTES = 256L << 20;

  public enum End {
    READ,
    SENTENCE,
    RAW,
    HANG
  }

  /**
   * @param bytes of memory that were asked for, all together
   * @param failure nothing for what was read
   */
  public record Outcome(End end, long bytes, Throwable failure) {}

  public interface Reading {
    void run() throws Exception;
  }

  private ExecutorService thread = start();

  private static ExecutorService start() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "reader");
          thread.setDaemon(true);
          return thread;
        });
  }

  public Outcome of(Reading reading) throws InterruptedException {
    Future<Outcome> outcome = thread.submit(() -> watched(reading));
    try {
      return outcome.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      thread.shutdownNow();
      thread = start();
      return new Outcome(End.HANG, 0, e);
    } catch (ExecutionException e) {
      return new Outcome(End.RAW, 0, e.getCause());
    }
  }

  private static Outcome watched(Reading reading) {
    long before = allocated();
    Throwable failure = null;
    try {
      reading.run();
    } catch (Throwable e) {
      failure = e;
    }
    long bytes = allocated() - before;
    if (failure == null) return new Outcome(End.READ, bytes, null);
    boolean sentence = failure instanceof RobustJException && isSentence(failure.getMessage());
    return new Outcome(sentence ? End.SENTENCE : End.RAW, bytes, failure);
  }

  private static boolean isSentence(String text) {
    return text.endsWith(".") && text.length() < 2000 && !text.contains("\n");
  }

  private static long allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
