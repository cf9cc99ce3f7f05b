package io.github.robustj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.testing.Cells;
import io.github.robustj.testing.Discs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptService;

/**
 * The templates of Fiji's script editor as they are shipped, with SciJava's own handling of their
 * {@code #@} parameters, on discs, smears and fetal heads.
 */
@TestMethodOrder(OrderAnnotation.class)
class ScriptTemplatesTest {

  private static final Path TEMPLATES = Path.of("src/main/resources/script_templates/RobustJ");
  private static final Path HEADS = Path.of("sample-data/landmarks-hc18/train").toAbsolutePath();
  private static final Path HEAD = HEADS.resolve("images/076_HC.png");
  private static final Set<String> RUN = new TreeSet<>();

  private static final List<String> FAILURES = new CopyOnWriteArrayList<>();

  @TempDir static Path folder;

  private static Context context;

  private final Path data = folder.resolve("my data");
  private final Path model = folder.resolve("my model");
  private final Path image = data.resolve("images/disc 0.tif");
  private final Path smears = folder.resolve("my smears");
  private final Path smear = smears.resolve("images/smear0.png");
  private final Path truth = data.resolve("labels/disc 0.tif");

  @BeforeAll
  static void start() {
    Discs.write(folder.resolve("my data"), 4);
    Cells.write(folder.resolve("my smears"), 3);
    context = new Context(ScriptService.class);
    ScriptService scripts = context.service(ScriptService.class);
    context
        .service(LogService.class)
        .addLogListener(
            message -> {
              if (message.level() == LogLevel.ERROR) FAILURES.add(message.toString());
            });
    // As in Fiji, which has plugins for it.
    scripts.addAlias(ImagePlus.class);
    for (String language : List.of("groovy", "python"))
      scripts.getIndex().add(new AdaptedScriptLanguage(language));
  }

  @AfterAll
  static void stop() {
    context.dispose();
  }

  @Test
  @Order(1)
  void segmentation() throws Exception {
    Module done =
        groovy(
            "Segmentation",
            Map.of("data", data, "model", model, "method", "standard", "image", image),
            Map.of("epochs", 10));
    ImagePlus labels = (ImagePlus) done.getOutput("labels");
    assertEquals(1, labels.getStatistics().max, 0, "a disc is found");
    assertTrue(((ImagePlus) done.getOutput("outlined")).getOverlay().size() > 0);
  }

  @Test
  @Order(2)
  void attack() throws Exception {
    Map<String, Object> inputs = Map.of("model", model, "image", image);
    Map<String, Object> options = Map.of("epsilon", 15., "steps", 5);
    Module done = groovy("Attack", with(inputs, Map.of("truth", truth)), options);
    ImagePlus perturbation = (ImagePlus) done.getOutput("perturbation");
    assertTrue(perturbation.getStatistics().stdDev > 0);
    assertTrue(done.getOutput("adversarial") instanceof ImagePlus);
    assertTrue(groovy("Attack", inputs, options).getOutput("adversarial") instanceof ImagePlus);
    Module python = run("Attack.py", inputs, options);
    assertEquals(40, ((ImagePlus) python.getOutput("adversarial")).getWidth());
  }

  @Test
  @Order(3)
  void evaluation() throws Exception {
    File[] models = {model.toFile(), Discs.twin(model, folder.resolve("twin")).toFile()};
    Path table = folder.resolve("curves.csv");
    Module done =
        groovy(
            "Evaluation",
            Map.of("data", data, "table", table),
            Map.of("models", models, "epsilons", "0,15", "steps", 2));
    assertTrue(((ImagePlus) done.getOutput("plot")).getWidth() > 100);
    List<String> rows = Files.readAllLines(table);
    assertEquals(5, rows.size());
    assertTrue(rows.get(2).contains("my model") && rows.get(2).contains("15"), rows.get(2));
    assertEquals(rows.get(2), rows.get(4).replace("twin", "my model"), "the same network");
  }

