package io.github.robustj.data;

import java.util.List;
import java.util.Optional;

/**
 * Intensities that are all whole numbers of up to 16 bit, as those of most images are: how often
 * each occurs. Counting them takes a fraction of the time and the memory of sorting them.
 *
 * @param times of each number from 0 to the largest that occurs
 * @param count of all, at least 1
 */
record WholeIntensities(long[] times, long count) implements Intensities {

  private static final int NUMBERS = 1 << 16;

  /** Those of a channel; nothing if one is no such number, of which {@code -0} is none. */
  static Optional<WholeIntensities> of(Image image, int channel) {
    long[] times = new long[NUMBERS];
    boolean[] whole = {true};
    for (int z = 0; z < image.slices(); z++) {
      PlaneRows rows = PlaneRows.of(image, channel, z);
      for (int y = 0; y < image.height() && whole[0]; y++)
        rows.each(
            y,
            0,
            image.width(),
            (from, index, at, count) -> whole[0] &= from.count(index, count, times));
    }
    return whole[0] ? Optional.of(of(times)) : Optional.empty();
  }

  /** Those of several channels together. */
  static WholeIntensities joined(List<WholeIntensities> channels) {
    long[] all = new long[NUMBERS];
    for (WholeIntensities channel : channels)
      for (int number = 0; number < channel.times.length; number++)
        all[number] += channel.times[number];
    return of(all);
  }

  private static WholeIntensities of(long[] times) {
    long count = 0;
    for (long n : times) count += n;
    return new WholeIntensities(times, count);
  }

  @Override
  public float[] at(long... ranks) {
    float[] at = new float[ranks.length];
    for (int i = 0; i < at.length; i++) {
      int number = 0;
      for (long before = times[0]; before <= ranks[i]; before += times[number]) number++;
      at[i] = number;
    }
    return at;
  }

  @Override
  public ExactSum clipped(float low, float high) {
    ExactSum sum = new ExactSum();
    for (int number = 0; number < times.length; number++)
      if (times[number] > 0) sum.add(Math.min(Math.max(number, low), high), times[number]);
    return sum;
  }
}
