package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.TensorFlowBackend;
import io.github.robustj.testing.Discs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No visible seams: where the grid of tiles lies does not show in the result. */
class TilingTest {

  private static final int SIDE = 213;
  private static final int TILE = 80;

  @TempDir Path folder;

  @Test
  void movingTheGridKeepsDice() {
    Discs.write(folder.resolve("data"), 12);
    TrainOptions options =
        TrainOptions.of(
            Map.of("epochs", 40, "width", 8, "depth", 2, "learning_rate", .01, "epsilon", 0));
    TensorFlowBackend backend = new TensorFlowBackend();
    Path model = folder.resolve("model");
    new TrainJob(folder.resolve("data"), Optional.empty(), model, options)
        .run(backend, JobListener.SILENT);
    Tensor scene = normalized();
    try (OpenModel open = OpenModel.open(model, backend, TILE, JobListener.SILENT)) {
      double reference = dice(open, scene, 0);
      assertTrue(reference > .9, "Dice " + reference);
      for (int shift : new int[] {5, 13, 22, 31})
        assertEquals(reference, dice(open, scene, shift), .005, "grid moved by " + shift);
    }
  }

  /**
   * Dice with the truth on the part that all cuts have, of the scene without its first rows and
   * columns.
   */
  private static double dice(OpenModel open, Tensor scene, int shift) {
    int side = SIDE - shift;
    Tensor part = Tensor.zeros(1, side, side, 1);
    for (int y = 0; y < side; y++)
      System.arraycopy(scene.data(), (y + shift) * SIDE + shift, part.data(), y * side, side);
    float[] logits = open.network().predict(part).data();
    double both = 0;
    double sizes = 0;
    for (int y = 40; y < SIDE; y++)
      for (int x = 40; x < SIDE; x++) {
        int i = 2 * ((y - shift) * side + x - shift);
        int found = logits[i + 1] > logits[i] ? 1 : 0;
        int truth = Discs.inScene(x, y) ? 1 : 0;
        both += found & truth;
        sizes += found + truth;
      }
    return 2 * both / sizes;
  }

  private static Tensor normalized() {
    RandomAccessibleInterval<FloatType> floats =
        Converters.convert(
            Discs.scene(SIDE), (in, out) -> out.set(in.getRealFloat()), new FloatType());
    Image image =
        new Image(
            "scene",
            Views.addDimension(Views.addDimension(floats, 0, 0), 0, 0),
            Calibration.PIXELS);
    return Preprocessing.images(image, Normalizer.fit(image, Normalization.DEFAULT));
  }
}
