package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectSeeds.Seed;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;

/** The sorted seeds of a file, one after another. */
final class SeedFile implements AutoCloseable {

  private final Path file;
  private final DataInputStream in;
  private long left;
  private Seed next;
  private double score;
  private double rank;

  private SeedFile(Path file, DataInputStream in, long left) {
    this.file = file;
    this.in = in;
    this.left = left;
  }

  /**
   * @param group whether it is what a group of tiles has found, whose kept seeds are meant
   * @throws RobustJException if it cannot be read
   */
  static SeedFile open(Path file, boolean group) {
    DataInputStream in = BlockFiles.sentences(file, () -> BlockFiles.open(file));
    try {
      return new SeedFile(file, in, BlockFiles.sentences(file, () -> count(in, group)));
    } catch (RuntimeException e) {
      close(in);
      throw e;
    }
  }

  private static long count(DataInputStream in, boolean group) throws IOException {
    if (!group) return in.readLong();
    FoundSeeds.withoutKept(in);
    return in.readInt();
  }

  /** Seeds that are not read yet. */
  long left() {
    return left;
  }

  /**
   * Reads the next one.
   *
   * @return whether there was one
   * @throws RobustJException if it cannot be read
   */
  boolean advance(ObjectSeeds seeds) {
    if (left == 0) return false;
    left--;
    next = BlockFiles.sentences(file, () -> FoundSeeds.seed(in));
    score = seeds.score(next);
    rank = seeds.rank(next);
    return true;
  }

  /** The one that was read last. */
  Seed next() {
    return next;
  }

  double score() {
    return score;
  }

  double rank() {
    return rank;
  }

  @Override
  public void close() {
    close(in);
  }

  private static void close(DataInputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // It was only read.
    }
  }
}
