package io.github.robustj.task.instance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.tensor.Tensor;
import org.junit.jupiter.api.Test;

class StarMapsTest {

  /**
   * A block of 5 x 3 pixels within 9 x 7: from its middle it is 2.5 to the right and left, 1.5 up
   * and down; on the diagonals the ray ends beyond the third row, 1.5 pixels along either axis.
   */
  @Test
  void raysEndAtTheEdgesOfPixels() {
    Tensor maps = StarMaps.of(block(9, 7, 2, 2, 7, 5), 8, 1);
    int middle = (3 * 9 + 4) * 9;
    float diagonal = (float) (1.5 * Math.sqrt(2));
    float[] rays = new float[8];
    System.arraycopy(maps.data(), middle + 1, rays, 0, 8);
    // In whole steps of a pixel: sqrt(.5) per step along either axis, so 2 steps stay, 3 leave.
    float stepped = (float) (2 + Math.sqrt(.5) - 0);
    assertEquals(2.5, rays[0], 1e-6);
    assertEquals(1.5, rays[2], 1e-6);
    assertEquals(2.5, rays[4], 1e-6);
    assertEquals(1.5, rays[6], 1e-6);
    for (int k = 1; k < 8; k += 2) {
      assertEquals(stepped, rays[k], 1e-6);
      assertEquals(diagonal, rays[k], .6, "a step of a pixel at most");
    }
    assertEquals(0, maps.data()[1], 0, "background");
  }

  /** Ray 0 points to the right, ray n / 4 down: an object to the right of and above its pixel. */
  @Test
  void raysTurnFromRightToBelow() {
    Tensor maps = StarMaps.of(block(12, 10, 3, 1, 9, 7), 4, 1);
    int at = (2 * 12 + 4) * 5;
    float[] rays = new float[4];
    System.arraycopy(maps.data(), at + 1, rays, 0, 4);
    assertArrayEquals(new float[] {4.5f, 4.5f, 1.5f, 1.5f}, rays, 1e-6f);
  }

  /**
   * Distances to the nearest pixel outside, over the largest, by
   * scipy.ndimage.distance_transform_edt of the same mask (scipy 1.11): an L of 3 x 3 and 2 x 1.
   */
  @Test
  void probabilitiesAreDistancesToTheRest() {
    float[] labels = {
      0, 0, 0, 0, 0, 0, 0,
      0, 4, 4, 4, 0, 0, 0,
      0, 4, 4, 4, 4, 4, 0,
      0, 4, 4, 4, 0, 0, 0,
      0, 0, 0, 0, 0, 0, -1
    };
    Tensor maps = StarMaps.of(new Tensor(labels, 1, 5, 7, 1), 4, 1);
    float half = 1 / 2f;
    float root = (float) Math.sqrt(2) / 2;
    float[] expected = {
      0, 0, 0, 0, 0, 0, 0,
      0, half, half, half, 0, 0, 0,
      0, half, 1, root, half, half, 0,
      0, half, half, half, 0, 0, 0,
      0, 0, 0, 0, 0, 0, -1
    };
    float[] found = new float[35];
    for (int i = 0; i < 35; i++) found[i] = maps.data()[5 * i];
    assertArrayEquals(expected, found, 1e-6f);
  }

  /** What lies beyond the image is no border of the probability; of an object alone it is. */
  @Test
  void imagesEndWithoutABorder() {
    Tensor maps = StarMaps.of(block(6, 3, 0, 0, 4, 3), 4, 1);
    for (int y = 0; y < 3; y++)
      for (int x = 0; x < 4; x++)
        assertEquals((4 - x) / 4f, maps.data()[(y * 6 + x) * 5], 1e-6, x + ", " + y);
    Tensor full = StarMaps.of(block(3, 3, 0, 0, 3, 3), 4, 1);
    assertEquals(1, full.data()[4 * 5], 1e-6);
    assertEquals(.5, full.data()[0], 1e-6);
  }

  /** Of every second pixel, from the first one on, what it has at full size. */
  @Test
  void coarseOnesAreEverySecond() {
    Tensor labels = block(9, 7, 2, 2, 7, 5);
    Tensor fine = StarMaps.of(labels, 8, 1);
    Tensor coarse = StarMaps.of(labels, 8, 2);
    assertArrayEquals(new int[] {1, 4, 5, 9}, coarse.shape());
    for (int y = 0; y < 4; y++)
      for (int x = 0; x < 5; x++)
        for (int k = 0; k < 9; k++)
          assertEquals(
              fine.data()[(2 * y * 9 + 2 * x) * 9 + k], coarse.data()[(y * 5 + x) * 9 + k], 0);
  }

  private static Tensor block(int width, int height, int left, int top, int right, int bottom) {
    Tensor labels = Tensor.zeros(1, height, width, 1);
    for (int y = top; y < bottom; y++)
      for (int x = left; x < right; x++) labels.data()[y * width + x] = 7;
    return labels;
  }
}
