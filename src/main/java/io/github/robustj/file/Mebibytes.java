package io.github.robustj.file;

/** Sizes in MiB, for sentences. */
public final class Mebibytes {

  private Mebibytes() {}

  /** Rounded up, so that only nothing is 0. */
  public static long of(long bytes) {
    return bytes + (1 << 20) - 1 >> 20;
  }
}
