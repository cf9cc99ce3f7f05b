package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Bounds;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static final int DRAWS = 2000;

  /** Four standard deviations of a frequency of one half among as many draws. */
  private static final double SPREAD = 4 * .5 / Math.sqrt(DRAWS);

  private final float[] numbers = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  private final Slice square = slice(3, 3, numbers);

  @Test
  void theMiddleIsTakenAsItIs() {
    assertArrayEquals(numbers, patch(square, Placement.centered(square, 3, 3), 3, 3));
    assertArrayEquals(new float[] {5}, patch(square, Placement.centered(square, 1, 1), 1, 1));
    float[] rows = patch(square, Placement.centered(square, 2, 3), 2, 3);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, rows);
  }

  @Test
  void quarterTurnsAndMirrorsAreExact() {
    assertArrayEquals(
        new float[] {7, 4, 1, 8, 5, 2, 9, 6, 3},
        patch(square, new Placement(1, 1, 0, -1, 1, 0), 3, 3),
        "source y = 1 - dx and source x = 1 + dy");
    Placement mirror = new Placement(1, 1, 1, 0, 0, -1);
    float[] mirrored = patch(square, mirror, 3, 3);
    assertArrayEquals(new float[] {3, 2, 1, 6, 5, 4, 9, 8, 7}, mirrored);
    assertArrayEquals(numbers, patch(slice(3, 3, mirrored), mirror, 3, 3), "twice is identity");
  }

  /** On a ramp linear interpolation is exact, so the image shows where each pixel came from. */
  @Test
  void imageAndTargetsMoveTogether() {
    int side = 40;
    Slice ramp = ramp(side);
    RandomGenerator random = new SplittableRandom(7);
    int inside = 0;
    for (int draw = 0; draw < 50; draw++) {
      Placement from =
          Placement.random(
              ramp, 16, 16, new Augmentation(true, true, true, true, true, false), random);
      Augmenter.Patch patch = Augmenter.Patch.of(ramp, from, 16, 16);
      for (int i = 0; i < patch.targets().length; i++) {
        if (patch.targets()[i] < 0) continue;
        inside++;
        double y = patch.image()[2 * i];
        double x = patch.image()[2 * i + 1];
        // Half a pixel to the nearest one, and the rounding of floats.
        assertEquals(y, Math.floor(patch.targets()[i] / side), .5 + 1e-4);
        assertEquals(x, patch.targets()[i] % side, .5 + 1e-4);
      }
    }
    assertTrue(inside > 50 * 256 / 2, "most of a patch lies inside its slice: " + inside);
  }

  @Test
  void drawsStayInTheirRangesAndHappenAsOftenAsStated() {
    RandomGenerator random = new SplittableRandom(1);
    int mirrored = 0;
    int turned = 0;
    int zoomed = 0;
    for (int i = 0; i < DRAWS; i++) {
      Placement p =
          Placement.random(
              square, 3, 3, new Augmentation(true, true, true, true, true, false), random);
      double determinant = p.yy() * p.xx() - p.yx() * p.xy();
      double zoom = 1 / Math.sqrt(Math.abs(determinant));
      double angle = Math.toDegrees(Math.atan2(p.xy(), p.yy()));
      assertTrue(Math.abs(angle) <= 15 && zoom >= .8 - 1e-9 && zoom <= 1.25 + 1e-9, p.toString());
      if (determinant < 0) mirrored++;
      if (angle != 0) turned++;
      if (Math.abs(zoom - 1) > 1e-9) zoomed++;
    }
    assertEquals(.5, mirrored / (double) DRAWS, SPREAD);
    assertEquals(.3, turned / (double) DRAWS, SPREAD);
    assertEquals(.3, zoomed / (double) DRAWS, SPREAD);
  }

  @Test
  void eachChangeCanBeSwitchedOff() {
    RandomGenerator random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      Placement p =
          Placement.random(
              square, 3, 3, new Augmentation(false, false, false, false, false, false), random);
      assertArrayEquals(numbers, patch(square, p, 3, 3));
    }
    Augmentation turns = new Augmentation(false, true, false, false, false, false);
    for (int i = 0; i < 100; i++) {
      Placement p = Placement.random(square, 3, 3, turns, random);
      assertEquals(1, p.yy() * p.xx() - p.yx() * p.xy(), 1e-12);
    }
  }

  /** A pixel that a random place has by chance once in 33 x 33. */
  @Test
  void halfOfTheCropsOfALargeSliceShowForeground() {
    short[] targets = new short[40 * 40];
    targets[39 * 40 + 2] = 1;
    Slice slice =
        new Slice(40, 40, 1, new float[40 * 40], new Targets.Labels(targets), Bounds.none());
    RandomGenerator random = new SplittableRandom(3);
    int shown = 0;
    for (int i = 0; i < DRAWS; i++) {
      Placement from =
          Placement.random(
              slice, 8, 8, new Augmentation(false, false, false, false, false, false), random);
      for (float target : Augmenter.Patch.of(slice, from, 8, 8).targets()) {
        assertTrue(target >= 0, "crops stay inside");
        if (target == 1) shown++;
      }
    }
    assertEquals(.5, shown / (double) DRAWS, SPREAD);
  }

  @Test
  void beyondTheBorderTheImageIsReflectedAndTheTargetUnknown() {
    int[] expected = {2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0};
    for (int i = 0; i < expected.length; i++)
      assertEquals(expected[i], Slice.reflect(i - 4, 3), "at " + (i - 4));
    assertEquals(0, Slice.reflect(-17, 1));
    assertEquals(5, square.linear(1, 1, 0));
    assertEquals(3, square.linear(.5, .5, 0));
    assertEquals(1, square.linear(-.5, -1, 0), "between a pixel and its own reflection");
    Targets.Labels labels = (Targets.Labels) square.targets();
    assertEquals(-1, labels.nearest(square, -.51, 1));
    assertEquals(-1, labels.nearest(square, 1, 2.5));
  }

  private static float[] patch(Slice slice, Placement from, int height, int width) {
    return Augmenter.Patch.of(slice, from, height, width).image();
  }

  private static Slice slice(int height, int width, float[] image) {
    return new Slice(
        height, width, 1, image, new Targets.Labels(new short[image.length]), Bounds.none());
  }

  /** Channels y and x, and the pixel's number as target. */
  private static Slice ramp(int side) {
    float[] image = new float[2 * side * side];
    short[] targets = new short[side * side];
    for (int i = 0; i < targets.length; i++) {
      image[2 * i] = i / side;
      image[2 * i + 1] = i % side;
      targets[i] = (short) i;
    }
    return new Slice(side, side, 2, image, new Targets.Labels(targets), Bounds.none());
  }
}
