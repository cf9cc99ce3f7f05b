package io.github.robustj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house: a room imports only rooms before it, and only the libraries it is allowed. */
class RoomsTest {

  /** The second is compiled where Spark is wanted. */
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/java/io/github/robustj"), Path.of("src/spark/java/io/github/robustj"));

  /** In import order; {@code ""} is the facade. */
  private static final List<String> ROOMS =
      List.of(
          "error",
          "file",
          "zarr",
          "extension",
          "ready",
          "option",
          "tensor",
          "model",
          "attack",
          "data",
          "data.lazy",
          "omezarr",
          "corruption",
          "data.reader",
          "data.reader.image",
          "data.reader.mask",
          "data.reader.landmark",
          "data.reader.box",
          "metric",
          "statistics",
          "task",
          "task.segmentation",
          "task.landmark",
          "task.detection",
          "task.instance",
          "training",
          "evaluation",
          "evaluation.check",
          "packaging.bioimage",
          "packaging",
          "parts",
          "job",
          "tensorflow",
          "engine",
          "worker",
          "display",
          "display.segmentation",
          "display.landmark",
          "display.detection",
          "display.instance",
          "display.task",
          "report",
          "",
          "command",
          "ij1",
          "cli",
          "spark");

  private static final String IMGLIB = "net.imglib2";

  private static final Map<String, Set<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("zarr", Set.of("com.google.gson", "io.airlift.compress")),
          Map.entry("data", Set.of(IMGLIB)),
          Map.entry("data.lazy", Set.of(IMGLIB)),
          Map.entry("omezarr", Set.of("com.google.gson", IMGLIB)),
          Map.entry("corruption", Set.of(IMGLIB)),
          Map.entry("data.reader", Set.of(IMGLIB, "ij", "com.google.gson")),
          Map.entry("data.reader.image", Set.of(IMGLIB, "ij", "com.google.gson")),
          Map.entry("data.reader.mask", Set.of(IMGLIB, "com.google.gson")),
          Map.entry("data.reader.landmark", Set.of(IMGLIB, "ij")),
          Map.entry("data.reader.box", Set.of(IMGLIB, "ij", "com.google.gson")),
          Map.entry("metric", Set.of(IMGLIB)),
          Map.entry("statistics", Set.of("org.apache.commons.math3")),
          Map.entry("task", Set.of(IMGLIB)),
          Map.entry("task.segmentation", Set.of(IMGLIB)),
          Map.entry("task.landmark", Set.of(IMGLIB)),
          Map.entry("task.detection", Set.of(IMGLIB)),
          Map.entry("task.instance", Set.of(IMGLIB)),
          Map.entry("packaging.bioimage", Set.of("org.yaml.snakeyaml")),
          Map.entry("packaging", Set.of("com.google.gson")),
          Map.entry("parts", Set.of("com.google.gson")),
          Map.entry("job", Set.of("com.google.gson", IMGLIB)),
          Map.entry(
              "tensorflow",
              Set.of("org.tensorflow", "org.bytedeco.javacpp", "com.google.protobuf")),
          Map.entry("worker", Set.of("com.google.gson", IMGLIB)),
          Map.entry("display", Set.of("ij", IMGLIB)),
          Map.entry("display.segmentation", Set.of("ij")),
          Map.entry("display.landmark", Set.of("ij")),
          Map.entry("display.detection", Set.of("ij")),
          Map.entry("display.instance", Set.of("ij", IMGLIB)),
          Map.entry("report", Set.of("freemarker")),
          Map.entry("", Set.of("ij", IMGLIB)),
          Map.entry("command", Set.of("org.scijava", "ij")),
          Map.entry("ij1", Set.of("ij", "org.scijava")),
          Map.entry("cli", Set.of("picocli", "ij", "net.imagej", "org.scijava")),
          Map.entry("spark", Set.of("org.apache.spark", "org.apache.logging.log4j")));

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:static )?([\\w.]+?)(?:\\.[A-Z]\\w*)+(?:\\.\\w+|\\.\\*)?;");

  @Test
  void everyRoomStandsInThePlan() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : files()) found.add(room(file));
    assertEquals(Set.of(), minus(found, ROOMS));
  }

  @Test
  void importsRunUpwardsOnly() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : files())
      for (String imported : imports(file))
        if (!allowed(room(file), imported)) wrong.add(file + " imports " + imported);
    assertEquals(List.of(), wrong);
  }

  /**
   * Only {@code worker} and the command line may name the room of TensorFlow, and neither needs to.
   */
  @Test
  void nobodyNamesTensorFlow() throws IOException {
    for (Path file : files())
      if (!room(file).equals("tensorflow") && !room(file).equals("cli"))
        assertTrue(
            imports(file).stream()
                .noneMatch(
                    i ->
                        i.startsWith("io.github.robustj.tensorflow")
                            || i.startsWith("org.tensorflow")),
            file + " names TensorFlow");
  }

  private static boolean allowed(String room, String imported) {
    String base = "io.github.robustj";
    if (imported.equals(base) || imported.startsWith(base + ".")) {
      String other = imported.equals(base) ? "" : imported.substring(base.length() + 1);
      return ROOMS.indexOf(other) >= 0 && ROOMS.indexOf(other) <= ROOMS.indexOf(room);
    }
    if (imported.startsWith("java.") || imported.startsWith("javax.")) return true;
    return LIBRARIES.getOrDefault(room, Set.of()).stream()
        .anyMatch(library -> imported.equals(library) || imported.startsWith(library + "."));
  }

  /** The packages that a file imports from. */
  private static List<String> imports(Path file) throws IOException {
    List<String> packages = new ArrayList<>();
    Matcher matcher = IMPORT.matcher(Files.readString(file));
    while (matcher.find()) packages.add(matcher.group(1));
    return packages;
  }

  private static String room(Path file) {
    return SOURCES.stream()
        .filter(file::startsWith)
        .findFirst()
        .orElseThrow()
        .relativize(file.getParent())
        .toString()
        .replace(file.getFileSystem().getSeparator(), ".");
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path root : SOURCES)
      try (Stream<Path> walk = Files.walk(root)) {
        walk.filter(p -> p.toString().endsWith(".java")).forEach(files::add);
      }
    return files;
  }

  private static Set<String> minus(Set<String> found, List<String> known) {
    Set<String> rest = new TreeSet<>(found);
    rest.removeAll(known);
    return rest;
  }
}
