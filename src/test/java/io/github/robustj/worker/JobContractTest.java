package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.Measurement;
import io.github.robustj.data.Scaling;
import io.github.robustj.data.YOrigin;
import io.github.robustj.data.reader.image.ChannelFiles;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.check.Level;
import io.github.robustj.job.AttackFileJob;
import io.github.robustj.job.AttackFiles;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackSlicesJob;
import io.github.robustj.job.BlockJob;
import io.github.robustj.job.BlockPlan;
import io.github.robustj.job.Computed;
import io.github.robustj.job.Engine;
import io.github.robustj.job.EngineCheck;
import io.github.robustj.job.EvaluateCaseJob;
import io.github.robustj.job.EvaluateJob;
import io.github.robustj.job.EvaluationAim;
import io.github.robustj.job.ExportJob;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.InspectJob;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.JoinedAttackJob;
import io.github.robustj.job.MergedEvaluation;
import io.github.robustj.job.PaintJob;
import io.github.robustj.job.PredictFileJob;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.PredictSlicesJob;
import io.github.robustj.job.PredictSlideJob;
import io.github.robustj.job.ResumableEvaluation;
import io.github.robustj.job.ServeJob;
import io.github.robustj.job.SliceRange;
import io.github.robustj.job.SurveyJob;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.model.Compute;
import io.github.robustj.packaging.FinishedPart;
import io.github.robustj.parts.DividedCommand;
import io.github.robustj.parts.PartStore;
import io.github.robustj.tensorflow.StarNetworks;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.Crosses;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  private static Path smears;
  private static Path detector;
  private static Path marked;
  private static Path landmarks;
  private static Path stars;

  @BeforeAll
  static void train() throws Exception {
    data = folder.resolve("the data");
    Discs.write(data, 6);
    worker = TestWorkers.engine(folder, Duration.ofMinutes(5));
    trained = Engine.inProcess().run(training("model", Map.of()), HERE);
    model = trained.model();
    marked = folder.resolve("marked data");
    Crosses.write(marked, 6);
    TrainOptions small =
        TrainOptions.of(
            Map.of("task", "landmark", "epochs", 2, "width", 4, "depth", 2, "resolution", 48));
    landmarks = folder.resolve("landmark model");
    Engine.inProcess()
        .run(new TrainJob(marked, Optional.empty(), landmarks, small), JobListener.SILENT);
    smears = folder.resolve("smears");
    Cells.write(smears, 4);
    detector = Engine.inProcess().run(detection("detector"), JobListener.SILENT).model();
    Path stardist = folder.resolve("stardist");
    new StarNetworks(StarNetworks.Form.ENLARGED, 2, true).save(stardist);
    stars = folder.resolve("stars");
    Engine.inProcess().run(new ImportJob(stardist, stars, Map.of()), JobListener.SILENT);
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

  static Stream<Job<?>> jobs() throws IOException {
    Image image = ImagePlusConverter.toImage(Discs.imagePlus(40, 20, 99));
    Image smear = ImagePlusConverter.toImage(Cells.image(Cells.drawn(1), 1));
    Mask truth = ImagePlusConverter.toMask(new ImagePlus("truth", Discs.label(40, 20)));
    AttackSpec pgd = new AttackSpec("pgd", Norm.L2, 3, 4, 2);
    AttackSpec fgsm = new AttackSpec("fgsm", Norm.LINF, 1, 1, 1);
    Image crosses = ImagePlusConverter.toImage(Crosses.image(77, 14, 12, 44, 28));
    EvaluateJob.Points points =
        new EvaluateJob.Points(0, Measurement.parse("d = distance(bright, dark)"));
    return Stream.of(
        new EngineCheck(),
        new Computed<>(new PredictJob(model, image, 64), Compute.cpu()),
        new PredictJob(landmarks, crosses, 512),
        new AttackJob(landmarks, crosses, Optional.empty(), pgd, 2, 3),
        EvaluateJobs.of(
            landmarks,
            marked,
            Optional.empty(),
            pgd,
            List.of(0., 2.),
            1,
            Optional.of(landmarks),
            points),
        new PredictJob(model, image, 32),
        new AttackJob(model, image, Optional.of(truth), pgd, 5, 3),
        new AttackJob(model, image, Optional.empty(), fgsm, 0, 1),
        new EvaluateJob(
            model,
            data,
            Optional.empty(),
            pgd,
            List.of(0., 4.),
            1,
            Optional.empty(),
            EvaluateJob.Points.NONE,
            EvaluationAim.anywhere(),
            Optional.empty(),
            "",
            Level.NONE,
            Optional.empty(),
            List.of("gamma", "ghosting"),
            1),
        new ResumableEvaluation(
            EvaluateJobs.of(model, data, Optional.empty(), fgsm, List.of(0., 1.), 1),
            folder.resolve("kept.jsonl"),
            false,
            true),
        new SurveyJob(file(), model, 64),
        new PredictSlideJob(file(), landmarks, 64, .5),
        new BlockJob(blocks(model, "mask"), 0, 0),
        new BlockJob(blocks(detector, "boxes"), 0, 40),
        new PaintJob(blocks(stars, "stars"), 0, 3),
        new EvaluateCaseJob(
            EvaluateJobs.of(model, data, Optional.empty(), fgsm, List.of(0., 1.), 1), "disc 1"),
        new MergedEvaluation(
            new ResumableEvaluation(
                EvaluateJobs.of(model, data, Optional.empty(), fgsm, List.of(0., 1.), 1),
                folder.resolve("merged.jsonl"),
                false,
                true),
            noParts(),
            ""),
        new PredictFileJob(model, disc(), 0, 64),
        new PredictSlicesJob(new PredictFileJob(model, disc(), 0, 64), new SliceRange(0, 1)),
        attackOnDisc(),
        new AttackSlicesJob(attackOnDisc(), new SliceRange(0, 1)),
        joinedAttack(),
        new InspectJob(model.resolve("saved_model"), Map.of()),
        new ImportJob(
            model.resolve("saved_model"),
            folder.resolve("imported"),
            Map.of("output_values", "logits", "channels", 1L, "percentile_low", 1.)),
        new ExportJob(
            model,
            folder.resolve("served"),
            Optional.empty(),
            Optional.empty(),
            Map.of("format", "saved_model", "overwrite", true)),
        new ExportJob(
            model,
            folder.resolve("package.zip"),
            Optional.of(image.slice("test", 0)),
            Optional.of(cover()),
            Map.of("authors", "Jane Doe", "license", "MIT")),
        new ImportJob(folder.resolve("stardist"), folder.resolve("stars again"), Map.of()),
        new PredictJob(stars, image, 64),
        new AttackJob(stars, image, Optional.empty(), pgd, 2, 3),
        EvaluateJobs.of(stars, data, Optional.empty(), fgsm, List.of(0., 1.), 1),
        new PredictJob(detector, smear, 64),
        new AttackJob(detector, smear, Optional.empty(), fgsm, .1, 1),
        EvaluateJobs.of(detector, smears, Optional.empty(), fgsm, List.of(0., .1), 1));
  }

  /** An image of one channel. */
  private static Path file() {
    return data.resolve("images/disc 0.tif");
  }

  private static BlockPlan blocks(Path of, String name) throws IOException {
    Path work = Files.createDirectories(folder.resolve(name + ".blocks"));
    Files.write(work.resolve("numbers-000000"), new byte[0]);
    Path file = of.equals(detector) ? smears.resolve("images/smear0.png") : file();
    Scaling scaling = Engine.inProcess().run(new SurveyJob(file, of, 64), JobListener.SILENT);
    return new BlockPlan(
        file, of, work, folder.resolve(name + ".ome.zarr"), 64, 256, scaling, name);
  }

  private static AttackFileJob attackOnDisc() {
    return new AttackFileJob(
        model,
        disc(),
        new AttackFiles(
            Optional.of(data.resolve("labels")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        YOrigin.AUTOMATIC,
        new AttackSpec("fgsm", Norm.LINF, 1, 1, 1, "soft_dice", .5),
        1,
        1,
        Optional.empty(),
        new AttackFileJob.Aim("none", "", "", 2, 10, 0));
  }

  private static JoinedAttackJob joinedAttack() {
    AttackSlicesJob part = new AttackSlicesJob(attackOnDisc(), new SliceRange(0, 1));
    return new JoinedAttackJob(
        attackOnDisc().of(disc().read()),
        List.of(Engine.inProcess().run(part, JobListener.SILENT)));
  }

  private static ChannelFiles disc() {
    return ChannelFiles.of(data.resolve("images/disc 1.tif"), 1);
  }

  private static Path noParts() {
    DividedCommand none = new DividedCommand("evaluate", "", "", Map.of(), Map.of(), List.of());
    return PartStore.open(folder.resolve("parts"), none, true, (name, value) -> true, line -> {})
        .folder();
  }

  private static Path cover() throws IOException {
    return Files.writeString(folder.resolve("cover.png"), "a picture");
  }

  /** A new job is a line in {@link #jobs}. Training and serving are held to their own tests. */
  @Test
  void everyJobThereIsIsHeldToIt() throws Exception {
    Set<String> held =
        new TreeSet<>(Set.of(TrainJob.class.getSimpleName(), ServeJob.class.getSimpleName()));
    jobs().forEach(job -> held.add(job.getClass().getSimpleName()));
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

  /** Ended in its second epoch and resumed by another worker, it ends where the others do. */
  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @CsvSource(
      delimiter = '|',
      value = {"KILL | was killed", "SEGV | crashed in native code"})
  void aTrainingWhoseWorkerDiesIsResumed(String signal, String why) {
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
