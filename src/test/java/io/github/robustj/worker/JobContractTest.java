package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.ImagePlusConverter;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.DetectionAttackJob;
import io.github.robustj.job.DetectionPredictJob;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EngineCheck;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.Discs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job does the same wherever it runs. */
@Timeout(300)
class JobContractTest {

  /** TensorFlow may sum in another order in another process: rounding of float32. */
  private static final Same UP_TO_ROUNDING = new Same(1e-4);

  /** Rounding, grown over the steps of a training. */
  private static final Same AFTER_TRAINING = new Same(1e-2);

  private static final Map<String, Object> OPTIONS =
      Map.of(
          "epochs",
          3,
          "width",
          4,
          "depth",
          2,
          "learning_rate",
          .01,
          "steps",
          2,
          "method",
          "adaptive_margin",
          "clean_epochs",
          1,
          "margin_step",
          1);

  @TempDir static Path folder;
  private static WorkerEngine worker;
  private static Path data;
  private static Path model;
  private static Path smears;
  private static Path detector;

  @BeforeAll
  static void train() {
    data = folder.resolve("the data");
    Discs.write(data, 6);
    worker = TestWorkers.engine(folder, Duration.ofMinutes(5));
    model = Engine.inProcess().run(training("model", Map.of()), JobListener.SILENT).model();
    smears = folder.resolve("smears");
    Cells.write(smears, 4);
    detector = Engine.inProcess().run(detection("detector"), JobListener.SILENT).model();
  }

  private static TrainJob detection(String name) {
    Map<String, Object> options =
        Map.of(
            "task", "detection",
            "epochs", 20,
            "width", 4,
            "depth", 2,
            "learning_rate", .01,
            "resolution", 96,
            "validation", 0);
    return new TrainJob(smears, Optional.empty(), folder.resolve(name), TrainOptions.of(options));
  }

  @AfterAll
  static void stop() {
    worker.stop();
  }

  static Stream<Job<?>> jobs() {
    Image image = ImagePlusConverter.toImage(Discs.imagePlus(40, 20, 99));
    Image smear = ImagePlusConverter.toImage(Cells.image(Cells.drawn(1), 1));
    Mask truth = ImagePlusConverter.toMask(new ImagePlus("truth", Discs.label(40, 20)));
    AttackSpec pgd = new AttackSpec("pgd", Norm.L2, 3, 4, 2);
    AttackSpec fgsm = new AttackSpec("fgsm", Norm.LINF, 1, 1, 1);
    return Stream.of(
        new EngineCheck(),
        new PredictJob(model, image, 32),
        new AttackJob(model, image, Optional.of(truth), pgd, 5, 3),
        new AttackJob(model, image, Optional.empty(), fgsm, 0, 1),
        new EvaluateJob(model, data, Optional.empty(), pgd, List.of(0., 4.), 1),
        new DetectionPredictJob(detector, smear, 64),
        new DetectionAttackJob(detector, smear, Optional.empty(), fgsm, .1, 1),
        new EvaluateJob(detector, smears, Optional.empty(), fgsm, List.of(0., .1), 1));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void resultsAndProgressAreTheSame(Job<?> job) {
    Recorder here = new Recorder();
    Recorder there = new Recorder();
    Object expected = Engine.inProcess().run(job, here);
    UP_TO_ROUNDING.check(expected, worker.run(job, there));
    assertEquals(here.progress, there.progress);
  }

  @Test
  void trainingsAreTheSame() throws Exception {
    Recorder here = new Recorder();
    Recorder there = new Recorder();
    TrainResult expected = Engine.inProcess().run(training("here", Map.of()), here);
    TrainResult result = worker.run(training("there", Map.of()), there);
    assertEquals(folder.resolve("there"), result.model());
    AFTER_TRAINING.check(expected.history(), result.history());
    AFTER_TRAINING.check(here.epochs, there.epochs);
    assertEquals(here.progress.size(), there.progress.size());
    assertEquals(names(expected.model()), names(result.model()));
  }

  static Stream<Engine> engines() {
    return Stream.of(Engine.inProcess(), worker);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theUsersMistakeIsTheSame(Engine engine) {
    Image image = ImagePlusConverter.toImage(Discs.imagePlus(40, 20, 99));
    RobustJException failure =
        assertThrows(
            RobustJException.class,
            () -> engine.run(new PredictJob(Path.of("nowhere"), image, 64), JobListener.SILENT));
    RobustJException expected =
        assertThrows(
            RobustJException.class,
            () ->
                Engine.inProcess()
                    .run(new PredictJob(Path.of("nowhere"), image, 64), JobListener.SILENT));
    assertEquals(expected.getMessage(), failure.getMessage());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aCancelledTrainingLeavesItsCheckpoint(Engine engine) throws Exception {
    Path out = Files.createTempDirectory(folder, "cancelled").resolve("model");
    Recorder stopping =
        new Recorder() {
          @Override
          public boolean cancelled() {
            return !epochs.isEmpty();
          }
        };
    TrainJob job = new TrainJob(data, Optional.empty(), out, TrainOptions.of(OPTIONS));
    assertThrows(CancellationException.class, () -> engine.run(job, stopping));
    assertTrue(Files.exists(out.resolve("checkpoint/last.npz")));
  }

  /** Killed in its second epoch and resumed by another worker, it ends where the others do. */
  @Test
  void aTrainingWhoseWorkerDiesIsResumed() {
    Recorder killing =
        new Recorder() {
          @Override
          public void epoch(EpochReport report) {
            ProcessHandle.of(worker.pid().orElseThrow()).orElseThrow().destroyForcibly();
          }
        };
    RobustJException death =
        assertThrows(
            RobustJException.class, () -> worker.run(training("killed", Map.of()), killing));
    assertTrue(death.getMessage().contains("resume"), death.getMessage());
    TrainResult resumed =
        worker.run(training("killed", Map.of("resume", true)), JobListener.SILENT);
    TrainResult straight =
        Engine.inProcess().run(training("straight", Map.of()), JobListener.SILENT);
    AFTER_TRAINING.check(straight.history(), resumed.history());
  }

  private static TrainJob training(String name, Map<String, Object> more) {
    Map<String, Object> options = new HashMap<>(OPTIONS);
    options.putAll(more);
    return new TrainJob(data, Optional.empty(), folder.resolve(name), TrainOptions.of(options));
  }

  private static List<String> names(Path directory) throws Exception {
    try (Stream<Path> list = Files.list(directory)) {
      return list.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private static class Recorder implements JobListener {

    final List<String> progress = new ArrayList<>();
    final List<EpochReport> epochs = new ArrayList<>();

    @Override
    public void progress(double fraction, String message) {
      progress.add(fraction + " " + message);
    }

    @Override
    public void epoch(EpochReport report) {
      epochs.add(report);
    }
  }
}
