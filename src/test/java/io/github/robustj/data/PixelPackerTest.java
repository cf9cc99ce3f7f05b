package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is put piece by piece is stored as the whole would be. */
class PixelPackerTest {

  private static final int SIZE = 300;

  @Test
  void isWhatTheWholeIsStoredAs() {
    Random random = new Random(2);
    for (float odd : List.of(7f, 255f, 256f, 65_535f, 65_536f, -1f, -0f, .5f, 1e9f, Float.NaN))
      for (int round = 0; round < 20; round++) {
        float[] values = new float[SIZE];
        for (int i = 0; i < SIZE; i++) values[i] = random.nextInt(round % 2 == 0 ? 256 : 9999);
        values[random.nextInt(SIZE)] = odd;
        PixelPacker packer = new PixelPacker(SIZE);
        for (int at = 0; at < SIZE; at += 50) packer.put(at, values, at, 50);
        StoredPixels expected = StoredPixels.of(values);
        StoredPixels packed = packer.packed();
        assertEquals(expected.getClass(), packed.getClass(), odd + " in round " + round);
        float[] found = new float[SIZE];
        packed.copy(0, found, 0, SIZE);
        assertArrayEquals(values, found);
      }
  }

  @Test
  void whatIsNotPutIsZero() {
    for (float value : List.of(9f, 999f, .5f)) {
      PixelPacker packer = new PixelPacker(3);
      packer.put(1, new float[] {0, value}, 1, 1);
      float[] found = new float[3];
      packer.packed().copy(0, found, 0, 3);
      assertArrayEquals(new float[] {0, value, 0}, found);
    }
  }
}
