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

class ViewTest {

  private static final int SIDE = 24;

  /** Without turning, mirrored and shifted: pixels are moved, not mixed. */
  @Test
  void mirroredCropsComeBackExactly() {
    View view = new View(6, 6, new Placement(2.5, 3.5, 1, 0, 0, -1));
    Tensor patch = Tensor.zeros(1, 4, 4, 1);
    for (int i = 0; i < 16; i++) patch.data()[i] = i + 1;
    float[] map = unknown(36);
    view.blend(map, patch, 0, 0);
    assertEquals(16, count(map));
    assertEquals(4, map[6 + 2], "row 1, column 2 is the patch's first row, last column");
    Tensor back = Tensor.zeros(1, 4, 4, 1);
    view.cut(map, back, 0);
    assertArrayEquals(patch.data(), back.data());
  }

  /** A ramp is linear, so that interpolation in both directions is exact up to float rounding. */
  @Test
  void turnedAndZoomedPatchesFindTheirPixels() {
    RandomGenerator random = new SplittableRandom(3);
    Slice ramp = ramp();
    for (int draw = 0; draw < 40; draw++) {
      Placement at =
          Placement.random(
              ramp, 16, 16, new Augmentation(true, true, true, true, true, false), random);
      Augmenter.Patch patch = Augmenter.Patch.of(ramp, at, 16, 16);
      Tensor shown = new Tensor(patch.image(), 1, 16, 16, 2);
      float[] map = unknown(SIDE * SIDE * 2);
      // What reflection shows beyond the slice is not of the slice's pixels.
      patch.view().blend(map, shown, 0, 0);
      int known = 0;
      for (int i = 0; i < map.length; i++) {
        if (Float.isNaN(map[i])) continue;
        known++;
        assertEquals(ramp.image()[i], map[i], .75f, "half a pixel of clamping at the edges");
      }
      assertTrue(known > 150, "" + known);
      Tensor cut = Tensor.zeros(1, 16, 16, 2);
      Arrays.fill(cut.data(), -9);
      patch.view().cut(ramp.image(), cut, 0);
      for (int i = 0; i < cut.data().length; i++)
        if (patch.targets()[i / 2] >= 0 && cut.data()[i] != -9)
          assertEquals(patch.image()[i], cut.data()[i], .5f + 1e-3f);
    }
  }

  @Test
  void blendsKnownPixelsAndTakesUnknownOnes() {
    float[] map = {1, Float.NaN, 3, 4};
    Tensor patch = new Tensor(new float[] {2, 2, 2, 2}, 1, 2, 2, 1);
    View.whole(2, 2).blend(map, patch, 0, .75f);
    assertArrayEquals(new float[] {1.25f, 2, 2.75f, 3.5f}, map);
  }

  @Test
  void whatIsUnknownStays() {
    float[] map = {1, Float.NaN, 3, 4};
    Tensor patch = new Tensor(new float[] {9, 9, 9, 9}, 1, 2, 2, 1);
    View.whole(2, 2).cut(map, patch, 0);
    assertArrayEquals(new float[] {1, 9, 3, 4}, patch.data());
  }

  private static int count(float[] map) {
    int known = 0;
    for (float v : map) if (!Float.isNaN(v)) known++;
    return known;
  }

  private static float[] unknown(int n) {
    float[] map = new float[n];
    Arrays.fill(map, Float.NaN);
    return map;
  }

  /** Channel 0 is the row, channel 1 the column. */
  private static Slice ramp() {
    float[] image = new float[SIDE * SIDE * 2];
    short[] targets = new short[SIDE * SIDE];
    for (int i = 0; i < targets.length; i++) {
      image[2 * i] = i / SIDE;
      image[2 * i + 1] = i % SIDE;
      targets[i] = 1;
    }
    return new Slice(SIDE, SIDE, 2, image, new Targets.Labels(targets), Bounds.none());
  }
}
