package io.github.robustj.data;

/** All intensities of one or several channels of an image, of which there is at least one. */
interface Intensities {

  long count();

  /**
   * Those at these places of the sorted intensities, in the order of {@link RadixSort}.
   *
   * @param ranks counted from 0
   */
  float[] at(long... ranks);

  /** The sum of all, each brought into the range before. */
  ExactSum clipped(float low, float high);

  /** Sorted ones in memory. */
  record Sorted(float[] values) implements Intensities {

    @Override
    public long count() {
      return values.length;
    }

    @Override
    public float[] at(long... ranks) {
      float[] at = new float[ranks.length];
      for (int i = 0; i < at.length; i++) at[i] = values[(int) ranks[i]];
      return at;
    }

    @Override
    public ExactSum clipped(float low, float high) {
      ExactSum sum = new ExactSum();
      for (float value : values) sum.add(Math.min(Math.max(value, low), high));
      return sum;
    }
  }
}
