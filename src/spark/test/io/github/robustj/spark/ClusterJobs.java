package io.github.robustj.spark;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.model.Backend;
import io.github.robustj.model.ThreadLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/** Jobs that tell where and how often they ran. */
final class ClusterJobs {

  private ClusterJobs() {}

  /**
   * @param process that ran it
   * @param threads that it might compute with
   */
  record Place(int number, long process, int threads) {

    static Place here(int number) {
      return new Place(number, ProcessHandle.current().pid(), ThreadLimit.threads());
    }
  }

  /** Leaves a file for each time it is begun. */
  record Leaves(int number, Path folder, long millis) implements Job<Place> {
    @Override
    public Place run(Backend backend, JobListener listener) {
      mark(folder, number);
      listener.log("job " + number);
      pause(millis, listener);
      return Place.here(number);
    }
  }

  record Refuses(int number, Path folder) implements Job<Place> {
    @Override
    public Place run(Backend backend, JobListener listener) {
      mark(folder, number);
      throw new RobustJException("Number %d is refused.".formatted(number));
    }
  }

  /** Ends its process, after others have begun beside it. */
  record Halts(int number, Path folder, long millis) implements Job<Place> {
    @Override
    public Place run(Backend backend, JobListener listener) {
      mark(folder, number);
      pause(millis, listener);
      Runtime.getRuntime().halt(7);
      return Place.here(number);
    }
  }

  /** Ends its process the first time only. */
  record HaltsOnce(int number, Path folder, long millis) implements Job<Place> {
    @Override
    public Place run(Backend backend, JobListener listener) {
      boolean first = count(folder, number) == 0;
      mark(folder, number);
      pause(millis, listener);
      if (first) Runtime.getRuntime().halt(7);
      return Place.here(number);
    }
  }

  /** Is cancelled where it runs, as where its executor is told to end. */
  record IsEnded(int number, Path folder, int times) implements Job<Place> {
    @Override
    public Place run(Backend backend, JobListener listener) {
      boolean ended = count(folder, number) < times;
      mark(folder, number);
      if (ended) throw new CancellationException("cancelled");
      return Place.here(number);
    }
  }

  record Says(String text) implements Job<Place> {
    @Override
    public Place run(Backend backend, JobListener listener) {
      return Place.here(text.length());
    }
  }

  /** How often a job was begun. */
  static int count(Path folder, int number) {
    String[] names = folder.toFile().list((in, name) -> name.startsWith(number + "-"));
    return names == null ? 0 : names.length;
  }

  private static void mark(Path folder, int number) {
    try {
      Files.createFile(folder.resolve(number + "-" + UUID.randomUUID()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause(long millis, JobListener listener) {
    long end = System.nanoTime() + millis * 1_000_000;
    try {
      for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        listener.check();
        listener.progress(1 - left / (double) millis, "waiting");
        Thread.sleep(Math.min(left, 20));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
