package io.github.robustj.zarr;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Chunks whose axes are stored in another order.
 *
 * @param order axis {@code i} of the stored form is axis {@code order[i]} of the array
 */
record Transposition(int[] order) {

  static Transposition none(int axes) {
    return new Transposition(IntStream.range(0, axes).toArray());
  }

  /** First axis fastest: the order F of version 2. */
  static Transposition reversed(int axes) {
    return new Transposition(IntStream.range(0, axes).map(i -> axes - 1 - i).toArray());
  }

  boolean isNone() {
    return Arrays.equals(order, none(order.length).order);
  }

  /** This one, then another. */
  Transposition then(Transposition other) {
    return new Transposition(IntStream.of(other.order).map(i -> order[i]).toArray());
  }

  /** Of the stored form. */
  int[] shape(int[] shape) {
    return IntStream.of(order).map(i -> shape[i]).toArray();
  }

  byte[] inverse(byte[] stored, int[] shape, int size) {
    byte[] chunk = new byte[stored.length];
    walk(shape, (from, to) -> System.arraycopy(stored, from * size, chunk, to * size, size));
    return chunk;
  }

  byte[] apply(byte[] chunk, int[] shape, int size) {
    byte[] stored = new byte[chunk.length];
    walk(shape, (to, from) -> System.arraycopy(chunk, from * size, stored, to * size, size));
    return stored;
  }

  private interface Pair {
    void accept(int stored, int inArray);
  }

  /** All numbers in the order in which they are stored. */
  private void walk(int[] shape, Pair pair) {
    int n = order.length;
    int[] lengths = shape(shape);
    int[] steps = steps(shape);
    int[] at = new int[n];
    int total = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    int place = 0;
    for (int i = 0; i < total; i++) {
      pair.accept(i, place);
      for (int axis = n - 1; axis >= 0; axis--) {
        place += steps[axis];
        if (++at[axis] < lengths[axis]) break;
        place -= steps[axis] * lengths[axis];
        at[axis] = 0;
      }
    }
  }

  /** How far it is in the array from a number to the next along each axis of the stored form. */
  private int[] steps(int[] shape) {
    int[] inArray = new int[shape.length];
    for (int axis = shape.length - 1, step = 1; axis >= 0; step *= shape[axis--])
      inArray[axis] = step;
    return IntStream.of(order).map(i -> inArray[i]).toArray();
  }
}
