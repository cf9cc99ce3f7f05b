package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.RobustJ;
import io.github.robustj.data.Image;
import io.github.robustj.data.TensorImages;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.testing.Discs;
import io.github.robustj.testing.ShortJvm;
import io.github.robustj.training.TrainingTable;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/extending.md}, as they stand there, here and in a real worker. */
@Timeout(300)
public class ExtendingTest {

  private static final Path PAGE = Path.of("docs/extending.md");

  /** Rounding of float32 in another process, in normalised intensities. */
  private static final float ROUNDING = 1e-3f;

  @TempDir static Path folder;

  private static WorkerEngine worker;
  private static Path data;

  @BeforeAll
  static void start() {
    data = folder.resolve("data");
    Discs.write(data, 3);
    worker = TestWorkers.engine(folder, Duration.ofMinutes(5));
  }

  @AfterAll
  static void stop() {
    worker.stop();
  }

  /** As {@link RobustJ}, in the worker. */
  public static final class Across {

    public static TrainResult train(Object data, Object model, Map<String, ?> options) {
      Options checked = Options.of(options, OptionTable.TRAIN);
      return run(
          new TrainJob(
              Path.of(data.toString()),
              Optional.empty(),
              Path.of(model.toString()),
              TrainOptions.from(checked)),
          checked);
    }

    public static AttackResult attack(
        ImagePlus image, ImagePlus truth, Object model, Map<String, ?> options) {
      Options checked =
          Options.of(
              options,
              Keys.join(OptionTable.ATTACK, OptionTable.ATTACK_IMAGE, OptionTable.ATTACK_MASKS));
      return run(
          new AttackJob(
              Path.of(model.toString()),
              ImagePlusConverter.toImage(image),
              Optional.ofNullable(truth).map(ImagePlusConverter::toMask),
              AttackOptions.from(checked),
              checked.get(AttackTable.EPSILON),
              checked.get(TrainingTable.SEED),
              AttackAim.from(checked)),
          checked);
    }

    private static <R> R run(Job<R> job, Options options) {
      try {
        return worker.run(job, JobListener.SILENT);
      } finally {
        options.forgetScripts();
      }
    }
  }

  @Test
  void closuresAndClassesOfGroovyDoTheSameHereAndThere() throws Exception {
    String script = ExampleJars.blocks(PAGE, "groovy").get(0);
    ScriptEngine here = groovy("here");
    here.eval(script);
    ScriptEngine there = groovy("there");
    there.eval(
        script.replace(
            "import " + RobustJ.class.getName(),
            "import io.github.robustj.worker.ExtendingTest.Across as RobustJ"));
    assertEquals(2, ((TrainResult) there.get("trained")).history().size());
    for (String result : List.of("result", "found")) {
      AttackResult mine = (AttackResult) here.get(result);
      AttackResult theirs = (AttackResult) there.get(result);
      requireSame(mine, theirs);
      assertTrue(largest(pixels(mine.perturbation())) > 0);
    }
  }

  @Test
  void whatGoesWrongInAScriptIsOneSentence() throws Exception {
    ScriptEngine there = groovy("wrong");
    there.eval(
        "import io.github.robustj.worker.ExtendingTest.Across as RobustJ\n"
            + "RobustJ.train(data, model, [epochs: 1, width: 4, depth: 2])");
    assertFails(there, "attack: { o, b, r -> nothing() }", "The attack script (of the script)");
    assertFails(there, "attack: { o, b, r -> nothing() }", "No signature of method");
    assertFails(there, "attack: { o, b, r -> null }", "it gives null for images that are Tensor[");
    assertFails(there, "attack: { o, b, r -> b.center().slice(0, 0) }", "it gives Tensor[0");
    assertFails(
        there,
        "attack: { o, b, r -> def t = b.center().copy(); t.data()[0] = Float.NaN; t }",
        "a pixel that is NaN");
    assertFails(there, "objective: { o, t -> 7 }", "The objective script");
    assertFails(there, "attack: Object", "must be a name, a closure");
    String away = "objective: { o, t -> null }, target: 'erase'";
    assertFails(there, away, "script, which leads away from the truth only; give target=none");
    assertTrainingFails(there, "null", "it gives null instead of terms of the loss");
    assertTrainingFails(there, "[7]", "it gives 7 among the terms of the loss");
    assertTrainingFails(
        there,
        "b.images().data()[0] = Float.NaN;"
            + " [io.github.robustj.model.LossTerm.mean(b.images(), b.targets(), 1)]",
        "images are NaN");
  }

  private static void assertFails(ScriptEngine engine, String options, String words) {
    assertCallFails(engine, "attack(image, truth, model, [%s, epsilon: 1])", options, words);
  }

  private static void assertTrainingFails(ScriptEngine engine, String terms, String words) {
    assertCallFails(
        engine,
        "train(data, model + ' new', [method: { b, m, r -> %s }, epochs: 1, width: 4, depth: 2])",
        terms,
        words);
  }

  private static void assertCallFails(ScriptEngine engine, String call, String part, String words) {
    Throwable failure =
        assertThrows(
            Exception.class,
            () ->
                engine.eval(
                    "import io.github.robustj.worker.ExtendingTest.Across as RobustJ\nRobustJ."
                        + call.formatted(part)));
    while (!(failure instanceof RobustJException)) failure = failure.getCause();
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
  }

  /** In a process of its own, since jars are looked for once in a process. */
  @Test
  void jarsBringAllThreeKindsHereAndThere() throws Exception {
    ExampleJars.write(PAGE, folder);
    Path log = folder.resolve("jvm.txt");
    String classPath =
        String.join(
            File.pathSeparator,
            System.getProperty("java.class.path"),
            ExampleJars.ofFiji(folder).toString(),
            ExampleJars.library(folder).toString());
    List<String> command = new ArrayList<>(List.of(JavaProgram.find().toString()));
    command.addAll(ShortJvm.OPTIONS);
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.addAll(List.of("-Djava.awt.headless=true", "-cp", classPath));
    command.addAll(List.of(ExtendedJvm.class.getName(), folder.toString()));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("ROBUSTJ_HOME", ExampleJars.home(folder).toString());
    int exit = process.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    assertEquals(0, exit, Files.readString(log));
  }

  private static void requireSame(AttackResult here, AttackResult there) {
    assertArrayEquals(pixels(here.adversarial()), pixels(there.adversarial()), ROUNDING);
  }

  private static float[] pixels(Image image) {
    return TensorImages.tensor(image).data();
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) largest = Math.max(largest, Math.abs(value));
    return largest;
  }

  private static String image() {
    return data.resolve("images/disc 0.tif").toString();
  }

  private static String truth() {
    return data.resolve("labels/disc 0.tif").toString();
  }

  private static ScriptEngine groovy(String model) {
    ScriptEngine engine = new ScriptEngineManager().getEngineByName("groovy");
    engine.put("data", data.toString());
    engine.put("model", folder.resolve(model).toString());
    engine.put("image", RobustJ.open(image()));
    engine.put("truth", RobustJ.open(truth()));
    return engine;
  }
}
