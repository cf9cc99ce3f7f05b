package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.TensorImages;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.TiledModel;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.BrightNetwork;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.PixelClassifier;
import java.nio.file.Path;
import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Masks of images that are larger than a tile, which are read row by row. */
class BlendedPredictionTest {

  private static final int TILE = 64;

  @TempDir Path folder;

  private int largest;

  /** What it says of a pixel hangs on the first pixel of the window, as if it saw all of it. */
  private final DifferentiableModel network =
      new ForwardingModel(new PixelClassifier(-1, 1, 0, 0)) {
        @Override
        public Tensor predict(Tensor windows) {
          largest = Math.max(largest, windows.data().length);
          Tensor logits = super.predict(windows);
          for (int i = 0; i < logits.data().length; i++)
            logits.data()[i] += (float) Math.sin(9 * windows.data()[0] + i % 2);
          return logits;
        }
      };

  /** Labels and probabilities, to the last bit, and no window larger than a tile. */
  @Test
  void isThatOfTheWholeImage() {
    Path model = BrightNetwork.write(folder.resolve("model"), "disc");
    Image image = image();
    Prediction.Masks found =
        (Prediction.Masks)
            new PredictJob(model, image, TILE)
                .run(new FakeBackend(() -> network), JobListener.SILENT);
    assertEquals(TILE * TILE, largest);

    TiledModel tiled =
        new TiledModel(
            network, TILE, 1, () -> {}, new TiledModel.Shrinking(TILE, JobListener.SILENT::log));
    Tensor seen = Preprocessing.images(image, Normalizer.fit(image, Normalization.DEFAULT));
    Task<?> task = ModelTask.taskOf(ModelFolder.open(model));
    Task.Reading whole = task.reading(image, image.width(), image.height());
    whole.add(tiled.predict(seen));
    Prediction.Masks expected = (Prediction.Masks) whole.prediction();
    assertArrayEquals(labels(expected), labels(found));
    assertArrayEquals(
        TensorImages.tensor(expected.score()).data(), TensorImages.tensor(found.score()).data());
  }

  private static int[] labels(Prediction.Masks masks) {
    int[] labels = new int[(int) masks.mask().labels().size()];
    int i = 0;
    for (IntType label : Views.flatIterable(masks.mask().labels())) labels[i++] = label.get();
    return labels;
  }

  private static Image image() {
    SplittableRandom random = new SplittableRandom(5);
    float[] pixels = new float[150 * 90 * 2];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (float) random.nextGaussian();
    return new Image("noise", ArrayImgs.floats(pixels, 150, 90, 1, 2), Calibration.PIXELS);
  }
}
