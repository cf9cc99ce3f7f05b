package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.data.LabelClass;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Contours;
import io.github.robustj.display.Overlays;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.model.Loss;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelDescription.BoundsKind;
import io.github.robustj.packaging.ModelDescription.Cases;
import io.github.robustj.packaging.ModelDescription.Input;
import io.github.robustj.packaging.ModelDescription.MarginSummary;
import io.github.robustj.packaging.ModelDescription.Origin;
import io.github.robustj.packaging.ModelDescription.Training;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Question;
import io.github.robustj.tensorflow.TensorFlowBackend;
import io.github.robustj.testing.Discs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a user waits, on two cores that do nothing else, from the start of a command to the
 * outlines on an image of 256 x 256 pixels: with a new worker at most 6 s, with a warm one at most
 * 1 s, and in both cases he hears something within half a second.
 */
@Tag("slow")
class StartUpTest {

  private static final NetworkSpec NETWORK = new NetworkSpec(1, 2, 16, 5, true);

  @TempDir Path folder;

  @Test
  void theFirstOverlayComesSoon() {
    writeModel();
    WorkerEngine engine = TestWorkers.engine(folder, Duration.ofMinutes(1));
    try {
      Wait cold = wait(engine);
      Wait warm = wait(engine);
      System.out.println("cold: " + cold + "\nwarm: " + warm);
      assertTrue(cold.overlay() <= 6000, cold.toString());
      assertTrue(warm.overlay() <= 1000, warm.toString());
      assertTrue(Math.max(cold.word(), warm.word()) <= 500, cold + ", " + warm);
    } finally {
      engine.stop();
    }
  }

  /** Milliseconds to the first word of progress and to the overlay. */
  private record Wait(long word, long overlay) {}

  private Wait wait(WorkerEngine engine) {
    ImagePlus image = Discs.imagePlus(256, 128, 1);
    long start = System.nanoTime();
    long[] word = {-1};
    JobListener listener =
        new JobListener() {
          @Override
          public void progress(double fraction, String message) {
            if (word[0] < 0) word[0] = millisSince(start);
          }
        };
    PredictJob job =
        new PredictJob(folder.resolve("model"), ImagePlusConverter.toImage(image), 512);
    Prediction.Masks found = (Prediction.Masks) engine.run(job, listener);
    ContourStyle style = ContourStyle.PREDICTION;
    Overlays.put(image, style.prefix(), Contours.of(found.mask(), found.classes(), style));
    return new Wait(word[0], millisSince(start));
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  /**
   * Of the size that training has by default for such images; what it has learned costs no time.
   */
  private void writeModel() {
    List<LabelClass> classes = List.of(new LabelClass(0, "ground"), new LabelClass(1, "disc"));
    ModelDescription description =
        new ModelDescription(
            new Question("segmentation", classes),
            new Input(Normalization.DEFAULT, BoundsKind.IMAGE),
            NETWORK,
            new Training(
                Map.of(),
                Double.NaN,
                MarginSummary.of(new float[0]),
                Map.of(),
                new Cases(List.of(), List.of())),
            new Origin(Instant.now(), Map.of()));
    try (TrainableModel model =
        new TensorFlowBackend()
            .create(NETWORK, Loss.CROSS_ENTROPY_AND_DICE, OptimizerSpec.adam(), 1)) {
      ModelFolder.write(
          folder.resolve("model"), description, dir -> model.save(dir.resolve("saved_model")));
    }
  }
}
