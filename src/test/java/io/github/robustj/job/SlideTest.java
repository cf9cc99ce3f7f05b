package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Box;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.Resampling;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.CellTile;
import io.github.robustj.task.ObjectReading;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccess;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class SlideTest {

  /** The image at the model's scale, in tiles. */
  @Test
  void tilesAreCutAtTheModelsScale() {
    for (int side : new int[] {256, 257, 300, 511, 1000}) {
      Slide slide = Slide.of(virtual(2 * side, 2 * side), .5, 256);
      assertEquals(side, slide.width());
      assertEquals(CellTile.of(side, side, 256, 4), slide.tiles(4));
    }
  }

  /** A prediction in other tiles than an evaluation's may differ from it, which is said. */
  @Test
  void otherTilesThanThoseOfEvaluationsAreSaid() {
    assertEquals("", OpenModel.tilesInWords(OpenModel.TILE, 3000, 2000));
    assertEquals("", OpenModel.tilesInWords(1024, 512, 400));
    assertEquals("", OpenModel.tilesInWords(64, 64, 10));
    for (int tile : new int[] {64, 1024})
      assertTrue(OpenModel.tilesInWords(tile, 513, 10).contains("tiles of " + tile + " pixels"));
  }

  /** A tile of a slide of 10 000 x 10 000 pixels, which is nowhere in memory. */
  @Test
  void aTileIsWhatTheWholeWouldShow() {
    Image large = virtual(10_000, 10_000);
    Slide slide = Slide.of(large, .5, 64);
    CellTile tile = slide.tiles(4).get(slide.tiles(4).size() / 2);
    float[] zero = new float[3];
    float[] most = {Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE};
    Tensor part = slide.cut(0, tile, new Scaling(zero, most, zero, new float[] {1, 1, 1}), null);
    assertEquals(64, part.shape(2));
    // A pixel is the mean of 2 x 2, whose values rise linearly.
    double x = 2 * (tile.left() + 5) + .5;
    double y = 2 * (tile.top() + 7) + .5;
    assertEquals(value(x, y, 2), part.data()[(7 * 64 + 5) * 3 + 2], 1e-2);
    Scaling scaling = slide.scaling(Normalization.DEFAULT);
    assertEquals(value(5000, 5000, 0), scaling.offset()[0], 600, "the mean of the samples");
  }

  /** Any part at any scale is what the whole image has there. */
  @Test
  void partsAreThoseOfTheScaledImage() {
    Image image = virtual(60, 45);
    for (double scale : new double[] {.37, .5, 1, 1.6}) {
      Image whole = Resampling.scaled(image, scale);
      Resampling.Part part = new Resampling.Part(whole.width(), whole.height(), 3, 2, 15, 11);
      Image cut = Resampling.part(image, 0, part);
      Scaling scaling = Normalizer.fit(image, Normalization.DEFAULT);
      assertArrayEquals(
          Preprocessing.images(cut, scaling).data(),
          Preprocessing.part(image, 0, part, scaling).data());
      RandomAccess<FloatType> a = whole.pixels().randomAccess();
      RandomAccess<FloatType> b = cut.pixels().randomAccess();
      for (int i = 0; i < 15 * 11 * 3; i++) {
        int x = i % 15;
        int y = i / 15 % 11;
        a.setPosition(new long[] {x + 3, y + 2, i / 165, 0});
        b.setPosition(new long[] {x, y, i / 165, 0});
        assertEquals(a.get().get(), b.get().get(), 1e-3);
      }
    }
  }

  /** Small images are normalised as in training. */
  @Test
  void aSmallImageIsNormalisedWhole() {
    Image image = virtual(60, 45);
    Scaling expected = Normalizer.fit(Resampling.scaled(image, .5), Normalization.DEFAULT);
    Scaling scaling = Slide.of(image, .5, 512).scaling(Normalization.DEFAULT);
    assertEquals(expected.offset()[1], scaling.offset()[1]);
    assertEquals(expected.scale()[2], scaling.scale()[2]);
  }

  /** Objects are cut at the image's edge, whose last cell reaches further. */
  @Test
  void objectsComeBackInTheImagesPixels() {
    Slide slide = Slide.of(virtual(400, 398), .5, 128);
    BoxedObject inside = BoxedObject.found("a", new Box(70, 10, 90, 30), .9);
    BoxedObject edge = BoxedObject.found("a", new Box(150, 180, 200, 200), .9);
    BoxedObject beyond = BoxedObject.found("a", new Box(150, 199, 160, 200), .9);
    assertEquals(
        List.of(inside.at(new Box(140, 20, 180, 60)), edge.at(new Box(300, 360, 400, 398))),
        ObjectReading.inImage(
            List.of(inside, edge, beyond), slide.image(), slide.width(), slide.height()));
  }

  private static double value(double x, double y, int channel) {
    return x + .5 * y + 100 * channel;
  }

  /** Three channels that rise to the right and down; computed when asked for. */
  private static Image virtual(int width, int height) {
    FunctionRandomAccessible<FloatType> pixels =
        new FunctionRandomAccessible<>(
            4,
            (at, out) ->
                out.set(
                    (float)
                        value(
                            at.getDoublePosition(0),
                            at.getDoublePosition(1),
                            at.getIntPosition(2))),
            FloatType::new);
    return new Image(
        "slide",
        Views.interval(pixels, new FinalInterval(width, height, 3, 1)),
        Calibration.PIXELS);
  }
}
