package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Question;
import io.github.robustj.testing.EmptyModels;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.Questions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import net.imglib2.FinalInterval;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a network looks at each cell on its own, tiles of any size see what one tile sees: in all
 * tasks, to the last bit but for the mean of overlapping probabilities.
 */
class TilesOfAllTasksTest {

  private static final List<String> NAMES = List.of("a", "b");

  @TempDir Path folder;

  private final AtomicInteger calls = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"segmentation", "landmark", "detection", "instance"})
  void tilesSeeWhatTheWholeSees(String task) {
    Question question = Questions.of(task, 128);
    Path model = model(question);
    for (int[] size : new int[][] {{1, 1, 1}, {5, 1, 2}, {131, 70, 1}, {96, 203, 2}}) {
      Image image = image(size[0], size[1], size[2], Integer.MAX_VALUE);
      Prediction whole = predict(model, question, image, 512, JobListener.SILENT);
      for (int tile : new int[] {64, 96})
        assertSame(whole, predict(model, question, image, tile, JobListener.SILENT));
      if (size[0] > 64 && whole instanceof Prediction.Objects objects)
        assertTrue(objects.found().all().size() > 20, "objects, and at seams, too");
    }
  }

  private static void assertSame(Prediction whole, Prediction tiled) {
    if (!(whole instanceof Prediction.Masks masks)) {
      assertEquals(whole, tiled);
      return;
    }
    Prediction.Masks other = (Prediction.Masks) tiled;
    Iterator<? extends FloatType> b =
        Views.flatIterable(other.probabilities().orElseThrow().pixels()).iterator();
    // Weighted means of up to four equal logits, in float.
    for (FloatType a : Views.flatIterable(masks.probabilities().orElseThrow().pixels()))
      assertEquals(a.get(), b.next().get(), 1e-5);
    var labels = Views.flatIterable(other.mask().labels()).iterator();
    Views.flatIterable(masks.mask().labels()).forEach(a -> assertEquals(a, labels.next()));
  }

  /** A tile is made beside the network's look at another: what goes wrong there is said, too. */
  @Test
  void whatGoesWrongWithATileEndsTheJob() {
    Question question = Questions.of("detection", 128);
    Path model = model(question);
    Image broken = image(300, 300, 1, 2);
    RobustJException thrown =
        assertThrows(
            RobustJException.class, () -> predict(model, question, broken, 64, JobListener.SILENT));
    assertEquals("unreadable", thrown.getMessage());
    assertTrue(calls.get() <= 4, calls + " tiles were looked at");
  }

  @Test
  void aCancelledPredictionLooksAtNoOtherTile() {
    Question question = Questions.of("detection", 128);
    Path model = model(question);
    JobListener impatient =
        new JobListener() {
          @Override
          public boolean cancelled() {
            return calls.get() >= 2;
          }
        };
    Image image = image(300, 300, 1, Integer.MAX_VALUE);
    assertThrows(CancellationException.class, () -> predict(model, question, image, 64, impatient));
    assertEquals(2, calls.get());
  }

  private Prediction predict(
      Path model, Question question, Image image, int tile, JobListener listener) {
    calls.set(0);
    return new PredictJob(model, image, tile, true)
        .run(new FakeBackend(() -> network(question)), listener);
  }

  private Path model(Question question) {
    return EmptyModels.write(folder.resolve("model"), question, 1, Instant.EPOCH);
  }

  /** Each output is a wave of a pixel of the cell. */
  private DifferentiableModel network(Question question) {
    return CellwiseNetwork.of(
        question, calls, (channel, pixel, corner) -> (float) (2 * Math.sin(40 * pixel + channel)));
  }

  /**
   * @param readable calls of the network after which pixels cannot be read any more
   */
  private Image image(int width, int height, int slices, int readable) {
    FunctionRandomAccessible<FloatType> pixels =
        new FunctionRandomAccessible<>(
            4,
            (at, out) -> {
              if (calls.get() >= readable) throw new RobustJException("unreadable");
              double x = at.getDoublePosition(0);
              double y = at.getDoublePosition(1);
              out.set((float) (Math.sin(x / 5) * Math.cos(y / 7 + at.getDoublePosition(3)) + x));
            },
            FloatType::new);
    return new Image(
        "waves",
        Views.interval(pixels, new FinalInterval(width, height, 1, slices)),
        Calibration.PIXELS);
  }
}
