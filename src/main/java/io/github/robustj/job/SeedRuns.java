package io.github.robustj.job;

import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectSeeds.Seed;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Files of sorted seeds, and one sorted file made of many without holding what they hold. A file is
 * the number of its seeds and these.
 *
 * @param folder for files between
 */
record SeedRuns(ObjectSeeds seeds, Path folder) {

  /** Files that are read at the same time. */
  private static final int TOGETHER = 64;

  private static final Comparator<SeedFile> SUREST =
      Comparator.comparingDouble(SeedFile::score)
          .thenComparingDouble(SeedFile::rank)
          .reversed()
          .thenComparing(SeedFile::next, ObjectSeeds.PLACES);

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
  void each(Path file, Consumer<Seed> sink) {
    try (SeedFile run = SeedFile.open(file, false)) {
      while (run.advance(seeds)) sink.accept(run.next());
    }
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
    List<SeedFile> open = new ArrayList<>();
    try {
      for (Path file : files) open.add(SeedFile.open(file, groups));
      write(target, out -> join(open, out, check));
      return target;
    } finally {
      open.forEach(SeedFile::close);
    }
  }

  private void join(List<SeedFile> files, DataOutputStream out, Runnable check) throws IOException {
    out.writeLong(files.stream().mapToLong(SeedFile::left).sum());
    PriorityQueue<SeedFile> queue = new PriorityQueue<>(SUREST);
    for (SeedFile file : files) if (file.advance(seeds)) queue.add(file);
    for (long n = 0; !queue.isEmpty(); n++) {
      if (n % 4096 == 0) check.run();
      SeedFile first = queue.poll();
      FoundSeeds.write(first.next(), out);
      if (first.advance(seeds)) queue.add(first);
    }
  }
}
