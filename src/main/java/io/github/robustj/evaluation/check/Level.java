package io.github.robustj.evaluation.check;

import java.util.Locale;

/** Which checks are made. */
public enum Level {
  /** None. */
  NONE,
  /** Those that cost a few calls of the network. */
  USUAL,
  /** Also those that attack anew. */
  ALL;

  /** As users type it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param label of one
   */
  public static Level named(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Whether what is made from a level on is made here. */
  boolean has(Level from) {
    return compareTo(from) >= 0;
  }

  /** The slices that are looked at, at most. */
  int slices() {
    return this == ALL ? 8 : 4;
  }
}
