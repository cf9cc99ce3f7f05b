package io.github.robustj.file;

/** Sizes as sentences have them. */
public final class Mebibytes {

  private Mebibytes() {}

  /** Those that are begun count, so that only nothing is 0. */
  public static long of(long bytes) {
    return bytes + (1 << 20) - 1 >> 20;
  }
}
