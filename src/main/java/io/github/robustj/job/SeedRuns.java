package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectSeeds.Seed;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * Files of sorted seeds, and one sorted file made of many without holding what they hold. A file is
 * the number of its seeds and these.
 *
 * @param folder for files between
 */
record SeedRuns(ObjectSeeds seeds, Path folder) {

  /** Files that are read at the same time. */
  private static final int TOGETHER = 64;

  /** Takes seeds one after another. */
  interface Sink {
    void take(Seed seed) throws IOException;
  }

  /** The seeds of a file, of which the next one is looked at. */
  private static final class Run implements AutoCloseable {

    private final DataInputStream in;
    private long left;
    private Seed next;
    private double score;
    private double rank;

    /**
     * @param group whether it is what a group of tiles has found
     */
    Run(Path file, boolean group) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 15));
      try {
        if (group) FoundSeeds.withoutKept(in);
        left = group ? in.readInt() : in.readLong();
      } catch (IOException | RuntimeException e) {
        in.close();
        throw e;
      }
    }

    boolean advance(ObjectSeeds seeds) throws IOException {
      if (left-- == 0) return false;
      next = FoundSeeds.seed(in);
      score = seeds.score(next);
      rank = seeds.rank(next);
      return true;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static final Comparator<Run> SUREST =
      Comparator.<Run>comparingDouble(run -> run.score)
          .thenComparingDouble(run -> run.rank)
          .reversed()
          .thenComparing(run -> run.next, ObjectSeeds.PLACES);

  void write(Path file, List<Seed> sorted) {
    write(
        file,
        out -> {
          out.writeLong(sorted.size());
          for (Seed seed : sorted) FoundSeeds.write(seed, out);
        });
  }

  /** Without waiting for the disk: a run that is killed makes these files anew. */
  private static void write(Path file, AtomicFiles.IOConsumer<DataOutputStream> content) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 15))) {
      content.accept(out);
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  /** All seeds of a file, in their order. */
  void each(Path file, Sink sink) {
    try (Run run = new Run(file, false)) {
      while (run.advance(seeds)) sink.take(run.next);
    } catch (EOFException e) {
      throw damaged(file, e);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  static RobustJException damaged(Path file, Throwable cause) {
    return new RobustJException(
        "%s is cut short; delete it and run again with resume, or without it to begin anew."
            .formatted(file),
        cause);
  }

  /**
   * @param groups files of {@link FoundSeeds}, whose kept seeds are meant
   * @param runs further files; deleted
   * @param check called now and then; may throw to stop
   */
  void merge(List<Path> groups, List<Path> runs, Path target, Runnable check) {
    List<Path> left = new ArrayList<>(runs);
    for (int i = 0; i < groups.size(); i += TOGETHER)
      left.add(
          join(groups.subList(i, Math.min(groups.size(), i + TOGETHER)), true, between(), check));
    while (left.size() > TOGETHER) {
      List<Path> some = List.copyOf(left.subList(0, TOGETHER));
      left.subList(0, TOGETHER).clear();
      left.add(join(some, false, between(), check));
      some.forEach(SeedRuns::delete);
    }
    join(left, false, target, check);
    left.forEach(SeedRuns::delete);
  }

  private Path between() {
    return folder.resolve("run-" + UUID.randomUUID());
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw WriteFailure.sentence(file, e);
    }
  }

  private Path join(List<Path> files, boolean groups, Path target, Runnable check) {
    PriorityQueue<Run> queue = new PriorityQueue<>(SUREST);
    List<Run> all = new ArrayList<>();
    try {
      long count = 0;
      for (Path file : files) {
        Run run = new Run(file, groups);
        all.add(run);
        count += run.left;
        if (run.advance(seeds)) queue.add(run);
      }
      long total = count;
      write(
          target,
          out -> {
            out.writeLong(total);
            for (long n = 0; !queue.isEmpty(); n++) {
              if (n % 4096 == 0) check.run();
              Run first = queue.poll();
              FoundSeeds.write(first.next, out);
              if (first.advance(seeds)) queue.add(first);
            }
          });
      return target;
    } catch (EOFException e) {
      throw damaged(files.get(all.size() - 1), e);
    } catch (IOException e) {
      throw ReadFailure.sentence(files.get(Math.max(0, all.size() - 1)), e);
    } finally {
      for (Run run : all) close(run);
    }
  }

  private static void close(Run run) {
    try {
      run.close();
    } catch (IOException e) {
      // It was only read.
    }
  }
}
