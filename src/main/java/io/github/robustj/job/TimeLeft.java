package io.github.robustj.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Estimates from the progress of a job how long it will still take. It has no clock: who asks says
 * when.
 *
 * <p>The first piece of work, in which models are opened and graphs are built, is slow and does not
 * count. Of what follows, the pace of all and that of the later half are averaged: the one is
 * steady, the other notices that the work has become slower or faster. A fraction that falls back
 * begins another piece of work.
 */
public final class TimeLeft {

  /** Steps of progress after the first that an estimate needs: few small ones or two large. */
  private static final int STEPS = 4;

  private static final int LARGE_STEPS = 2;
  private static final double LARGE = .03;

  /** A beginning that is so many times slower than the rest is no pace. */
  private static final double SLOW = 5;

  /** Steps whose pace counts as much as that of all. */
  private static final double MANY = 20;

  private static final long LEAST_MILLIS = 1000;
  private static final int KEPT = 512;

  private record Sample(long millis, double fraction) {}

  private final List<Sample> samples = new ArrayList<>();
  private int steps;

  /**
   * Takes note of the progress.
   *
   * @param millis of any clock that does not go backwards
   * @param fraction of the work that is done, 0 to 1
   * @return how long the rest will take; empty while that cannot be told, and at the end
   */
  public Optional<Duration> at(long millis, double fraction) {
    double before = samples.isEmpty() ? 0 : last().fraction;
    if (fraction < before) {
      samples.clear();
      steps = 0;
    }
    if (fraction > 0 && (samples.isEmpty() || fraction > last().fraction))
      add(new Sample(millis, fraction));
    return samples.isEmpty() || fraction >= 1 ? Optional.empty() : estimate();
  }

  private Sample last() {
    return samples.get(samples.size() - 1);
  }

  private void add(Sample sample) {
    samples.add(sample);
    steps++;
    if (samples.size() <= KEPT) return;
    // Every second one tells the pace as well.
    for (int i = samples.size() - 2; i > 0; i -= 2) samples.remove(i);
  }

  private Optional<Duration> estimate() {
    Sample first = samples.get(warm());
    Sample last = last();
    long span = last.millis - first.millis;
    double done = last.fraction - first.fraction;
    boolean enough = steps > STEPS || steps > LARGE_STEPS && done >= LARGE;
    if (!enough || done <= 0 || span < LEAST_MILLIS) return Optional.empty();
    int half = warm();
    while (samples.get(half + 1).millis <= first.millis + span / 2) half++;
    Sample middle = samples.get(half);
    double rest = 1 - last.fraction;
    double steady = rest * span / done;
    double recent = rest * (last.millis - middle.millis) / (last.fraction - middle.fraction);
    // The pace of a few steps is mostly chance.
    double weight = .5 * Math.min(1, (samples.size() - 1 - half) / MANY);
    double left = weight * recent + (1 - weight) * steady;
    return Optional.of(Duration.ofMillis(Math.round(left)));
  }

  /** Index of the sample from which on the pace is that of the work. */
  private int warm() {
    int n = samples.size() - 1;
    double[] paces = IntStream.range(0, n).mapToDouble(this::pace).sorted().toArray();
    int first = 0;
    while (first < n / 2 && pace(first) > SLOW * paces[n / 2]) first++;
    return first;
  }

  /** Milliseconds per share of the work after a sample. */
  private double pace(int i) {
    Sample from = samples.get(i);
    Sample to = samples.get(i + 1);
    return (to.millis - from.millis) / (to.fraction - from.fraction);
  }

  /** As in {@code about 3 min left}, no more exact than an estimate is. */
  public static String words(Duration left) {
    return "about " + amount(left) + " left";
  }

  /** As in {@code 45 s}, {@code 3 min}, {@code 2 h 10 min}, {@code 4 days}. */
  static String amount(Duration time) {
    double seconds = time.toMillis() / 1000.;
    if (seconds < 95) return Math.max(5, 5 * Math.round(seconds / 5)) + " s";
    long minutes = Math.round(seconds / 60);
    if (minutes < 90) return minutes + " min";
    long tens = 10 * Math.round(minutes / 10.);
    if (tens < 600) return tens / 60 + " h" + (tens % 60 == 0 ? "" : " " + tens % 60 + " min");
    long hours = Math.round(minutes / 60.);
    return hours < 48 ? hours + " h" : Math.round(hours / 24.) + " days";
  }
}
