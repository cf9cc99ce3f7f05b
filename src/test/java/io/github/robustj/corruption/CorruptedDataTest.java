package io.github.robustj.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Augmentation;
import io.github.robustj.data.Batch;
import io.github.robustj.data.SliceSet;
import io.github.robustj.data.TrainingData;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorruptedDataTest {

  private static final int SAMPLES = 200;

  private final SliceSet slices = slices();

  /** Without any augmentation but that at hand. */
  private static SliceSet slices() {
    Random random = new Random(1);
    Tensor images = Tensor.zeros(SAMPLES, 12, 10, 1);
    for (int k = 0; k < images.data().length; k++)
      images.data()[k] = (float) Math.max(-2, Math.min(2, random.nextGaussian()));
    SliceSet.Builder builder = new SliceSet.Builder();
    builder.add(images, Tensor.zeros(SAMPLES, 12, 10, 1), Bounds.of(-2, 2));
    return builder.build(12, 10, new Augmentation(true, true, true, true, true, true));
  }

  private static int[] all() {
    int[] all = new int[SAMPLES];
    Arrays.setAll(all, i -> i);
    return all;
  }

  @Test
  void withoutCorruptionsTheDataAreTheSame() {
    assertSame(slices, CorruptedData.of(slices, List.of()));
  }

  /** Of 200 samples 60 on average, with a deviation of 6.5; four of these. */
  @Test
  void threeInTenSamplesChangeAndNothingElseDoes() {
    TrainingData corrupted = CorruptedData.of(slices, List.of("gaussian_noise", "ghosting"));
    Batch clean = slices.augmented(all(), new SplittableRandom(3));
    Batch worse = corrupted.augmented(all(), new SplittableRandom(3));
    int changed = 0;
    int n = clean.images().sampleLength();
    for (int i = 0; i < SAMPLES; i++) {
      float[] before = clean.images().slice(i, i + 1).data();
      float[] after = worse.images().slice(i, i + 1).data();
      assertEquals(n, after.length);
      if (!Arrays.equals(before, after)) changed++;
    }
    assertEquals(60, changed, 26);
    for (float v : worse.images().data()) assertTrue(v >= -2 && v <= 2);
    assertArrayEquals(clean.targets().data(), worse.targets().data());
    assertEquals(clean.views(), worse.views());
    assertEquals(clean.bounds(), worse.bounds());
    assertArrayEquals(slices.plain(4).images().data(), corrupted.plain(4).images().data());
    assertEquals(SAMPLES, corrupted.size());
  }

  @Test
  void theSameSeedGivesTheSameSamples() {
    TrainingData corrupted = CorruptedData.of(slices, Corruptions.parseForPatches("all"));
    Batch one = corrupted.augmented(all(), new SplittableRandom(3));
    Batch two = corrupted.augmented(all(), new SplittableRandom(3));
    assertArrayEquals(one.images().data(), two.images().data());
  }

  /** Stains need colours as they were read. */
  @Test
  void whatNeedsColoursIsNotForPatches() {
    assertTrue(Corruptions.parse("microscopy").contains("stain_shift"));
    assertFalse(Corruptions.parseForPatches("microscopy").contains("stain_shift"));
    assertTrue("stain_shift".matches(Corruptions.expression()));
    assertFalse("stain_shift".matches(Corruptions.expressionForPatches()));
    assertTrue("mr, jpeg".matches(Corruptions.expressionForPatches()));
    assertFalse("mr;jpeg".matches(Corruptions.expressionForPatches()));
  }
}
