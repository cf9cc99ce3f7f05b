package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.TensorImages;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.TiledModel;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Task;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.EmptyModels;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.PixelClassifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks of images that are larger than a tile, which are read row by row. */
class BlendedPredictionTest {

  private static final int TILE = 64;

  @TempDir Path folder;

  private int largest;

  /** Calls of the network after which it fails. */
  private int most = Integer.MAX_VALUE;

  /** What it says of a pixel hangs on the first pixel of the window, as if it saw all of it. */
  private DifferentiableModel network(int classes) {
    float[] parameters = new float[2 * classes];
    for (int c = 0; c < classes; c++) parameters[c] = c - .5f * classes;
    return new ForwardingModel(new PixelClassifier(parameters)) {
      @Override
      public Tensor predict(Tensor windows) {
        if (most-- == 0) throw new IllegalStateException("window");
        largest = Math.max(largest, windows.data().length);
        Tensor logits = super.predict(windows);
        for (int i = 0; i < logits.data().length; i++)
          logits.data()[i] += (float) Math.sin(9 * windows.data()[0] + i % classes);
        return logits;
      }
    };
  }

  private Path model(int classes) {
    List<LabelClass> labels =
        IntStream.range(0, classes).mapToObj(c -> new LabelClass(c, "class " + c)).toList();
    return EmptyModels.write(
        folder.resolve("model"), new SegmentationQuestion(labels), 1, Instant.EPOCH);
  }

  /** Labels and probabilities, to the last bit, and no window larger than a tile. */
  @ParameterizedTest
  @CsvSource({
    "150, 90, 2, 2",
    "65, 64, 1, 3",
    "64, 65, 1, 2",
    "1, 200, 1, 2",
    "200, 1, 2, 3",
    "97, 2, 1, 2",
    "128, 128, 1, 4",
    "96, 33, 3, 2",
    "129, 191, 1, 3"
  })
  void isThatOfTheWholeImage(int width, int height, int slices, int classes) {
    Path model = model(classes);
    // Twice: all noise, and of one colour but for a corner.
    for (int noise : new int[] {width, width / 3}) {
      Image image = image(width, height, slices, noise);
      Prediction.Masks found =
          (Prediction.Masks) predict(model, classes, image, JobListener.SILENT);
      assertTrue(largest <= TILE * TILE, largest + " pixels at once");
      Prediction.Masks expected = whole(model, image, classes);
      assertArrayEquals(labels(expected), labels(found));
      assertArrayEquals(
          TensorImages.tensor(expected.probabilities().orElseThrow()).data(),
          TensorImages.tensor(found.probabilities().orElseThrow()).data());
      for (int z = 0; z < slices; z++) assertSame(expected.sums().get(z), found.sums().get(z));
    }
  }

  private static void assertSame(MaskSums expected, MaskSums found) {
    assertArrayEquals(expected.pixels(), found.pixels());
    assertArrayEquals(expected.upper(), found.upper());
    assertArrayEquals(expected.lower(), found.lower());
  }

  private Prediction predict(Path model, int classes, Image image, JobListener listener) {
    return new PredictJob(model, image, TILE, true)
        .run(new FakeBackend(() -> network(classes)), listener);
  }

  private Prediction.Masks whole(Path model, Image image, int classes) {
    TiledModel tiled =
        new TiledModel(
            network(classes),
            TILE,
            1,
            () -> {},
            new TiledModel.Shrinking(TILE, JobListener.SILENT::log));
    Tensor seen = Preprocessing.images(image, Normalizer.fit(image, Normalization.DEFAULT));
    Task<?> task = ModelTask.taskOf(ModelFolder.open(model));
    Task.Reading whole = task.reading(image, image.width(), image.height(), true);
    whole.add(tiled.predict(seen));
    return (Prediction.Masks) whole.prediction();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 11})
  void whatTheNetworkThrowsIsHeard(int calls) {
    Path model = model(2);
    most = calls;
    Throwable thrown =
        assertThrows(
            IllegalStateException.class,
            () -> predict(model, 2, image(150, 90, 2, 150), JobListener.SILENT));
    assertEquals("window", thrown.getMessage());
  }

  /** Between windows; nothing goes on after that. */
  @Test
  void isCancelledAtAnyMoment() {
    Path model = model(2);
    Image image = image(150, 90, 2, 150);
    for (int asked = 1; asked < 12; asked++) {
      int[] left = {asked};
      JobListener cancelling =
          new JobListener() {
            @Override
            public void check() {
              if (--left[0] <= 0) throw new CancellationException();
            }
          };
      assertThrows(CancellationException.class, () -> predict(model, 2, image, cancelling));
    }
  }

  /** Also where most windows have one colour, and are seen once. */
  @ParameterizedTest
  @ValueSource(ints = {300, 40})
  void progressIsThatOfAllWindows(int noise) {
    List<Double> told = new ArrayList<>();
    JobListener hearing =
        new JobListener() {
          @Override
          public void progress(double fraction, String message) {
            told.add(fraction);
          }
        };
    predict(model(2), 2, image(300, 90, 2, noise), hearing);
    // Tiles of 64 lie half over each other: 9 across 300 pixels, 2 down 90, in 2 slices.
    for (int i = 1; i <= 36; i++) assertEquals(Math.min(.99, i / 36.), told.get(i), 1e-9);
    assertEquals(37, told.size());
  }

  private static int[] labels(Prediction.Masks masks) {
    int[] labels = new int[(int) masks.mask().labels().size()];
    int i = 0;
    for (IntType label : Views.flatIterable(masks.mask().labels())) labels[i++] = label.get();
    return labels;
  }

  /**
   * @param noise columns of it; all others have one colour
   */
  private static Image image(int width, int height, int slices, int noise) {
    SplittableRandom random = new SplittableRandom(5);
    float[] pixels = new float[width * height * slices];
    for (int i = 0; i < pixels.length; i++)
      pixels[i] = i % width < Math.max(1, noise) ? (float) random.nextGaussian() : .25f;
    return new Image(
        "noise", ArrayImgs.floats(pixels, width, height, 1, slices), Calibration.PIXELS);
  }
}
