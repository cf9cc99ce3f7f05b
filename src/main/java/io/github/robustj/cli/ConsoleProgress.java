package io.github.robustj.cli;

import io.github.robustj.job.JobListener;
import io.github.robustj.job.ProgressWords;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Shows how a job goes on: on a terminal as a bar with the time left, elsewhere as a line now and
 * then. Log lines, an epoch among them, are lines in both.
 */
final class ConsoleProgress implements JobListener {

  private static final int WIDTH = 30;
  private static final long BAR_PAUSE = 200;
  private static final long SHORTEST_PAUSE = 5_000;
  private static final long LONGEST_PAUSE = 300_000;

  private final PrintWriter err;
  private final boolean terminal;
  private final LongSupplier clock;
  private final Set<String> said = new HashSet<>();
  private final Cancellation cancellation;
  private final ProgressWords words = new ProgressWords();
  private final long start;
  private long shown;
  private int barLength;

  /**
   * @param clock milliseconds
   */
  ConsoleProgress(
      PrintWriter err, boolean terminal, LongSupplier clock, Cancellation cancellation) {
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
    this.cancellation = cancellation;
    start = clock.getAsLong();
    shown = start;
  }

  @Override
  public void progress(double fraction, String message) {
    long now = clock.getAsLong();
    show(now, fraction, words.working(now, fraction, message));
  }

  @Override
  public void progress(double fraction, String message, Optional<Duration> left) {
    show(clock.getAsLong(), fraction, ProgressWords.working(message, left));
  }

  @Override
  public void preparing(double fraction, String message) {
    long now = clock.getAsLong();
    show(now, fraction, words.preparing(now, fraction, message));
  }

  private void show(long now, double fraction, String words) {
    if (now - shown < (terminal ? BAR_PAUSE : linePause(now))) return;
    shown = now;
    String text = String.format(Locale.ROOT, "%3.0f %%  %s", 100 * fraction, words);
    if (terminal) bar(fraction, text);
    else line(text);
  }

  /** Early lines come soon; a log of many hours is not full of them. */
  private long linePause(long now) {
    return Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, (now - start) / 8));
  }

  /** The same again, as of the device for each image of a folder, is nothing new. */
  @Override
  public void log(String text) {
    if (!said.add(text)) return;
    clear();
    line(text);
  }

  @Override
  public boolean cancelled() {
    return cancellation.wanted();
  }

  /** Removes the bar, so that what follows starts on an empty line. */
  void clear() {
    if (barLength == 0) return;
    err.print("\r" + " ".repeat(barLength) + "\r");
    err.flush();
    barLength = 0;
  }

  private void bar(double fraction, String text) {
    int full = (int) Math.round(WIDTH * Math.min(Math.max(fraction, 0), 1));
    String bar = "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] " + text;
    err.print("\r" + bar + " ".repeat(Math.max(0, barLength - bar.length())));
    err.flush();
    barLength = bar.length();
  }

  private void line(String text) {
    err.println(text);
    err.flush();
  }
}
