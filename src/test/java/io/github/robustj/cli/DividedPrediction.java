package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.testing.JavaNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The prediction of a folder of small images in shares, and what becomes of it. */
abstract class DividedPrediction {

  static final int IMAGES = 4;

  @TempDir Path folder;
  Path images;
  Path out;
  Path parts;

  @BeforeEach
  void write() throws IOException {
    DividedData.write(folder, IMAGES);
    images = folder.resolve("data-segmentation/images");
    out = folder.resolve("out");
    parts = out.resolve("parts");
  }

  Path part(String name) throws IOException {
    try (Stream<Path> list = Files.list(parts)) {
      String there = name.replace(' ', '_');
      return list.filter(f -> f.toString().contains(there)).findFirst().orElseThrow();
    }
  }

  void assertSameAsWhole() throws IOException {
    done(merge());
    Map<String, String> found = DividedFiles.in(out);
    found.remove("parts/run.json");
    Path whole = folder.resolve("whole");
    done(line(whole));
    DividedFiles.assertSame(DividedFiles.in(whole), found);
  }

  String[] predict(String... more) {
    return line(out, more);
  }

  String[] line(Path to, String... more) {
    List<String> line = new ArrayList<>(List.of("predict"));
    line.addAll(List.of("--model", folder.resolve("model-segmentation").toString()));
    line.addAll(List.of("--input", images.toString(), "--out", to.toString()));
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  String[] merge() {
    return new String[] {"merge", "--out", out.toString()};
  }

  static CommandLineCall call(String... line) {
    return CommandLineCall.with(new JavaNetworks(), line);
  }

  static CommandLineCall done(String... line) {
    CommandLineCall call = call(line);
    assertEquals(Program.DONE, call.exitCode(), call.err());
    return call;
  }

  static void fails(String sentence, String... line) {
    CommandLineCall call = call(line);
    assertTrue(call.exitCode() != Program.DONE, call.out());
    assertTrue(call.err().contains(sentence), call.err());
    assertFalse(call.err().contains("an error of its own"), call.err());
  }
}