  @Test
  @Order(4)
  void batch() throws Exception {
    for (String script : List.of("Batch.groovy", "Batch.py")) {
      Path results = folder.resolve("results of " + script);
      Map<String, Object> paths =
          Map.of("model", model, "images", data.resolve("images"), "results", results);
      run(script, paths, Map.of());
      assertTrue(Files.readString(results.resolve("disc 3.tif.csv")).contains("mean_score"));
      assertEquals(40, IJ.openImage(results + "/disc 3.tif-labels.tif").getWidth());
    }
    assertTrue(Files.size(folder.resolve("results of Batch.groovy/disc 3.tif-rois.zip")) > 0);
  }

  @Test
  @Order(5)
  void landmarks() throws Exception {
    Module done =
        groovy(
            "Landmarks",
            Map.of("data", HEADS, "model", folder.resolve("heads"), "image", HEAD),
            Map.of("epochs", 1, "resolution", 32));
    assertTrue(((ImagePlus) done.getOutput("outlined")).getOverlay().size() > 0);
  }

  @Test
  @Order(6)
  void objects() throws Exception {
    Map<String, Object> options = Map.of("epochs", 1, "resolution", 64, "threshold", .05);
    Module done =
        groovy(
            "Objects",
            Map.of("data", smears, "model", folder.resolve("cells"), "image", smear),
            options);
    ImagePlus outlined = (ImagePlus) done.getOutput("outlined");
    assertEquals(Cells.WIDTH, outlined.getWidth());
    assertTrue(outlined.getOverlay() != null, "an overlay, if an empty one");
  }

  /** All in one ImageJ, with the model of the first. */
  @Test
  @Order(7)
  void macros() throws Exception {
    TemplateMacros macros = new TemplateMacros(context, TEMPLATES, folder);
    Map<String, Object> small = Map.of("epochs", 1, "method", "standard");
    Path own = folder.resolve("model of the macro");
    Path heads = folder.resolve("heads of the macro");
    Path results = folder.resolve("results of the macro");
    Path out = folder.resolve("curve.json");
    macros.add("Segmentation", with(Map.of("data", data, "model", own, "image", image), small));
    macros.add(
        "Attack", Map.of("model", own, "image", image, "truth", truth, "epsilon", 9, "steps", 2));
    macros.add(
        "Evaluation",
        Map.of("data", data, "model", own, "epsilons", "0,3", "steps", 2, "out", out));
    macros.add("Batch", Map.of("model", own, "images", data.resolve("images"), "results", results));
    macros.add(
        "Landmarks",
        with(
            Map.of("data", HEADS, "model", heads, "image", HEAD),
            Map.of("epochs", 1, "resolution", 32)));
    macros.add(
        "Objects",
        with(
            Map.of("data", smears, "model", folder.resolve("cells of the macro"), "image", smear),
            Map.of("epochs", 1, "resolution", 64, "threshold", .05)));
    String printed = macros.run();
    for (String said :
        List.of(
            "mean score ",
            "Dice ",
            "at epsilon 3",
            "4 of 4: disc 3.tif",
            "ofd_left at ",
            " objects")) assertTrue(printed.contains(said), said + " is missing: " + printed);
    assertTrue(Files.size(results.resolve("disc 3.tif-labels.tif")) > 0);
    RUN.addAll(macros.names());
  }

  @Test
  @Order(8)
  void noneWasForgotten() throws Exception {
    try (Stream<Path> list = Files.list(TEMPLATES)) {
      assertEquals(list.map(p -> p.getFileName().toString()).collect(Collectors.toSet()), RUN);
    }
  }

  private static Module groovy(String name, Map<String, ?> paths, Map<String, ?> options)
      throws Exception {
    return run(name + ".groovy", paths, options);
  }

  /** As the script editor does after its dialog. */
  private static Module run(String file, Map<String, ?> paths, Map<String, ?> options)
      throws Exception {
    Map<String, Object> inputs = new HashMap<>(options);
    paths.forEach((key, v) -> inputs.put(key, v instanceof Path path ? path.toFile() : v));
    RUN.add(file);
    ScriptService scripts = context.service(ScriptService.class);
    Module done = scripts.run(TEMPLATES.resolve(file).toFile(), true, inputs).get();
    assertEquals(List.of(), FAILURES, "a script's exceptions are only logged");
    return done;
  }

  private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }
}
