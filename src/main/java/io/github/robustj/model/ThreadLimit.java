package io.github.robustj.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * With how many threads a process may compute, where it shares the machine with others, as an
 * executor of a cluster does. Settled before the first network is opened: TensorFlow's threads are
 * those of the process.
 */
public final class ThreadLimit {

  /** The system property that holds it. */
  public static final String PROPERTY = "robustj.threads";

  private ThreadLimit() {}

  /** Empty where all cores are this process's own. */
  public static OptionalInt find() {
    int limit = Integer.getInteger(PROPERTY, 0);
    return limit > 0 ? OptionalInt.of(limit) : OptionalInt.empty();
  }

  /**
   * @param threads at least 1
   */
  public static void set(int threads) {
    if (threads < 1) throw new IllegalArgumentException(threads + " threads");
    System.setProperty(PROPERTY, Integer.toString(threads));
  }

  /** For the Java of another process: the same limit, which its own threads keep, too. */
  public static List<String> options() {
    if (find().isEmpty()) return List.of();
    int limit = find().getAsInt();
    return List.of("-D" + PROPERTY + "=" + limit, "-XX:ActiveProcessorCount=" + limit);
  }

  /** How many cores there are to compute with. */
  public static int cores() {
    return find().orElse(Runtime.getRuntime().availableProcessors());
  }
}
