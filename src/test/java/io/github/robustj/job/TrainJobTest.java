package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Backend;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Compute.Precision;
import io.github.robustj.model.Compute.Target;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.packaging.ModelDescription;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.TensorFlowBackend;
import io.github.robustj.testing.Discs;
import io.github.robustj.training.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainJobTest {

  private static final Map<String, Object> SMALL =
      Map.of("epochs", 3, "width", 4, "depth", 2, "learning_rate", .01, "epsilon", 2, "steps", 2);

  private static final Map<String, Object> MARGINS =
      Map.of(
          "method",
          "adaptive_margin",
          "clean_epochs",
          1,
          "margin_step",
          1,
          "refinement",
          "bisection");

  @TempDir static Path folder;
  private static Path data;

  @BeforeAll
  static void writeData() {
    data = folder.resolve("data");
    Discs.write(data, 10);
  }

  @Test
  void describesTheModelInFull() {
    TrainResult result = run("described", with(MARGINS), JobListener.SILENT);
    ModelDescription model = ModelFolder.open(result.model()).description();
    assertEquals("label 1", model.task().classes().get(1).name());
    assertEquals(9, model.training().cases().training().size());
    assertEquals(1, model.training().cases().validation().size());
    assertEquals("adaptive_margin", model.training().options().get("method"));
    assertTrue(model.training().threshold() > 0 && model.training().threshold() <= 1);
    assertEquals(9, model.training().margins().count());
    assertEquals(
        model.training().scores().get("margin_mean"),
        model.training().margins().mean(),
        1e-6,
        "of the chosen epoch, as its scores");
    assertTrue(model.training().scores().get("clean_score") >= 0);
    assertTrue(
        model
            .origin()
            .software()
            .keySet()
            .containsAll(List.of("RobustJ", "java", "tensorflow", "device")));
    assertEquals(3, result.history().size());
    assertEquals(9, result.history().get(2).margins().length);
  }

  @Test
  void writesTheBestAndTheLastModelAndNothingElse() throws IOException {
    Path model = run("listed", with(Map.of()), JobListener.SILENT).model();
    assertEquals(
        List.of("checkpoint", "history.csv", "last", "model.json", "saved_model"), names(model));
    assertEquals(
        "segmentation", ModelFolder.open(model.resolve("last")).description().task().name());
    assertEquals(List.of(), names(folder).stream().filter(n -> n.startsWith(".")).toList());
  }

  /** Cancelled in its second epoch and resumed, a training ends where an uninterrupted one does. */
  @Test
  void resumesToTheSameModel() {
    Path straight = run("straight", with(MARGINS), JobListener.SILENT).model();
    StopAfter stop = new StopAfter(1);
    assertThrows(CancellationException.class, () -> run("resumed", with(MARGINS), stop));
    Map<String, Object> again = new HashMap<>(with(MARGINS));
    again.put("resume", true);
    Path resumed = run("resumed", again, JobListener.SILENT).model();
    // Sums may be taken in another order by another number of threads: rounding, grown over two
    // epochs of steps.
    assertArrayEquals(logits(straight), logits(resumed), 1e-2f);
  }

  /** It would end elsewhere than an uninterrupted one. */
  @Test
  void anotherArithmeticIsNotGoneOnIn() {
    StopAfter stop = new StopAfter(1);
    assertThrows(CancellationException.class, () -> run("mixed", with(MARGINS), stop, mixed()));
    Map<String, Object> again = new HashMap<>(with(MARGINS));
    again.put("resume", true);
    String sentence =
        assertThrows(RobustJException.class, () -> run("mixed", again, JobListener.SILENT))
            .getMessage();
    assertTrue(sentence.contains("precision was mixed and is now not set"), sentence);
    assertEquals(3, run("mixed", again, JobListener.SILENT, mixed()).history().size());
  }

  private static Backend mixed() {
    return new TensorFlowBackend().on(new Compute(Target.CPU, 0, 0, Precision.MIXED), line -> {});
  }

  @Test
  void cancellingLeavesTheCheckpointAndTheOlderModel() throws IOException {
    Path model = run("kept", with(Map.of()), JobListener.SILENT).model();
    byte[] before = Files.readAllBytes(model.resolve("model.json"));
    List<String> said = new ArrayList<>();
    StopAfter stop =
        new StopAfter(1) {
          @Override
          public void log(String line) {
            said.add(line);
          }
        };
    assertThrows(CancellationException.class, () -> run("kept", with(Map.of("seed", 2)), stop));
    assertTrue(said.toString().contains("is replaced at the end"), said.toString());
    assertArrayEquals(before, Files.readAllBytes(model.resolve("model.json")));
    assertTrue(Files.exists(model.resolve("checkpoint/last.npz")));
    assertEquals(List.of(), names(model).stream().filter(n -> n.contains("tmp")).toList());
  }

  @Test
  void refusesToResumeOtherSettings() {
    run("other", with(Map.of()), JobListener.SILENT);
    Map<String, Object> changed = with(Map.of("resume", true, "width", 8));
    RobustJException refused =
        assertThrows(RobustJException.class, () -> run("other", changed, JobListener.SILENT));
    assertTrue(refused.getMessage().contains("width was 4 and is now 8"), refused.getMessage());
  }

  /** Its divergence counted what lies beyond the slice, too. */
  @Test
  void refusesToGoOnFromATrainingOfOtherLosses() {
    Map<String, Object> options = new HashMap<>(with(Map.of("method", "trades")));
    Path checkpoints = run("before", options, JobListener.SILENT).model().resolve("checkpoint");
    for (String name : List.of("last.npz", "best.npz")) {
      Checkpoint now = Checkpoint.read(checkpoints.resolve(name));
      Map<String, String> settings = new HashMap<>(now.settings());
      settings.remove("losses_count");
      new Checkpoint(now.model(), now.method(), now.history(), now.best(), settings)
          .write(checkpoints.resolve(name));
    }
    options.put("resume", true);
    RobustJException refused =
        assertThrows(RobustJException.class, () -> run("before", options, JobListener.SILENT));
    assertTrue(
        refused
            .getMessage()
            .contains("losses_count was not set and is now pixels of the slice alone"),
        refused.getMessage());
  }

  @Test
  void progressRisesToOne() {
    List<Double> fractions = new ArrayList<>();
    JobListener listener =
        new JobListener() {
          @Override
          public void progress(double fraction, String message) {
            fractions.add(fraction);
          }
        };
    run("progress", with(MARGINS), listener);
    for (int i = 1; i < fractions.size(); i++)
      assertFalse(fractions.get(i) < fractions.get(i - 1), "progress fell at " + i);
    assertEquals(1, fractions.get(fractions.size() - 1), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adversarial",
        "fast_adversarial",
        "free_adversarial",
        "trades",
        "mart",
        "temporal_ensembling"
      })
  void everyMethodRuns(String method) {
    Map<String, Object> options =
        with(Map.of("method", method, "epochs", 2, "epsilon_warmup", 1, "awp_gamma", .005));
    Path model = run(method, options, JobListener.SILENT).model();
    Map<String, Object> written = ModelFolder.open(model).description().training().options();
    assertEquals(method, written.get("method"));
    assertEquals(.005, written.get("awp_gamma"));
  }

  /** Starts from a model, so that margins grow from the first epoch on. */
  @Test
  void theFastPresetGoesOnFromATrainedModel() {
    Path start = run("start", with(Map.of()), JobListener.SILENT).model();
    Map<String, Object> options =
        with(Map.of("method", "adaptive_margin", "preset", "fast", "margin_step", 1));
    options.put("start_model", start.toString());
    options.put("epochs", 2);
    List<JobListener.EpochReport> history = run("fast", options, JobListener.SILENT).history();
    assertTrue(history.get(0).values().get("threshold") > .3, "of a trained model");
    assertTrue(history.get(1).values().get("margin_mean") > 0);
  }

  @Test
  void aStartModelOfAnotherNetworkIsRefused() {
    Path start = run("narrow", with(Map.of("epochs", 1)), JobListener.SILENT).model();
    Map<String, Object> options = with(Map.of("width", 8));
    options.put("start_model", start.toString());
    RobustJException refused =
        assertThrows(RobustJException.class, () -> run("wide", options, JobListener.SILENT));
    assertTrue(refused.getMessage().contains("width 4"), refused.getMessage());
    assertTrue(refused.getMessage().contains("width 8"), refused.getMessage());
  }

  /** With another seed other cases are kept aside, of which all but one were learned from. */
  @Test
  void whatAStartModelHasLearnedFromIsKeptAndTold() {
    Path start = run("first", with(Map.of("epochs", 1)), JobListener.SILENT).model();
    ModelDescription.Cases before = ModelFolder.open(start).description().training().cases();
    for (int seed = 0; seed < 3; seed++) {
      Map<String, Object> options = with(Map.of("epochs", 1, "seed", seed));
      options.put("start_model", start.toString());
      List<String> logged = new ArrayList<>();
      Path model = run("second-" + seed, options, logger(logged)).model();
      ModelDescription.Cases cases = ModelFolder.open(model).description().training().cases();
      assertEquals(before.training(), cases.earlier());
      assertEquals(
          before.training().containsAll(cases.validation()),
          logged.stream().anyMatch(line -> line.contains("validation scores may be too good")),
          logged.toString());
    }
  }

  private static JobListener logger(List<String> lines) {
    return new JobListener() {
      @Override
      public void log(String line) {
        lines.add(line);
      }
    };
  }

  private static TrainResult run(String name, Map<String, Object> options, JobListener listener) {
    return run(name, options, listener, new TensorFlowBackend());
  }

  private static TrainResult run(
      String name, Map<String, Object> options, JobListener listener, Backend backend) {
    TrainJob job =
        new TrainJob(data, Optional.empty(), folder.resolve(name), TrainOptions.of(options));
    return job.run(backend, listener);
  }

  private static Map<String, Object> with(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(SMALL);
    all.putAll(more);
    return all;
  }

  private static float[] logits(Path model) {
    Tensor image = Tensor.zeros(1, 24, 24, 1);
    for (int i = 0; i < image.data().length; i++) image.data()[i] = (float) Math.sin(i * .7);
    Path saved = ModelFolder.open(model.resolve("last")).savedModel();
    try (DifferentiableModel network =
        new TensorFlowBackend().load(saved, Loss.CROSS_ENTROPY_AND_DICE)) {
      return network.predict(image).data();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** Cancels as soon as a number of epochs is done. */
  private static class StopAfter implements JobListener {

    private final int epochs;
    private int done;

    StopAfter(int epochs) {
      this.epochs = epochs;
    }

    @Override
    public void epoch(EpochReport report) {
      done++;
    }

    @Override
    public boolean cancelled() {
      return done >= epochs;
    }
  }
}
