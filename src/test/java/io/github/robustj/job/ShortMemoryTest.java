package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.OutOfMemoryException;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.segmentation.SegmentationQuestion;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.As;
import io.github.robustj.testing.EmptyModels;
import io.github.robustj.testing.FakeBackend;
import io.github.robustj.testing.PixelClassifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a device that has memory for a certain number of pixels at once. */
class ShortMemoryTest {

  private static final int SIDE = 300;

  @TempDir Path folder;
  private final List<String> log = new ArrayList<>();
  private final JobListener listener =
      new JobListener() {
        @Override
        public void log(String line) {
          log.add(line);
        }
      };

  /** Class 1 where a pixel is above the mean of its image. */
  private record Device(int pixels, int pixelsOfLoss) {
    Backend backend() {
      return new FakeBackend(
          () ->
              new FakeBackend.Model(new PixelClassifier(-1, 1, 0, 0)) {
                @Override
                public Tensor predict(Tensor images) {
                  require(images, pixels);
                  return super.predict(images);
                }

                @Override
                public LossAndGradient loss(Tensor images, Tensor targets) {
                  require(images, pixelsOfLoss);
                  return super.loss(images, targets);
                }
              });
    }

    private static void require(Tensor images, int pixels) {
      int asked = images.samples() * images.shape(1) * images.shape(2);
      if (asked > pixels) throw new OutOfMemoryException("OOM when allocating", null);
    }
  }

  @BeforeEach
  void writeModel() {
    List<LabelClass> classes = List.of(new LabelClass(0, "ground"), new LabelClass(7, "bright"));
    EmptyModels.write(folder.resolve("model"), new SegmentationQuestion(classes), 1, Instant.now());
  }

  /** 512 is more than the image, so half of that is tried, and that again, until it fits. */
  @Test
  void aPredictionGoesOnInSmallerTiles() {
    Prediction found = run(new PredictJob(model(), image(1), 512), 100 * 100);
    assertEquals(
        List.of(
            "memory is short: going on with tiles of 150 pixels",
            "memory is short: going on with tiles of 75 pixels"),
        log);
    int x = 0;
    for (IntType label : Views.flatIterable(As.mask(found).labels())) {
      assertEquals(x % SIDE < SIDE / 2 ? 0 : 7, label.get());
      x++;
    }
  }

  @Test
  void slicesGoOneByOneBeforeTheyAreCut() {
    run(new PredictJob(model(), image(4), 512), SIDE * SIDE);
    assertEquals(
        List.of(
            "memory is short: going on with batches of 2 images",
            "memory is short: going on with batches of 1 images"),
        log);
  }

  @Test
  void aDeviceWithoutRoomForTheSmallestTileIsOneSentence() {
    String sentence = failure(new PredictJob(model(), image(1), 512), 1000);
    assertTrue(sentence.contains("not even for one tile of 64 x 64 pixels"), sentence);
    assertEquals(1, sentence.lines().count());
  }

  /** Its first prediction finds the tiles; losses of other tiles could not be compared. */
  @Test
  void anAttackFindsItsTilesOnceAndKeepsThem() {
    assertEquals(2, run(attack(), 160 * 160).adversarial().slices());
    assertTrue(log.get(log.size() - 1).contains("tiles of 150"), log.toString());
    InProcess engine = new InProcess(new Device(SIDE * SIDE, 100)::backend);
    String sentence =
        assertThrows(RobustJException.class, () -> engine.run(attack(), listener)).getMessage();
    assertTrue(sentence.contains("not enough memory") && sentence.contains("device=cpu"), sentence);
  }

  private AttackJob attack() {
    return new AttackJob(model(), image(2), Optional.empty(), AttackSpec.pgd(2), 1, 1);
  }

  @Test
  void aTrainingNamesTheBatchToTry() {
    TrainJob job =
        new TrainJob(folder, Optional.empty(), folder, TrainOptions.of(Map.of("batch", 12)));
    assertEquals("batch=6 instead of 12", job.lighter());
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> new InProcess(new Device(0, 0)::backend).run(failing(job), listener))
            .getMessage();
    assertEquals(
        "There is not enough memory for the network; try batch=6 instead of 12.", sentence);
    TrainOptions single = TrainOptions.of(Map.of("batch", 1));
    assertTrue(
        new TrainJob(folder, Optional.empty(), folder, single).lighter().contains("patch=64"));
  }

  /** What the device says in the middle of it. */
  private static Job<TrainResult> failing(TrainJob job) {
    return new Job<>() {
      @Override
      public TrainResult run(Backend backend, JobListener listener) {
        throw new OutOfMemoryException("OOM when allocating", null);
      }

      @Override
      public String lighter() {
        return job.lighter();
      }
    };
  }

  private <R> R run(Job<R> job, int pixels) {
    return new InProcess(new Device(pixels, pixels)::backend).run(job, listener);
  }

  private String failure(Job<?> job, int pixels) {
    return assertThrows(RobustJException.class, () -> run(job, pixels)).getMessage();
  }

  private Path model() {
    return folder.resolve("model");
  }

  /** Dark on the left, bright on the right. */
  private static Image image(int slices) {
    float[] pixels = new float[SIDE * SIDE * slices];
    for (int i = 0; i < pixels.length; i++) pixels[i] = i % SIDE < SIDE / 2 ? 10 : 200;
    return new Image("halves", ArrayImgs.floats(pixels, SIDE, SIDE, 1, slices), Calibration.PIXELS);
  }
}
