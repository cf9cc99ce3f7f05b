package io.github.robustj.job;

/**
 * Hears a part of a job, whose progress is a share of the whole.
 *
 * @param from,to of the whole, 0 to 1
 * @param which part it is, before its own messages; empty if nobody needs to know
 */
public record Share(JobListener whole, double from, double to, String which) implements PartOfWork {

  public Share(JobListener whole, double from, double to) {
    this(whole, from, to, "");
  }

  /**
   * One of several parts of the same size that follow each other.
   *
   * @param what they are, as in {@code image}
   * @param index counted from 0
   */
  public static Share of(JobListener whole, String what, int index, int count) {
    String which = count == 1 ? "" : "%s %d of %d, ".formatted(what, index + 1, count);
    return new Share(whole, (double) index / count, (index + 1.) / count, which);
  }

  @Override
  public void progress(double fraction, String message) {
    whole.progress(from + fraction * (to - from), which + message);
  }

  /** Before the first part nothing is known yet; the preparation of others is work of the whole. */
  @Override
  public void preparing(double fraction, String message) {
    if (from == 0) whole.preparing(fraction, which + message);
    else progress(0, message);
  }
}
