package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.ServeJob;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.packaging.FinishedPart;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.EvaluateJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
  private static final Recorder HERE = new Recorder();
  private static TrainResult trained;
  private static Path model;
  private static ContractJobs jobs;

  @BeforeAll
  static void train() throws Exception {
    data = folder.resolve("the data");
    Discs.write(data, 6);
    worker = TestWorkers.engine(folder, Duration.ofMinutes(5));
    trained = Engine.inProcess().run(training("model", Map.of()), HERE);
    model = trained.model();
    jobs = new ContractJobs(folder, data, model);
  }

  @AfterAll
  static void stop() {
    worker.stop();
  }

  static Stream<Job<?>> jobs() throws IOException {
    return jobs.all();
  }

  /**
   * A new job is a line in {@link ContractJobs#all}. Training and serving are held to their own
   * tests.
   */
  @Test
  void everyJobThereIsIsHeldToIt() throws Exception {
    Set<String> held =
        new TreeSet<>(Set.of(TrainJob.class.getSimpleName(), ServeJob.class.getSimpleName()));
    jobs.all().forEach(job -> held.add(job.getClass().getSimpleName()));
    Path classes = Path.of(Job.class.getResource("Job.class").toURI()).getParent();
    Set<String> there = new TreeSet<>();
    for (String file : names(classes)) {
      String name = file.replace(".class", "");
      if (name.contains("$") || !file.endsWith(".class")) continue;
      Class<?> type = Class.forName(Job.class.getPackageName() + "." + name);
      if (Job.class.isAssignableFrom(type) && type.isRecord()) there.add(name);
    }
    assertEquals(there, held);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void resultsAndProgressAreTheSame(Job<?> job) {
    Recorder here = new Recorder();
    Recorder there = new Recorder();
    Object expected = Engine.inProcess().run(job, here);
    UP_TO_ROUNDING.check(timeless(expected), timeless(worker.run(job, there)));
    assertEquals(here.progress, there.progress);
  }

  /** Of an evaluation all but when it was and how long it took. */
  private static Object timeless(Object result) {
    if (result instanceof FinishedPart part)
      return part.of(FinishedWork.ATTACKED, "disc 1").orElseThrow();
    if (!(result instanceof Evaluation evaluation)) return result;
    return new Evaluation(
        evaluation.curve(),
        evaluation.provenance().map(EvaluateJobs::timeless),
        evaluation.checks());
  }

  @Test
  void trainingsAreTheSame() throws Exception {
    Recorder there = new Recorder();
    TrainResult result = worker.run(training("there", Map.of()), there);
    assertEquals(folder.resolve("there"), result.model());
    AFTER_TRAINING.check(trained.history(), result.history());
    AFTER_TRAINING.check(HERE.epochs, there.epochs);
    assertEquals(HERE.progress.size(), there.progress.size());
    assertEquals(names(model), names(result.model()));
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

  /** That this is said of it is seen with other jobs, too ({@link WorkerEngineTest}). */
  @Tag("slow")
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aTrainingWhoseWorkerCrashesIsResumed() {
    isResumed("SEGV", "crashed in native code");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aTrainingWhoseWorkerIsKilledIsResumed() {
    isResumed("KILL", "was killed");
  }

  /** Ended in its second epoch and resumed by another worker, it ends where the others do. */
  private static void isResumed(String signal, String why) {
    String name = "ended by " + signal;
    Recorder ending =
        new Recorder() {
          @Override
          public void epoch(EpochReport report) {
            if (epochs.isEmpty()) send(signal, worker.pid().orElseThrow());
            super.epoch(report);
          }
        };
    String death =
        assertThrows(RobustJException.class, () -> worker.run(training(name, Map.of()), ending))
            .getMessage();
    assertTrue(death.contains(why) && death.contains("resume"), death);
    assertEquals(1, death.lines().count());
    Matcher log = Pattern.compile("its log is (.*)\\.$").matcher(death);
    assertTrue(log.find() && Files.exists(Path.of(log.group(1))), death);
    assertTrue(worker.pid().isEmpty());
    TrainResult resumed = worker.run(training(name, Map.of("resume", true)), JobListener.SILENT);
    AFTER_TRAINING.check(trained.history(), resumed.history());
  }

  private static void send(String signal, long pid) {
    try {
      new ProcessBuilder("kill", "-" + signal, "" + pid).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
      if (!message.equals(WorkerEngine.STARTING)) progress.add(fraction + " " + message);
    }

    @Override
    public void epoch(EpochReport report) {
      epochs.add(report);
    }
  }
}
