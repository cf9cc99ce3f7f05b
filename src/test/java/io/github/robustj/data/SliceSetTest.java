package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SliceSetTest {

  private static final int SIDE = 32;

  @Test
  void slicesOfAllCasesAreNumberedThrough() {
    SliceSet.Builder builder = new SliceSet.Builder();
    Bounds first = Bounds.of(0, 4);
    Bounds second = Bounds.of(5, 9);
    builder.add(new Tensor(new float[] {1, 2}, 2, 1, 1, 1), classes(2, 1, 1), first);
    builder.add(new Tensor(new float[] {5, 6, 7, 8}, 1, 2, 2, 1), classes(1, 2, 2), second);
    assertEquals(List.of(1, 1, 2), builder.heights());
    assertEquals(List.of(1, 1, 2), builder.widths());
    SliceSet set = builder.build(1, 2, new Augmentation(false, false, false, false, false, false));
    assertEquals(3, set.size());
    Batch batch = set.plain(2, 0);
    assertArrayEquals(new int[] {2, 0}, batch.indices());
    assertArrayEquals(new int[] {2, 1, 2, 1}, batch.images().shape());
    assertArrayEquals(new int[] {2, 1, 2, 1}, batch.targets().shape());
    assertEquals(List.of(second, first), batch.bounds());
    assertArrayEquals(new float[] {5, 6, 1, 1}, batch.images().data());
    assertEquals(0, set.plain().images().samples());
  }

  @Test
  void smallSlicesArePaddedWithPixelsThatDoNotCount() {
    SliceSet.Builder builder = new SliceSet.Builder();
    Tensor targets = new Tensor(new float[] {0, 1, 2, 3}, 1, 2, 2, 1);
    builder.add(new Tensor(new float[] {5, 6, 7, 8}, 1, 2, 2, 1), targets, Bounds.none());
    Batch batch =
        builder.build(4, 3, new Augmentation(false, false, false, false, false, false)).plain(0);
    assertArrayEquals(new float[] {5, 5, 6, 5, 5, 6, 7, 7, 8, 7, 7, 8}, batch.images().data());
    assertArrayEquals(
        new float[] {-1, -1, -1, -1, 0, 1, -1, 2, 3, -1, -1, -1}, batch.targets().data());
  }

  @Test
  void withoutAugmentationBothBatchesAgree() {
    SliceSet set = one(new Augmentation(false, false, false, false, false, false), Bounds.none());
    Batch augmented = set.augmented(new int[] {0}, new SplittableRandom(1));
    assertArrayEquals(set.plain(0).images().data(), augmented.images().data());
    assertArrayEquals(set.plain(0).targets().data(), augmented.targets().data());
  }

  @Test
  void theSameSeedGivesTheSameBatch() {
    SliceSet set = one(new Augmentation(true, true, true, true, true, false), Bounds.none());
    int[] twice = {0, 0};
    Batch a = set.augmented(twice, new SplittableRandom(5));
    Batch b = set.augmented(twice, new SplittableRandom(5));
    assertArrayEquals(a.images().data(), b.images().data());
    assertArrayEquals(a.targets().data(), b.targets().data());
    Tensor images = a.images();
    assertFalse(Arrays.equals(images.slice(0, 1).data(), images.slice(1, 2).data()));
  }

  @Test
  void intensitiesStayInTheBoundsOfTheirCase() {
    SliceSet set = one(new Augmentation(true, true, true, true, true, false), Bounds.of(-.5f, .5f));
    float[] values = set.augmented(new int[40], new SplittableRandom(2)).images().data();
    for (float value : values) assertTrue(Math.abs(value) <= .5f);
  }

  /** One exponent explains every pixel, and the darkest and brightest stay. */
  @Test
  void gammaBendsTheRangeOfThePatch() {
    SliceSet set = one(new Augmentation(false, false, false, true, false, false), Bounds.none());
    float[] plain = set.plain(0).images().data();
    float low = min(plain);
    double range = -min(negated(plain)) - (double) low;
    int changed = 0;
    for (int seed = 0; seed < 100; seed++) {
      float[] bent = set.augmented(new int[1], new SplittableRandom(seed)).images().data();
      if (Arrays.equals(plain, bent)) continue;
      changed++;
      double share = (plain[1] - low) / range;
      double gamma = Math.log((bent[1] - low) / range) / Math.log(share);
      assertTrue(gamma > .7 - 1e-3 && gamma < 1.5 + 1e-3, "gamma " + gamma);
      for (int i = 0; i < plain.length; i++)
        // The exponent is known to about 1e-5 from one float.
        assertEquals(low + range * Math.pow((plain[i] - low) / range, gamma), bent[i], 1e-3);
    }
    // .3 of 100, give or take four standard deviations
    assertEquals(30, changed, 4 * Math.sqrt(21));
  }

  @Test
  void noiseIsAtMostATenthOfTheDeviation() {
    SliceSet set = one(new Augmentation(false, false, false, false, true, false), Bounds.none());
    float[] plain = set.plain(0).images().data();
    double largest = 0;
    for (int seed = 0; seed < 100; seed++) {
      float[] noisy = set.augmented(new int[1], new SplittableRandom(seed)).images().data();
      float[] noise = new float[plain.length];
      for (int i = 0; i < noise.length; i++) noise[i] = noisy[i] - plain[i];
      largest = Math.max(largest, deviation(noise) / deviation(plain));
    }
    // The estimate from 1024 draws is good to 2 %; thirty uniform shares come near their limit.
    assertTrue(largest > .08 && largest < .11, "largest share " + largest);
  }

  private static SliceSet one(Augmentation augmentation, Bounds bounds) {
    float[] pixels = new float[SIDE * SIDE];
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextDouble(-1, 1);
    SliceSet.Builder builder = new SliceSet.Builder();
    builder.add(new Tensor(pixels, 1, SIDE, SIDE, 1), classes(1, SIDE, SIDE), bounds);
    return builder.build(SIDE, SIDE, augmentation);
  }

  private static Tensor classes(int slices, int height, int width) {
    Tensor targets = Tensor.zeros(slices, height, width, 1);
    for (int i = 0; i < targets.data().length; i++) targets.data()[i] = i % 3;
    return targets;
  }

  private static float[] negated(float[] values) {
    float[] negated = values.clone();
    for (int i = 0; i < negated.length; i++) negated[i] = -values[i];
    return negated;
  }

  private static float min(float[] values) {
    float min = Float.POSITIVE_INFINITY;
    for (float v : values) min = Math.min(min, v);
    return min;
  }

  private static double deviation(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float v : values) {
      sum += v;
      squares += (double) v * v;
    }
    double mean = sum / values.length;
    return Math.sqrt(squares / values.length - mean * mean);
  }
}
