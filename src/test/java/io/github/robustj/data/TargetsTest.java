package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
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
    Augmentation turns = new Augmentation(true, true, true, false, false);
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
    assertArrayEquals(new float[] {1, 10, 10, 4, .05f, .1f}, row, 1e-6f);
  }

  private static Slice slice(float y, float x) {
    float[] image = new float[2 * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      image[2 * i] = i / SIDE;
      image[2 * i + 1] = i % SIDE;
    }
    Tensor rows = new Tensor(new float[] {1, y, x, 4, .1f, .2f}, 1, 1, PointRow.COLUMNS);
    return new Slice(SIDE, SIDE, 2, image, Targets.of(rows, 0, MirrorPairs.NONE), Bounds.none());
  }
}
