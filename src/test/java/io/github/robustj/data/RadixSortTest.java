package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RadixSortTest {

  /** Held against Java's own order, in which -0 comes before 0 and NaN last. */
  @Test
  void allNumbersAreInJavasOrder() {
    RandomGenerator random = new SplittableRandom(2);
    for (int length : new int[] {0, 1, 2, 1000, 100_000}) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++)
        values[i] =
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(-300, 300);
              case 1 -> (float) random.nextGaussian();
              case 2 -> Float.intBitsToFloat(random.nextInt());
              default -> special(random.nextInt(7));
            };
      float[] expected = values.clone();
      Arrays.sort(expected);
      RadixSort.sort(values);
      assertArrayEquals(expected, values);
    }
  }

  /** Held against Java's own stable order. */
  @Test
  void equalNumbersKeepTheirOrder() {
    RandomGenerator random = new SplittableRandom(3);
    for (int length : new int[] {0, 1, 1000, 20_000}) {
      double[] values = new double[length];
      for (int i = 0; i < length; i++)
        values[i] =
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(-20, 20);
              case 1 -> random.nextGaussian();
              case 2 -> Double.longBitsToDouble(random.nextLong());
              default -> special(random.nextInt(7));
            };
      int[] expected =
          IntStream.range(0, length)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer i) -> values[i]).reversed())
              .mapToInt(i -> i)
              .toArray();
      assertArrayEquals(expected, RadixSort.descending(values));
    }
  }

  private static float special(int i) {
    return new float[] {
          0,
          -0f,
          Float.NaN,
          Float.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY,
          Float.MIN_VALUE,
          -Float.MAX_VALUE
        }
        [i];
  }
}
