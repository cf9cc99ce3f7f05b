package io.github.robustj.training;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers by place instead of by history: whoever draws names where it stands (epoch and
 * step, case and slice), so that a resumed training and a reordered evaluation draw the same
 * numbers without any stored generator.
 */
public final class Seeds {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Seeds() {}

  /**
   * A generator of its own for a place.
   *
   * @param seed what the user chose
   * @param place one number per level, e.g. epoch and step; places that differ, also in their
   *     number of levels, give unrelated streams
   */
  public static RandomGenerator random(long seed, long... place) {
    long state = mix(seed + GOLDEN);
    for (long level : place) state = mix(state + GOLDEN + mix(level));
    return new SplittableRandom(state);
  }

  /** A text as a level of a place: its 64-bit FNV-1a hash. */
  public static long level(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    return hash;
  }

  /** Stafford's variant 13 of the 64-bit finaliser: a bijection that mixes all bits. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
