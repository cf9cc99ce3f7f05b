package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.robustj.display.ImageFiles;
import io.github.robustj.job.Engine;
import io.github.robustj.packaging.EvaluationJson;
import io.github.robustj.testing.Discs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of every verb that writes, on models that see the same in every image. */
abstract class VerbOutputs {

  /** With what the model does, where that makes a difference. */
  static final List<String> VERBS =
      List.of(
          "predict segmentation",
          "predict landmark",
          "predict detection",
          "attack segmentation",
          "attack landmark",
          "attack detection",
          "evaluate segmentation",
          "evaluate landmark",
          "evaluate detection",
          "report",
          "bench");

  private static final String[] METHODS = {"--methods", "standard,fast_adversarial"};

  @TempDir Path folder;
  Path images;
  String err = "";
  String out = "";
  Engine engine = new SeeingEngine();

  @BeforeEach
  void images() throws IOException {
    for (String name : List.of("m-", "n-"))
      for (String task : List.of("segmentation", "landmark", "detection"))
        SeeingEngine.model(folder.resolve(name + task), task);
    for (String name : List.of("m.json", "n.json"))
      EvaluationJson.write(folder.resolve(name), SeeingEngine.evaluation(.75));
    images = Files.createDirectory(folder.resolve("images"));
    for (String name : List.of("a.png", "b.png"))
      ImageFiles.png(
          new ImagePlus("", new ByteProcessor(3, 1, new byte[] {5, 9, 7})), images.resolve(name));
  }

  void assertSentence(String what) {
    List<String> said = err.lines().toList();
    assertEquals(1, said.size(), what + ": " + err);
    assertFalse(err.contains("error of its own"), what + ": " + err);
    assertTrue(said.get(0).endsWith("."), what + ": " + err);
  }

  static void assertNothingTemporary(Path... folders) throws IOException {
    for (Path f : folders)
      try (Stream<Path> walk = Files.walk(f)) {
        assertEquals(List.of(), walk.filter(p -> p.toString().matches(".*\\.(tmp|lock)")).toList());
      }
  }

  static List<String> files(Path results) throws IOException {
    try (Stream<Path> list = Files.walk(results)) {
      List<String> names =
          new ArrayList<>(
              list.filter(Files::isRegularFile)
                  .map(p -> results.relativize(p).toString().replace('\\', '/'))
                  .sorted()
                  .toList());
      names.removeIf(name -> name.matches("(.*/)?\\.[^/]*"));
      assertFalse(names.isEmpty());
      return names;
    }
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> list = Files.walk(from)) {
      for (Path file : list.skip(1).toList()) Files.copy(file, to.resolve(from.relativize(file)));
    }
  }

  /** As a training or a comparison of two methods that takes a moment: on discs, in Java. */
  private int longer(String verb, Path results, String... more) {
    Path data = folder.resolve("discs");
    if (!Files.exists(data)) Discs.write(data, 2);
    Path out = verb.equals("train") ? results.resolve("model") : results;
    String line = verb + " --epochs 1 --validation 0 --width 2 --depth 2";
    if (verb.equals("compare")) line += " --attack-steps 3 --square-queries 2";
    if (verb.equals("compare")) line += " --test " + data;
    if (verb.equals("compare") && more.length == 0) more = METHODS;
    engine = new JavaTrainings();
    return execute(line(line + " --data " + data + " --out", out.toString(), more));
  }

  int run(String verb, Path results, String name, String... more) {
    String[] words = verb.split(" ");
    String model = words.length == 1 ? name : name + "-" + words[1];
    return switch (words[0]) {
      case "predict" -> call(words[0], "--input", images.toString(), results, model, more);
      case "attack" -> call(words[0], "--input", images + "/a.png", results, model, more);
      case "report" ->
          execute(
              line(
                  "report --results " + folder.resolve(name + ".json") + " --out",
                  results.resolve("r.html").toString(),
                  more));
      case "bench" -> execute(line("bench --out", results.resolve("b.json").toString(), more));
      case "train", "compare" -> longer(verb, results, more);
      default ->
          call(words[0], "--data", images.toString(), results.resolve("e.json"), model, more);
    };
  }

  private static String[] line(String start, String value, String... more) {
    return Stream.of(Stream.of(start.split(" ")), Stream.of(value), Stream.of(more))
        .flatMap(words -> words)
        .toArray(String[]::new);
  }

  int call(String verb, String key, String input, Path out, String model, String... more) {
    String where = folder.resolve(model).toString();
    Stream<String> line = Stream.of(verb, key, input, "--out", out.toString(), "--model", where);
    return execute(Stream.concat(line, Stream.of(more)).toArray(String[]::new));
  }

  int execute(String... line) {
    out = line[List.of(line).indexOf("--out") + 1];
    StringWriter text = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(new StringWriter()), new PrintWriter(text), false);
    int rc = new Program(Main.verbs(), streams, engine, new Cancellation()).run(line);
    err = text.toString().replaceAll("No label was given.*\\R", "");
    return rc;
  }
}
