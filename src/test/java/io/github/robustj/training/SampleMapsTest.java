package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Augmentation;
import io.github.robustj.data.Batch;
import io.github.robustj.data.SliceSet;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleMapsTest {

  private static final Augmentation MIRRORED =
      new Augmentation(true, false, false, false, false, false);

  private final SliceSet slices = slices();

  /** What is remembered follows the image: shown with the image itself, they are equal. */
  @Test
  void mapsFollowTheImagesThroughAugmentation() {
    SampleMaps maps = new SampleMaps("m");
    maps.require(3);
    Batch plain = slices.plain(0, 1, 2);
    maps.blend(plain, plain.images(), 0);
    for (int draw = 0; draw < 10; draw++) {
      Batch batch = slices.augmented(new int[] {2, 0}, new SplittableRandom(draw));
      Tensor shown = maps.at(batch, Tensor.zeros(2, 4, 6, 1));
      assertArrayEquals(batch.images().data(), shown.data(), "draw " + draw);
    }
  }

  @Test
  void unknownSamplesShowSomethingElse() {
    SampleMaps maps = new SampleMaps("m");
    maps.require(3);
    Batch one = slices.plain(1);
    maps.blend(one, one.images(), .9);
    assertTrue(maps.knows(1));
    assertFalse(maps.knows(0));
    Tensor otherwise = Tensor.zeros(2, 4, 6, 1);
    Tensor shown = maps.at(slices.plain(0, 1), otherwise);
    assertArrayEquals(new float[24], shown.slice(0, 1).data());
    assertArrayEquals(one.images().data(), shown.slice(1, 2).data());
  }

  @Test
  void theStateBringsThemBack() {
    SampleMaps maps = new SampleMaps("m");
    maps.require(3);
    Batch two = slices.plain(0, 2);
    maps.blend(two, two.images(), 0);
    SampleMaps restored = new SampleMaps("m");
    assertFalse(restored.isIn(Map.of()));
    assertTrue(restored.isIn(maps.state()));
    restored.restore(maps.state());
    restored.require(3);
    assertFalse(restored.knows(1));
    Tensor shown = restored.at(two, Tensor.zeros(2, 4, 6, 1));
    assertArrayEquals(two.images().data(), shown.data());
    assertThrows(RobustJException.class, () -> restored.require(4));
  }

  /** More than a float counts: the second map begins where the first ends, not one number off. */
  @Test
  void longMapsComeBackWhereTheyWere() {
    int length = (1 << 24) + 1;
    float[] values = new float[length + 3];
    for (int i = length - 2; i < values.length; i++) values[i] = i - length;
    Map<String, Tensor> state =
        Map.of(
            "m_lengths", new Tensor(new float[] {256, 1, 0, 0, 0, 3}, 3, 2),
            "m", new Tensor(values, values.length));
    SampleMaps maps = new SampleMaps("m");
    maps.restore(state);
    assertFalse(maps.knows(1));
    Map<String, Tensor> again = maps.state();
    assertArrayEquals(state.get("m_lengths").data(), again.get("m_lengths").data());
    assertArrayEquals(values, again.get("m").data());
  }

  @Test
  void checkpointsOfBeforeAreReadAndDamagedOnesRefused() {
    SampleMaps maps = new SampleMaps("m");
    Tensor values = new Tensor(new float[] {1, 2, 3}, 3);
    maps.restore(Map.of("m_lengths", new Tensor(new float[] {1, 0, 2}, 3), "m", values));
    assertTrue(maps.knows(2) && !maps.knows(1));
    Map<String, Tensor> wrong = Map.of("m_lengths", new Tensor(new float[] {1, 1}, 2), "m", values);
    assertThrows(RobustJException.class, () -> maps.restore(wrong));
  }

  /** Three slices of 4 x 6 pixels with values of their own. */
  private static SliceSet slices() {
    Tensor images = Tensor.zeros(3, 4, 6, 1);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = i;
    SliceSet.Builder builder = new SliceSet.Builder();
    builder.add(images, Tensor.zeros(3, 4, 6, 1), Bounds.none());
    return builder.build(4, 6, MIRRORED);
  }
}
