package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is kept in fewer bytes is the same to the last bit. */
class StoredPixelsTest {

  private static void check(int bytes, float... values) {
    StoredPixels stored = StoredPixels.of(values.clone());
    assertEquals((long) bytes * values.length, stored.bytes());
    float[] read = new float[values.length + 2];
    stored.copy(0, read, 1, values.length);
    // Of bits, which tell the zeros apart.
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      assertEquals(bits, Float.floatToRawIntBits(read[i + 1]));
      assertEquals(bits, Float.floatToRawIntBits(stored.getValue(i)));
    }
    assertArrayEquals(new float[] {0, 0}, new float[] {read[0], read[values.length + 1]});
  }

  @Test
  void asFewBytesAsHoldAllValues() {
    check(1, 0, 1, 127, 128, 255);
    check(2, 0, 256, 32_767, 32_768, 65_535);
    check(4, 0, 65_536);
    check(4, 3, -1);
    check(4, 3, -0f);
    check(4, .5f, 3);
    check(4, Float.NaN);
    check(4, Float.POSITIVE_INFINITY, 16_777_216, -3e9f);
    check(1);
  }

  @Test
  void allBytesAndShorts() {
    float[] all = new float[65_536];
    for (int i = 0; i < all.length; i++) all[i] = i;
    check(2, all);
    check(1, Arrays.copyOf(all, 256));
  }

  @Test
  void theyAreOnlyRead() {
    StoredPixels stored = StoredPixels.of(new float[] {1});
    assertThrows(UnsupportedOperationException.class, () -> stored.setValue(0, 2));
  }
}
