package io.github.robustj.job;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Work that goes on while the network computes, in threads that are used again: where there are
 * only two cores, Java's own way starts one for every piece.
 */
final class Background {

  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "robustj-background");
            thread.setDaemon(true);
            return thread;
          });

  private Background() {}

  static <T> CompletableFuture<T> begin(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, THREADS);
  }

  /** Its result, or what it has thrown. */
  static <T> T await(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) throw error;
      if (e.getCause() instanceof RuntimeException exception) throw exception;
      throw e;
    }
  }
}
