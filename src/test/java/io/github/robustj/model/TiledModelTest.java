package io.github.robustj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.TiledModel.Shrinking;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.FakeBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TiledModelTest {

  private static final Shrinking BATCHES_ONLY = new Shrinking(Integer.MAX_VALUE, line -> {});

  /**
   * Logits {@code (x, -x)}, loss {@code sum of x^2 / 2 over counted pixels}: what tiles do to it is
   * known.
   */
  private static final class Pixelwise implements DifferentiableModel {

    private final List<int[]> calls = new ArrayList<>();
    private boolean closed;

    @Override
    public Tensor predict(Tensor images) {
      calls.add(images.shape());
      Tensor logits = Tensor.zeros(images.samples(), images.shape(1), images.shape(2), 2);
      for (int i = 0; i < images.data().length; i++) {
        logits.data()[2 * i] = images.data()[i];
        logits.data()[2 * i + 1] = -images.data()[i];
      }
      return logits;
    }

    @Override
    public LossAndGradient loss(Tensor images, Tensor targets) {
      float[] loss = new float[images.samples()];
      Tensor gradient = Tensor.zeros(images.shape());
      int n = images.sampleLength();
      for (int i = 0; i < images.data().length; i++) {
        if (targets.data()[i] < 0) continue;
        loss[i / n] += images.data()[i] * images.data()[i] / 2;
        gradient.data()[i] = images.data()[i];
      }
      return new LossAndGradient(loss, gradient, predict(images));
    }

    /** Half the squared distance to the first channel of the reference, over counted pixels. */
    @Override
    public LossAndGradient divergence(Tensor images, Tensor reference) {
      float[] value = new float[images.samples()];
      Tensor gradient = Tensor.zeros(images.shape());
      int n = images.sampleLength();
      for (int i = 0; i < images.data().length; i++) {
        float difference = images.data()[i] - reference.data()[2 * i];
        if (Float.isNaN(difference)) continue;
        value[i / n] += difference * difference / 2;
        gradient.data()[i] = difference;
      }
      return new LossAndGradient(value, gradient, predict(images));
    }

    @Override
    public Tensor pullback(Tensor images, Tensor weights) {
      calls.add(images.shape());
      Tensor gradient = Tensor.zeros(images.shape());
      for (int i = 0; i < gradient.data().length; i++)
        gradient.data()[i] = weights.data()[2 * i] - weights.data()[2 * i + 1];
      return gradient;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Pixelwise inside = new Pixelwise();

  @Test
  void blendingAPixelwiseModelChangesNothing() {
    Tensor images = noise(2, 70, 45);
    Tensor expected = new Pixelwise().predict(images);
    // A weighted mean of equal numbers: rounding of a few float sums.
    assertArrayEquals(expected.data(), tiled(32, 4).predict(images).data(), 1e-5f);
    for (int[] call : inside.calls) assertTrue(call[1] <= 32 && call[2] <= 32 && call[0] == 1);
  }

  /** Sums over 5 x 5 pixels, with nothing beyond the image: 2 pixels from an edge they differ. */
  private static final class Neighbours extends FakeBackend.Model {

    private final List<int[]> calls = new ArrayList<>();

    Neighbours() {
      super(new Pixelwise());
    }

    @Override
    public Tensor predict(Tensor images) {
      calls.add(images.shape());
      int height = images.shape(1);
      int width = images.shape(2);
      Tensor sums = Tensor.zeros(1, height, width, 1);
      for (int i = 0; i < height * width; i++)
        for (int y = Math.max(0, i / width - 2); y <= Math.min(height - 1, i / width + 2); y++)
          for (int x = Math.max(0, i % width - 2); x <= Math.min(width - 1, i % width + 2); x++)
            sums.data()[i] += images.data()[y * width + x];
      return sums;
    }
  }

  /** With a halo as wide as what is seen beyond an edge, tiles do not show; without, they do. */
  @Test
  void halosDoNotCount() {
    Tensor image = noise(1, 70, 101);
    Tensor whole = new Neighbours().predict(image);
    for (int halo : new int[] {2, 5, 7}) {
      Neighbours network = new Neighbours();
      Tensor found = tiled(network, new Tiling(16, 40, halo, true)).predict(image);
      // A weighted mean of equal sums of 25 numbers near 1.
      assertArrayEquals(whole.data(), found.data(), 2e-5f, "halo " + halo);
      for (int[] call : network.calls)
        assertArrayEquals(new int[] {1, 16, 40, 1}, call, "tiles have their shape");
    }
    Tensor blended = tiled(new Neighbours(), new Tiling(16, 40, 0, true)).predict(image);
    double worst = 0;
    for (int i = 0; i < whole.data().length; i++)
      worst = Math.max(worst, Math.abs(whole.data()[i] - blended.data()[i]));
    assertTrue(worst > .01, "largest difference " + worst);
  }

  /** Cores cover each pixel once, seen in whole tiles with at least the halo around them. */
  @Test
  void lossesSeeWholeTiles() {
    Tensor image = noise(1, 70, 101);
    Tiling tiles = new Tiling(16, 40, 3, true);
    int[] covered = new int[70 * 101];
    for (Window.Core core : Window.disjoint(image, tiles)) {
      Window inner = core.inner();
      Window seen = core.window();
      assertEquals(List.of(16, 40), List.of(seen.height(), seen.width()));
      assertTrue(seen.top() == 0 || inner.top() - seen.top() >= 3);
      assertTrue(seen.left() == 0 || inner.left() - seen.left() >= 5);
      int bottom = seen.top() + 16 - inner.top() - inner.height();
      int right = seen.left() + 40 - inner.left() - inner.width();
      assertTrue(seen.top() + 16 == 70 || bottom >= 3);
      assertTrue(seen.left() + 40 == 101 || right >= 5);
      for (int y = inner.top(); y < inner.top() + inner.height(); y++)
        for (int x = inner.left(); x < inner.left() + inner.width(); x++) covered[y * 101 + x]++;
    }
    for (int times : covered) assertEquals(1, times);
  }

  @Test
  void smallImagesGoInBatches() {
    Tensor images = noise(5, 20, 16);
    assertArrayEquals(new Pixelwise().predict(images).data(), tiled(32, 2).predict(images).data());
    assertEquals(List.of(2, 2, 1), inside.calls.stream().map(call -> call[0]).toList());
  }

  /** Each tile has one loss, weighted by its share of the area; every pixel counts once. */
  @Test
  void gradientOfTilesIsThatOfTheirMean() {
    Tensor image = noise(1, 50, 70);
    Tensor targets = Tensor.zeros(1, 50, 70, 1);
    LossAndGradient tiles = tiled(32, 4).loss(image, targets);
    float step = 1e-2f;
    for (int pixel : new int[] {0, 35, 1700, 3499}) {
      Tensor plus = image.copy();
      Tensor minus = image.copy();
      plus.data()[pixel] += step;
      minus.data()[pixel] -= step;
      double slope =
          (tiled(32, 4).loss(plus, targets).loss()[0] - tiled(32, 4).loss(minus, targets).loss()[0])
              / (2 * step);
      // The loss is about 300, so a float difference is good to 3e-5 / 2e-2.
      assertEquals(slope, tiles.gradient().data()[pixel], 3e-3);
      assertTrue(Math.abs(tiles.gradient().data()[pixel]) > 0);
    }
    assertArrayEquals(new Pixelwise().predict(image).data(), tiles.outputs().data());
  }

  /** For a pixelwise model blending changes nothing, so its pullback is the plain one. */
  @Test
  void pullbackOfBlendedTilesIsThatOfThePrediction() {
    Tensor images = noise(2, 70, 45);
    Tensor weights = new Pixelwise().predict(noise(2, 70, 45));
    Tensor expected = new Pixelwise().pullback(images, weights);
    assertArrayEquals(expected.data(), tiled(32, 4).pullback(images, weights).data(), 1e-5f);
    for (int[] call : inside.calls) assertTrue(call[1] <= 32 && call[2] <= 32 && call[0] == 1);
    inside.calls.clear();
    assertArrayEquals(expected.data(), tiled(128, 1).pullback(images, weights).data());
    assertEquals(2, inside.calls.size());
  }

  /**
   * Tiles of the same area as their cores' shares: each pixel counts once, times its tile's share.
   */
  @Test
  void divergenceOfTilesLeavesTheirContextOut() {
    Tensor image = noise(1, 50, 70);
    Tensor reference = new Pixelwise().predict(noise(1, 50, 70));
    for (int i = 0; i < image.data().length; i++) reference.data()[2 * i] += 1;
    LossAndGradient tiles = tiled(32, 4).divergence(image, reference);
    double expected = 0;
    for (Window.Core core : Window.disjoint(image, Tiling.square(32))) {
      Window inner = core.inner();
      Tensor x = inner.cut(image);
      expected += core.share(image) * new Pixelwise().divergence(x, inner.cut(reference)).loss()[0];
    }
    // A sum of 3500 floats of order 1.
    assertEquals(expected, tiles.loss()[0], 1e-3 * expected);
    for (float g : tiles.gradient().data()) assertTrue(g < 0);
  }

  @Test
  void lossOfBatchesKeepsTheOrderOfSamples() {
    Tensor images = noise(5, 20, 16);
    Tensor targets = Tensor.zeros(5, 20, 16, 1);
    LossAndGradient expected = new Pixelwise().loss(images, targets);
    LossAndGradient actual = tiled(32, 2).loss(images, targets);
    assertArrayEquals(expected.loss(), actual.loss());
    assertArrayEquals(expected.gradient().data(), actual.gradient().data());
  }

  @Test
  void asksBeforeEveryCallWhetherToGoOn() {
    TiledModel model =
        new TiledModel(
            inside,
            32,
            1,
            () -> {
              if (inside.calls.size() == 3) throw new CancellationException();
            },
            BATCHES_ONLY);
    assertThrows(CancellationException.class, () -> model.predict(noise(1, 100, 100)));
    assertEquals(3, inside.calls.size());
  }

  /** The blended prediction of a pixelwise model is the same in tiles of any size. */
  @Test
  void aPredictionShrinksUntilItFitsAndStaysThere() {
    List<String> log = new ArrayList<>();
    TiledModel model = shrinking(20 * 20, log);
    Tensor images = noise(3, 60, 50);
    Tensor expected = new Pixelwise().predict(images);
    assertArrayEquals(expected.data(), model.predict(images).data(), 1e-5f);
    List<String> steps = List.of("batches of 1 ", "tiles of 30 ", "tiles of 16 ");
    assertEquals(3, log.size(), log.toString());
    for (int i = 0; i < 3; i++) assertTrue(log.get(i).contains(steps.get(i)), log.get(i));
    model.predict(images);
    assertEquals(3, log.size());
  }

  @Test
  void aLossShrinksItsBatchButNotItsTiles() {
    List<String> log = new ArrayList<>();
    Tensor images = noise(4, 30, 30);
    Tensor targets = Tensor.zeros(4, 30, 30, 1);
    LossAndGradient expected = new Pixelwise().loss(images, targets);
    LossAndGradient found = shrinking(40 * 40, log).loss(images, targets);
    assertArrayEquals(expected.loss(), found.loss());
    assertArrayEquals(expected.gradient().data(), found.gradient().data());
    assertEquals(2, log.size(), log.toString());
    assertThrows(OutOfMemoryException.class, () -> shrinking(20 * 20, log).loss(images, targets));
  }

  @Test
  void theSmallestTileThatDoesNotFitIsNamed() {
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> shrinking(10 * 10, new ArrayList<>()).predict(noise(1, 70, 90)))
            .getMessage();
    assertTrue(sentence.contains("16 x 16 pixels"), sentence);
  }

  /** On a device with memory for so many pixels at once. */
  private TiledModel shrinking(int pixels, List<String> log) {
    DifferentiableModel small =
        new FakeBackend.Model(inside) {
          @Override
          public Tensor predict(Tensor images) {
            require(images);
            return super.predict(images);
          }

          @Override
          public LossAndGradient loss(Tensor images, Tensor targets) {
            require(images);
            return super.loss(images, targets);
          }

          private void require(Tensor images) {
            if (images.data().length > pixels) throw new OutOfMemoryException("OOM", null);
          }
        };
    return new TiledModel(small, 80, 4, () -> {}, new Shrinking(16, log::add));
  }

  @Test
  void closesTheModelInside() {
    tiled(32, 1).close();
    assertTrue(inside.closed);
  }

  private static TiledModel tiled(DifferentiableModel network, Tiling tiles) {
    return new TiledModel(network, tiles, 1, () -> {}, BATCHES_ONLY);
  }

  private TiledModel tiled(int tile, int batch) {
    return new TiledModel(inside, tile, batch, () -> {}, BATCHES_ONLY);
  }

  private static Tensor noise(int samples, int height, int width) {
    RandomGenerator random = new SplittableRandom(3);
    float[] values = new float[samples * height * width];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return new Tensor(values, samples, height, width, 1);
  }
}
