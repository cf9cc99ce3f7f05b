package io.github.robustj.task.detection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.BoxedObject.Role;
import io.github.robustj.model.CellTile;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.CellTiles;
import io.github.robustj.task.Correctness;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellTilesTest {

  private static final DetectionTask TASK =
      new DetectionTask(List.of("red", "white"), Correctness.LOSS);

  /**
   * Says of each cell the mean of its pixels and, as a network with instance normalisation does,
   * something of all that it sees: outputs of a tile are not those of the whole.
   */
  private static final class Blocks implements DifferentiableModel {

    @Override
    public Tensor predict(Tensor images) {
      Tensor outputs = empty(images);
      for (int i = 0; i < images.samples(); i++) {
        double all = mean(images, i);
        for (int k = 0; k < outputs.sampleLength(); k++) {
          int cell = k / 6;
          double own = 0;
          for (int p : pixels(images, cell)) own += at(images, i, p);
          outputs.data()[i * outputs.sampleLength() + k] =
              (float) (own / 16 * (k % 6 - 2) * .7 + all * all * (k % 6 - 1));
        }
      }
      return outputs;
    }

    @Override
    public Tensor pullback(Tensor images, Tensor weights) {
      Tensor gradient = Tensor.zeros(images.shape());
      for (int i = 0; i < images.samples(); i++) {
        double byMean = 0;
        for (int k = 0; k < weights.sampleLength(); k++) {
          double weight = weights.data()[i * weights.sampleLength() + k];
          byMean += weight * 2 * mean(images, i) * (k % 6 - 1);
          for (int p : pixels(images, k / 6))
            gradient.data()[i * images.sampleLength() + p] +=
                (float) (weight * (k % 6 - 2) * .7 / 16);
        }
        for (int p = 0; p < images.sampleLength(); p++)
          gradient.data()[i * images.sampleLength() + p] +=
              (float) (byMean / images.sampleLength());
      }
      return gradient;
    }

    private static Tensor empty(Tensor images) {
      return Tensor.zeros(
          images.samples(), BoxMaps.cells(images.shape(1)), BoxMaps.cells(images.shape(2)), 6);
    }

    private static double mean(Tensor images, int sample) {
      double sum = 0;
      for (int p = 0; p < images.sampleLength(); p++) sum += at(images, sample, p);
      return sum / images.sampleLength();
    }

    private static double at(Tensor images, int sample, int pixel) {
      return images.data()[sample * images.sampleLength() + pixel];
    }

    /** Of a cell; fewer at the edge. */
    private static int[] pixels(Tensor images, int cell) {
      int across = BoxMaps.cells(images.shape(2));
      int width = images.shape(2);
      return IntStream.range(0, images.shape(1) * width)
          .filter(p -> p / width / 4 == cell / across && p % width / 4 == cell % across)
          .toArray();
    }

    @Override
    public LossAndGradient loss(Tensor images, Tensor targets) {
      throw new AssertionError("a loss of one tile is not that of the image");
    }

    @Override
    public LossAndGradient divergence(Tensor images, Tensor reference) {
      throw new AssertionError("not asked for");
    }

    @Override
    public void close() {}
  }

  /** Each cell counts in one tile, which shows an eighth of its side around it at least. */
  @Test
  void everyCellCountsOnce() {
    for (int length : new int[] {1, 63, 64, 65, 67, 68, 100, 127, 333, 1001})
      for (int tile : new int[] {16, 61, 64, 256}) {
        int[] counted = new int[BoxMaps.cells(length)];
        for (CellTile part : CellTile.of(length, 8, tile, 4)) {
          String where = "%d pixels, tile %s".formatted(length, part);
          assertEquals(0, part.top() % 4, where);
          assertTrue(part.height() <= tile && part.top() + part.height() <= length, where);
          for (int y = part.cells().top(); y < part.cells().bottom(); y++) counted[y]++;
          int before = 4 * part.cells().top() - part.top();
          int after = part.top() + part.height() - 4 * part.cells().bottom();
          boolean last = part.cells().bottom() == counted.length;
          assertTrue(part.top() == 0 || before >= tile / 8 - 8, where);
          assertTrue(last || after >= tile / 8 - 8, where);
        }
        for (int count : counted) assertEquals(1, count, length + " pixels in tiles of " + tile);
      }
  }

  /** Two images of 35 x 42 pixels in tiles of 16: outputs are those of the tiles. */
  @Test
  void outputsAreThoseOfTheTiles() {
    Tensor images = images();
    Tensor outputs = tiles().predict(images);
    assertArrayEquals(new int[] {2, 9, 11, 6}, outputs.shape());
    for (int i = 0; i < 2; i++)
      for (CellTile part : CellTile.of(35, 42, 16, 4)) {
        Tensor said = new Blocks().predict(part.cut(images, i));
        int y = part.cells().bottom() - 1;
        int x = part.cells().left();
        int there = ((y - part.top() / 4) * said.shape(2) + x - part.left() / 4) * 6;
        assertEquals(
            said.data()[there + 2],
            outputs.data()[((i * 9 + y) * 11 + x) * 6 + 2],
            part.toString());
      }
  }

  /** The loss is that of the outputs, whose value is known, and its gradient the exact one. */
  @Test
  void theGradientIsThatOfTheLossOfAllTiles() {
    CellTiles model = tiles();
    Tensor images = images();
    Tensor rows =
        TASK.encode(
            new Boxes(
                List.of(
                    List.of(
                        BoxedObject.drawn("red", new Box(3, 2, 23, 18)),
                        BoxedObject.drawn("white", new Box(25, 20, 42, 35)),
                        new BoxedObject("red", new Box(0, 24, 12, 35), 1, Role.CROWD)),
                    List.of())));
    LossAndGradient at = model.loss(images, rows);
    float[] quality = TASK.quality(model.predict(images), rows);
    for (int i = 0; i < 2; i++) assertEquals(-quality[i], at.loss()[i], 1e-5);
    int n = images.sampleLength();
    for (int k = 0; k < images.data().length; k += 37) {
      double slope =
          (loss(model, images, rows, k, .01f) - loss(model, images, rows, k, -.01f)) / .02;
      assertEquals(slope, at.gradient().data()[k], 2e-3 + .01 * Math.abs(slope), "pixel " + k % n);
    }
  }

  private static double loss(CellTiles model, Tensor images, Tensor rows, int k, float step) {
    Tensor moved = images.copy();
    moved.data()[k] += step;
    return -TASK.quality(model.predict(moved), rows)[k / images.sampleLength()];
  }

  /** In closed form against central differences, boxes apart, inside, across and equal included. */
  @Test
  void theSlopeIsTheDerivative() {
    SplittableRandom random = new SplittableRandom(7);
    Tensor outputs = Tensor.zeros(1, 5, 6, 6);
    for (int k = 0; k < outputs.data().length; k++)
      outputs.data()[k] = (float) (random.nextGaussian() * (k % 6 < 2 ? 2 : 1));
    Tensor rows =
        TASK.encode(
            Boxes.of(
                List.of(
                    BoxedObject.drawn("red", new Box(0, 0, 18, 16)),
                    BoxedObject.drawn("white", new Box(9, 6, 24, 20)))));
    BoxMaps maps = BoxMaps.of(rows, 20, 24, 2);
    Tensor slope = DetectionSlope.of(outputs, maps);
    for (int k = 0; k < outputs.data().length; k++)
      assertEquals(difference(outputs, maps, k), slope.data()[k], 3e-3, "output " + k);
  }

  private static double difference(Tensor outputs, BoxMaps maps, int k) {
    double[] loss = new double[2];
    for (int side = 0; side < 2; side++) {
      Tensor moved = outputs.copy();
      moved.data()[k] += side == 0 ? -1e-3f : 1e-3f;
      loss[side] = DetectionLoss.perSample(new BoxOutputs(moved), maps)[0].total();
    }
    return (loss[1] - loss[0]) / 2e-3;
  }

  private static Tensor images() {
    SplittableRandom random = new SplittableRandom(3);
    Tensor images = Tensor.zeros(2, 35, 42, 1);
    for (int k = 0; k < images.data().length; k++) images.data()[k] = (float) random.nextGaussian();
    return images;
  }

  private static CellTiles tiles() {
    return new CellTiles(new Blocks(), 16, BoxMaps.STRIDE, TASK::loss);
  }
}
