package io.github.robustj.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ObjectTargetsTest {

  private static final int WIDTH = 60;
  private static final int HEIGHT = 40;
  private static final Box BOX = new Box(20, 12, 37, 23);

  /**
   * A bright rectangle stays where its box says, however the patch is mirrored and scaled: the
   * centre of brightness within half a pixel of the box's, the area within a tenth.
   */
  @Test
  void boxesFollowThePixels() {
    Slice slice = slice(BOX);
    RandomGenerator random = new SplittableRandom(3);
    Augmentation all = new Augmentation(true, false, true, false, false, true);
    int checked = 0;
    for (int i = 0; i < 100; i++) {
      Augmenter.Patch patch =
          Augmenter.Patch.of(
              slice, Placement.random(slice, HEIGHT, WIDTH, all, random), HEIGHT, WIDTH);
      Box box = BoxRow.box(patch.targets(), 0);
      if (box.left() <= 1
          || box.right() >= WIDTH - 1
          || box.top() <= 1
          || box.bottom() >= HEIGHT - 1) continue;
      double sum = 0;
      double x = 0;
      double y = 0;
      for (int p = 0; p < WIDTH * HEIGHT; p++) {
        // What is reflected at the edge of the slice is none of the object's.
        boolean near =
            Math.abs(p % WIDTH + .5 - box.centerX()) < box.width()
                && Math.abs(p / WIDTH + .5 - box.centerY()) < box.height();
        if (!near) continue;
        sum += patch.image()[p];
        x += patch.image()[p] * (p % WIDTH + .5);
        y += patch.image()[p] * (p / WIDTH + .5);
      }
      assertEquals(box.centerX(), x / sum, .5);
      assertEquals(box.centerY(), y / sum, .5);
      assertEquals(1, sum / box.area(), .1);
      checked++;
    }
    assertTrue(checked > 50, checked + " whole boxes");
  }

  /** A patch of 40 x 40 around the middle, then one that is larger than the slice. */
  @Test
  void whatTheEdgeCutsIsCutAndWhatLiesBeyondDoesNotCount() {
    Slice slice = slice(new Box(2, 5, 15, 20));
    float[] small = slice.targets().cut(slice, Placement.centered(slice, 40, 40), 40, 40);
    assertEquals(new Box(0, 5, 5, 20), BoxRow.box(small, 0), "10 columns less on the left");
    assertEquals(Role.OBJECT, BoxRow.role(small, 0).orElseThrow(), "5 of 13 columns are left");
    float[] smaller = slice.targets().cut(slice, Placement.centered(slice, 40, 34), 40, 34);
    assertEquals(Role.CROWD, BoxRow.role(smaller, 0).orElseThrow(), "2 of 13 are not enough");
    float[] none = slice.targets().cut(slice, Placement.centered(slice, 40, 20), 40, 20);
    assertTrue(BoxRow.role(none, 0).isEmpty(), "outside");
    assertEquals(BoxRow.COLUMNS, small.length, "nothing beyond the slice");
    float[] large = slice.targets().cut(slice, Placement.centered(slice, 48, 60), 48, 60);
    assertEquals(3 * BoxRow.COLUMNS, large.length);
    assertEquals(new Box(0, 0, 60, 4), BoxRow.box(large, BoxRow.COLUMNS));
    assertEquals(new Box(0, 44, 60, 48), BoxRow.box(large, 2 * BoxRow.COLUMNS));
    assertEquals(BoxRow.EVERY_CLASS, large[BoxRow.COLUMNS + BoxRow.CLASS]);
  }

  /** Patches of one batch have as many rows as the one with most. */
  @Test
  void batchesArePaddedWithEmptyRows() {
    SliceSet.Builder builder = new SliceSet.Builder();
    Tensor image = Tensor.zeros(1, HEIGHT, WIDTH, 1);
    builder.add(image, rows(BOX), Bounds.none());
    builder.add(image, rows(BOX, new Box(1, 1, 5, 5), new Box(6, 6, 9, 9)), Bounds.none());
    Tensor targets =
        builder
            .build(HEIGHT, WIDTH, new Augmentation(false, false, false, false, false, false))
            .plain(0, 1)
            .targets();
    assertEquals(3, targets.shape(1));
    assertTrue(BoxRow.role(targets.data(), BoxRow.COLUMNS).isEmpty());
    assertEquals(new Box(6, 6, 9, 9), BoxRow.box(targets.data(), 5 * BoxRow.COLUMNS));
  }

  private static Slice slice(Box box) {
    float[] image = new float[WIDTH * HEIGHT];
    for (int p = 0; p < image.length; p++) {
      double x = p % WIDTH + .5;
      double y = p / WIDTH + .5;
      boolean inside = x > box.left() && x < box.right() && y > box.top() && y < box.bottom();
      image[p] = inside ? 1 : 0;
    }
    return new Slice(
        HEIGHT, WIDTH, 1, image, Targets.of(rows(box), 0, MirrorPairs.NONE), Bounds.none());
  }

  private static Tensor rows(Box... boxes) {
    Tensor rows = Tensor.zeros(1, boxes.length, BoxRow.COLUMNS);
    for (int i = 0; i < boxes.length; i++)
      BoxRow.write(rows.data(), i * BoxRow.COLUMNS, 0, BoxedObject.drawn("cell", boxes[i]));
    return rows;
  }
}
