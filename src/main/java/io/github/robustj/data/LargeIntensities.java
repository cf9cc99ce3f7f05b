package io.github.robustj.data;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Intensities of an image that is larger than memory: where a few different ones occur, as in
 * images of 8 or 16 bit, they are counted; else the image is looked at again for what is asked.
 *
 * @param from,to the channels that are meant, to before {@code to}
 */
record LargeIntensities(IntensitySurvey survey, int from, int to, IntensityCount counted)
    implements Intensities {

  /** All channels together. */
  static Intensities joined(IntensitySurvey survey, Iterable<LargeIntensities> channels) {
    IntensityCount all = new IntensityCount();
    for (LargeIntensities channel : channels) all.add(channel.counted);
    return new LargeIntensities(survey, 0, survey.image().channels(), all);
  }

  @Override
  public long count() {
    return counted.count();
  }

  @Override
  public float[] at(long... ranks) {
    IntensityCount.Values values = counted.values();
    return values == null ? lookedUp(ranks) : among(values, ranks);
  }

  private static float[] among(IntensityCount.Values values, long[] ranks) {
    float[] at = new float[ranks.length];
    for (int i = 0; i < at.length; i++) {
      int k = 0;
      for (long before = values.times()[0]; before <= ranks[i]; before += values.times()[k]) k++;
      at[i] = values.values()[k];
    }
    return at;
  }

  /** The upper halves of the bits are known, the lower ones are counted where they are needed. */
  private float[] lookedUp(long[] ranks) {
    long[] left = ranks.clone();
    int[] halves = new int[ranks.length];
    for (int i = 0; i < ranks.length; i++) halves[i] = half(counted.upper(), left, i);
    Map<Integer, long[]> lower = lower(halves);
    float[] at = new float[ranks.length];
    for (int i = 0; i < at.length; i++) {
      int half = half(lower.get(halves[i]), left, i);
      at[i] = IntensityCount.value(halves[i] << IntensityCount.HALF | half);
    }
    return at;
  }

  /** Where a rank falls among counts; the rank is then counted from there. */
  private static int half(long[] counts, long[] ranks, int i) {
    int half = 0;
    for (; counts[half] <= ranks[i]; half++) ranks[i] -= counts[half];
    return half;
  }

  private Map<Integer, long[]> lower(int[] halves) {
    return survey.look(
        () -> {
          Map<Integer, long[]> empty = new TreeMap<>();
          for (int half : halves) empty.put(half, new long[1 << IntensityCount.HALF]);
          return empty;
        },
        (into, channel, row) -> {
          if (!isMeant(channel)) return;
          for (float value : row) {
            int key = IntensityCount.key(value);
            long[] counts = into.get(key >>> IntensityCount.HALF);
            if (counts != null) counts[key & (1 << IntensityCount.HALF) - 1]++;
          }
        },
        (all, part) ->
            part.forEach(
                (half, counts) -> Arrays.setAll(all.get(half), i -> all.get(half)[i] + counts[i])));
  }

  private boolean isMeant(int channel) {
    return from <= channel && channel < to;
  }

  @Override
  public ExactSum clipped(float low, float high) {
    IntensityCount.Values values = counted.values();
    if (values == null)
      return survey.look(
          ExactSum::new,
          (sum, channel, row) -> {
            if (!isMeant(channel)) return;
            for (float value : row) sum.add(Math.min(Math.max(value, low), high));
          },
          ExactSum::add);
    ExactSum sum = new ExactSum();
    for (int i = 0; i < values.values().length; i++)
      sum.add(Math.min(Math.max(values.values()[i], low), high), values.times()[i]);
    return sum;
  }
}
