package io.github.robustj.extension;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers for the code of a user. To another process only the seed goes, so that they are
 * the same there.
 */
public final class SeededRandom implements RandomGenerator {

  private final long seed;
  private final SplittableRandom numbers;

  public SeededRandom(long seed) {
    this.seed = seed;
    numbers = new SplittableRandom(seed);
  }

  /** Those, or new ones that follow from them. */
  public static SeededRandom of(RandomGenerator random) {
    return random instanceof SeededRandom seeded ? seeded : new SeededRandom(random.nextLong());
  }

  public long seed() {
    return seed;
  }

  @Override
  public long nextLong() {
    return numbers.nextLong();
  }
}
