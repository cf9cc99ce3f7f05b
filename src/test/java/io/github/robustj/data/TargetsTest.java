package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Points must move with the pixels of the augmented patch. */
class TargetsTest {

  private static final int SIDE = 40;

  /**
   * A slice whose two channels are y and x: at a point's new place the patch shows its old
   * coordinates. Interpolation of a plane is exact but for float32: 1e-4.
   */
  @Test
  void pointsMoveWithTheImage() {
    RandomGenerator random = new SplittableRandom(5);
    Slice slice = slice(17.3f, 21.6f);
    Augmentation turns = new Augmentation(true, true, true, false, false, false);
    for (int i = 0; i < 50; i++) {
      Augmenter.Patch patch =
          Augmenter.Patch.of(slice, Placement.random(slice, 32, 32, turns, random), 32, 32);
      float[] row = patch.targets();
      if (row[PointRow.PRESENT] == 0) continue;
      Slice seen = new Slice(32, 32, 2, patch.image(), slice.targets(), Bounds.none());
      assertEquals(17.3, seen.linear(row[PointRow.Y], row[PointRow.X], 0), 1e-4);
      assertEquals(21.6, seen.linear(row[PointRow.Y], row[PointRow.X], 1), 1e-4);
    }
  }

  @Test
  void aPointOutsideThePatchIsMissing() {
    Slice slice = slice(1, 39);
    float[] row = slice.targets().cut(slice, Placement.centered(slice, 20, 20), 20, 20);
    assertEquals(0, row[PointRow.PRESENT]);
  }

  /** A patch that shows twice the size has pixels of half the length. */
  @Test
  void thePixelSizeFollowsTheScale() {
    Slice slice = slice(20, 20);
    float[] row = slice.targets().cut(slice, new Placement(20, 20, .5, 0, 0, .5), 21, 21);
    assertArrayEquals(new float[] {1, 10, 10, 4, .05f, .1f}, Arrays.copyOf(row, 6), 1e-6f);
  }

  /** A patch of any kind leaves out the same pixels for landmarks as for masks. */
  @Test
  void whatLiesBeyondTheSliceIsKnown() {
    RandomGenerator random = new SplittableRandom(6);
    Slice slice = slice(20, 20);
    Targets.Labels labels = new Targets.Labels(new short[SIDE * SIDE]);
    Augmentation all = new Augmentation(true, true, true, false, false, false);
    int beyond = 0;
    for (int i = 0; i < 20; i++) {
      Placement from = Placement.random(slice, 44, 36, all, random);
      Extent extent = new Extent(slice.targets().cut(slice, from, 44, 36), 0);
      float[] mask = labels.cut(slice, from, 44, 36);
      for (int k = 0; k < mask.length; k++) {
        if (mask[k] < 0) beyond++;
        assertEquals(mask[k] >= 0, extent.contains(k / 36, k % 36), "draw " + i + " pixel " + k);
      }
    }
    assertTrue(beyond > 1000);
  }

  private static Slice slice(float y, float x) {
    float[] image = new float[2 * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      image[2 * i] = i / SIDE;
      image[2 * i + 1] = i % SIDE;
    }
    float[] row = Arrays.copyOf(new float[] {1, y, x, 4, .1f, .2f}, PointRow.COLUMNS);
    Tensor rows = new Tensor(row, 1, 1, PointRow.COLUMNS);
    return new Slice(SIDE, SIDE, 2, image, Targets.of(rows, 0, MirrorPairs.NONE), Bounds.none());
  }
}
