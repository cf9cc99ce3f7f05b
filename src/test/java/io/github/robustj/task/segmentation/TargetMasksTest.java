package io.github.robustj.task.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.robustj.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Hand-drawn masks. */
class TargetMasksTest {

  private final Tensor targets =
      new Tensor(
          new float[] {
            1, 1, 1, 1, 0, //
            1, 1, 1, 1, 2, //
            1, 1, 1, 1, 0, //
            0, 0, 2, 2, -1
          },
          1,
          4,
          5,
          1);

  @Test
  void erasesOneStructure() {
    assertArrayEquals(
        new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 2, -1},
        TargetMasks.erase(targets, 1).data());
  }

  @Test
  void swapsTwo() {
    assertArrayEquals(
        new float[] {2, 2, 2, 2, 0, 2, 2, 2, 2, 1, 2, 2, 2, 2, 0, 0, 0, 1, 1, -1},
        TargetMasks.swap(targets, 1, 2).data());
  }

  /** Distance 1 takes the neighbours of something else; the image's border takes nothing. */
  @Test
  void shrinksFromItsOutlineInwards() {
    assertArrayEquals(
        new float[] {1, 1, 1, 0, 0, 1, 1, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 2, -1},
        TargetMasks.shrink(targets, 1, 1).data());
    // The diagonal neighbour is 1.41 away.
    assertArrayEquals(
        new float[] {1, 1, 1, 0, 0, 1, 1, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 2, -1},
        TargetMasks.shrink(targets, 1, 1.5).data());
    assertArrayEquals(
        new float[] {1, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 2, -1},
        TargetMasks.shrink(targets, 1, 2).data());
  }

  /** Three of four labelled pixels agree; where there is no label nothing disagrees. */
  @Test
  void agreementIsTheShareOfPixels() {
    float[] logits = {1, 0, 0, 1, 1, 0, 0, 1, 5, 0, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3};
    Tensor two = new Tensor(new float[] {0, 1, 1, 1, -1, -1, -1, -1, -1, -1}, 2, 1, 5, 1);
    assertArrayEquals(
        new float[] {.75f, 1}, TargetMasks.agreement(new Tensor(logits, 2, 1, 5, 2), two));
  }

  /** Slices are two-dimensional: what is beside in the next one does not count. */
  @Test
  void shrinksEverySliceOnItsOwn() {
    Tensor two = Tensor.zeros(2, 1, 3, 1);
    for (int k = 0; k < 3; k++) two.data()[k] = 1;
    assertArrayEquals(new float[] {1, 1, 1, 0, 0, 0}, TargetMasks.shrink(two, 1, 2).data());
  }
}
