package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.robustj.RobustJ;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.cli.CommandLineCall;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Image;
import io.github.robustj.data.TensorImages;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Extensions;
import io.github.robustj.job.AttackAim;
import io.github.robustj.job.AttackJob;
import io.github.robustj.job.AttackOptions;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackTable;
import io.github.robustj.job.Engine;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.TrainJob;
import io.github.robustj.job.TrainOptions;
import io.github.robustj.job.TrainResult;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.testing.Discs;
import io.github.robustj.training.TrainingTable;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.tools.ToolProvider;
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

  private static final String SERVICES = "META-INF/services/io.github.robustj.";

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
              Optional.of(ImagePlusConverter.toMask(truth)),
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
    String script = blocks("groovy").get(0);
    ScriptEngine here = groovy("here");
    here.eval(script);
    ScriptEngine there = groovy("there");
    there.eval(
        script.replace(
            "import " + RobustJ.class.getName(),
            "import io.github.robustj.worker.ExtendingTest.Across as RobustJ"));
    assertEquals(2, ((TrainResult) there.get("trained")).history().size());
    AttackResult mine = (AttackResult) here.get("result");
    AttackResult theirs = (AttackResult) there.get("result");
    requireSame(mine, theirs);
    assertTrue(largest(pixels(mine.perturbation())) > 0);
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
  }

  private static void assertFails(ScriptEngine engine, String options, String words) {
    Throwable failure =
        assertThrows(
            Exception.class,
            () ->
                engine.eval(
                    "import io.github.robustj.worker.ExtendingTest.Across as RobustJ\n"
                        + "RobustJ.attack(image, truth, model, [%s, epsilon: 1])"
                            .formatted(options)));
    while (!(failure instanceof RobustJException)) failure = failure.getCause();
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
  }

  /** In a process of its own, since jars are looked for when a process starts. */
  @Test
  void jarsBringAllThreeKindsHereAndThere() throws Exception {
    Path home = folder.resolve("home");
    Path mine = home.resolve("plugins").resolve("mine.jar");
    Path ofFiji = folder.resolve("Fiji.app/plugins/mine.jar");
    jars(ofFiji, mine);
    byte[] whole = Files.readAllBytes(mine);
    Files.write(mine.resolveSibling("cut.jar"), Arrays.copyOf(whole, whole.length / 2));
    Path log = folder.resolve("jvm.txt");
    ProcessBuilder process =
        new ProcessBuilder(
            JavaProgram.find().toString(),
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path") + File.pathSeparator + ofFiji,
            Jvm.class.getName(),
            folder.toString());
    process.environment().put("ROBUSTJ_HOME", home.toString());
    int exit = process.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    assertEquals(0, exit, Files.readString(log));
  }

  /** Another process than the test's, with a worker of its own. */
  public static final class Jvm {

    public static void main(String[] arguments) {
      int exit = 1;
      folder = Path.of(arguments[0]);
      data = folder.resolve("data");
      worker = TestWorkers.engine(folder.resolve("home"), Duration.ofMinutes(5));
      try {
        check();
        exit = 0;
      } catch (Throwable e) {
        e.printStackTrace();
      } finally {
        worker.stop();
        System.exit(exit);
      }
    }

    private static void check() {
      offered("attack", "nudge");
      offered("objective", "background_logit");
      offered("method", "noisy");
      assertEquals(3, Extensions.problems().size(), Extensions.problems().toString());
      told("my.Missing of mine.jar", "ClassNotFoundException");
      told("cut.jar", "cannot be read");
      told("my.Clash of mine.jar", "another attack 'pgd'");
      assertEquals(List.of(folder.resolve("Fiji.app/plugins/mine.jar")), Script.jars());
      Path model = folder.resolve("model of a jar");
      line("train", "--method=noisy", "--epochs=2", "--width=4", "--depth=2", "--out=" + model);
      line(
          "evaluate",
          "--attack=nudge",
          "--objective=background_logit",
          "--epsilons=4",
          "--model=" + model,
          "--out=" + folder.resolve("curve.json"));
      Map<String, Object> options = new HashMap<>();
      options.put("attack", "nudge");
      options.put("objective", "background_logit");
      AttackSpec attack = AttackOptions.of(options);
      Image image = ImagePlusConverter.toImage(RobustJ.open(image()));
      Mask truth = ImagePlusConverter.toMask(RobustJ.open(truth()));
      AttackJob job = new AttackJob(model, image, Optional.of(truth), attack, 4, 0);
      requireSame(
          Engine.inProcess().run(job, JobListener.SILENT), worker.run(job, JobListener.SILENT));
    }

    private static void line(String verb, String... options) {
      List<String> line = new ArrayList<>(List.of(verb, "--data=" + data));
      line.addAll(List.of(options));
      CommandLineCall call = CommandLineCall.with(worker, line.toArray(String[]::new));
      assertEquals(0, call.exitCode(), call.err());
    }

    private static void offered(String option, String name) {
      Allowed allowed =
          Keys.join(OptionTable.ATTACK, OptionTable.TRAIN).stream()
              .filter(key -> key.name().equals(option))
              .findFirst()
              .orElseThrow()
              .allowed();
      Allowed.Choice choice = (Allowed.Choice) allowed;
      assertTrue(choice.choices().contains(name), allowed.words());
      assertTrue(choice.labels().containsKey(name), "what a dialog calls it");
    }

    private static void told(String... words) {
      assertTrue(
          Extensions.problems().stream().anyMatch(p -> Stream.of(words).allMatch(p::contains)),
          Extensions.problems().toString());
    }
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

  /** The code of the page in a language. */
  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher fence =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
    while (fence.find()) blocks.add(fence.group(1));
    return blocks;
  }

  /**
   * The classes of the page, of which each says in its comment how it is named, and broken ones.
   */
  private static void jars(Path ofFiji, Path ofHome) throws IOException {
    Path sources = folder.resolve("sources/my");
    Path classes = folder.resolve("classes");
    Files.createDirectories(sources);
    Files.createDirectories(classes);
    List<String> files = new ArrayList<>();
    Map<String, String> services = new HashMap<>();
    for (String block : blocks("java")) {
      Matcher name = Pattern.compile("public final class (\\w+)").matcher(block);
      assertTrue(name.find());
      Path file = sources.resolve(name.group(1) + ".java");
      files.add(Files.writeString(file, block).toString());
      Matcher service = Pattern.compile("In (META-INF/services/[\\w.]+?)\\. \\*/").matcher(block);
      if (service.find()) services.merge(service.group(1), "my." + name.group(1), String::concat);
    }
    Path clash = sources.resolve("Clash.java");
    String pgd = blocks("java").get(0).replace("Nudge", "Clash").replace("\"nudge\"", "\"pgd\"");
    files.add(Files.writeString(clash, pgd).toString());
    Map<String, String> others = new HashMap<>();
    String objective = SERVICES + "task.ObjectiveType";
    others.put(objective, services.remove(objective));
    others.put(SERVICES + "attack.AttackType", "# broken\nmy.Missing\nmy.Clash");
    List<String> arguments = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", classes.toString()));
    arguments.addAll(files);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, OutputStream.nullOutputStream(), null, arguments.toArray(String[]::new));
    assertEquals(0, exit);
    write(ofFiji, classes, services);
    write(ofHome, classes, others);
  }

  private static void write(Path jar, Path classes, Map<String, String> services)
      throws IOException {
    Files.createDirectories(jar.getParent());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> all = Files.walk(classes)) {
      for (Path file : all.filter(Files::isRegularFile).toList())
        write(
            out,
            classes.relativize(file).toString().replace(File.separatorChar, '/'),
            Files.readAllBytes(file));
      for (Map.Entry<String, String> service : services.entrySet())
        write(out, service.getKey(), service.getValue().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void write(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }
}
