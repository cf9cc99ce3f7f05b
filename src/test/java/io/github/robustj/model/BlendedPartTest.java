package io.github.robustj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.BlendedPart.Area;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.PixelClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Parts of a blended prediction are those of the whole, to the last bit. */
class BlendedPartTest {

  private static final int HEIGHT = 150;
  private static final int WIDTH = 131;

  private static final List<Tiling> TILINGS =
      List.of(
          Tiling.square(32),
          new Tiling(48, 40, 0, true),
          new Tiling(64, 64, 9, true),
          Tiling.square(149));

  private final Tensor image = noise();

  /**
   * Says something else of a pixel in each window, as networks do at the edges of what they see.
   */
  private final DifferentiableModel network =
      new TestNetwork() {
        @Override
        public Tensor predict(Tensor window) {
          Tensor logits = Tensor.zeros(1, window.shape(1), window.shape(2), 3);
          float first = window.data()[0];
          for (int i = 0; i < logits.data().length; i++)
            logits.data()[i] = (float) Math.sin(9 * window.data()[i / 3] + first + i % 3);
          return logits;
        }
      };

  @Test
  void partsAreThoseOfTheWhole() {
    for (Tiling tiling : TILINGS) {
      Tensor whole =
          new TiledModel(network, tiling, 16, () -> {}, new TiledModel.Shrinking(64, line -> {}))
              .predict(image);
      for (int side : new int[] {1, 7, 64, 100, 200})
        for (int top = 0; top < HEIGHT; top += side * (side == 1 ? 37 : 1))
          for (int left = 0; left < WIDTH; left += side * (side == 1 ? 41 : 1))
            assertSame(whole, tiling, area(top, left, side));
    }
  }

  private static Area area(int top, int left, int side) {
    return new Area(top, left, Math.min(HEIGHT, top + side), Math.min(WIDTH, left + side));
  }

  private void assertSame(Tensor whole, Tiling tiling, Area part) {
    float[] found = new float[part.height() * part.width() * 3];
    Arrays.fill(found, Float.NaN);
    int[] next = {part.top()};
    int[] seen = {0};
    BlendedPart.predict(
        HEIGHT,
        WIDTH,
        tiling,
        part,
        window -> {
          seen[0]++;
          return network.predict(cut(window));
        },
        (top, rows) -> {
          assertEquals(next[0], top, "rows follow each other");
          next[0] += rows.shape(1);
          int at = (top - part.top()) * part.width() * 3;
          System.arraycopy(rows.data(), 0, found, at, rows.data().length);
        });
    assertEquals(part.bottom(), next[0]);
    assertEquals(BlendedPart.windows(HEIGHT, WIDTH, tiling, part), seen[0]);
    for (int y = 0; y < part.height(); y++) {
      int from = ((part.top() + y) * WIDTH + part.left()) * 3;
      int n = part.width() * 3;
      assertArrayEquals(
          Arrays.copyOfRange(whole.data(), from, from + n),
          Arrays.copyOfRange(found, y * n, (y + 1) * n));
    }
  }

  /** Of a slide of 100 000 pixels a side no window is missed, and few are seen. */
  @Test
  void aPartOfASlideNeedsFewWindows() {
    int side = 100_000;
    Tiling tiling = Tiling.square(512);
    int windows = BlendedPart.windows(side, side, tiling, new Area(95_000, 95_000, 99_096, 99_096));
    assertTrue(windows >= 17 * 17 && windows <= 19 * 19, windows + " windows");
    assertTrue(BlendedPart.isWhole(512, 100, tiling));
    assertTrue(!BlendedPart.isWhole(513, 100, tiling));
  }

  private Tensor cut(Area window) {
    return new Window(window.top(), window.left(), window.height(), window.width()).cut(image);
  }

  private static Tensor noise() {
    SplittableRandom random = new SplittableRandom(5);
    Tensor noise = Tensor.zeros(1, HEIGHT, WIDTH, 1);
    for (int i = 0; i < noise.data().length; i++) noise.data()[i] = (float) random.nextDouble();
    return noise;
  }

  private abstract static class TestNetwork extends ForwardingModel {
    TestNetwork() {
      super(new PixelClassifier(1, 0));
    }
  }
}
