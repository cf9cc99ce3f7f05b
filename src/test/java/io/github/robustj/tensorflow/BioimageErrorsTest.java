package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.JobListener;
import io.github.robustj.tensorflow.BioimageFiles.Array;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A package that is damaged, hostile or of a kind that RobustJ does not take is one sentence. */
class BioimageErrorsTest {

  private static final String STEP = "{name: scale_linear, kwargs: {gain: 2}}";

  /** Of 16 x 16 pixels, fixed, format 0.4, one class. */
  @TempDir static Path sound;

  @TempDir Path folder;

  @BeforeAll
  static void make() throws Exception {
    Path network = sound.resolve("network");
    new ForeignNetworks(true, false, End.SIGMOID, 1).save(network, 1);
    Array image = new Array(new float[256], 1, 16, 16, 1);
    new BioimageFiles("0.4.10", "byxc", 1, new int[] {16, 16}, true, "[" + STEP + "]", "[]")
        .write(sound.resolve("package"), network, image, image);
  }

  /** What is changed in the description, and words of the sentence. */
  @Test
  void descriptionsThatAreWrong() throws IOException {
    Map<List<String>, String> wrong = new LinkedHashMap<>();
    wrong.put(
        List.of("tensorflow_saved_model_bundle", "pytorch_state_dict"),
        "has weights of the formats pytorch_state_dict, of which RobustJ reads none");
    wrong.put(List.of("scale_linear", "magic"), "has the step magic before a network");
    wrong.put(
        List.of("postprocessing: []", "postprocessing: [{name: magic}]"), "the step magic after");
    wrong.put(List.of("test_input.npy", "missing.npy"), "names missing.npy, which is not there");
    wrong.put(
        List.of("test_input.npy", "../outside.npy"), "outside.npy, which lies outside its folder");
    wrong.put(
        List.of("test_input.npy", "/etc/passwd"), "/etc/passwd, which lies outside its folder");
    wrong.put(List.of("test_input.npy", "link.npy"), "link.npy, which lies outside its folder");
    wrong.put(List.of("test_input.npy", "\"a\\0b\""), "no name of a file");
    wrong.put(List.of("./weights.zip", "https://somewhere/weights.zip"), "is not there");
    wrong.put(List.of("sha256: ", "sha256: 0"), "its SHA-256 is another");
    wrong.put(List.of("0.4.10", "0.6.1"), "format_version: 0.6.1 where 0.3 to 0.5");
    wrong.put(List.of("type: model", "type: dataset"), "type: dataset where model");
    wrong.put(
        List.of("inputs:\n", "inputs:\n- {name: b, axes: yx, shape: [4, 4]}\n"),
        "2 inputs where one image");
    wrong.put(
        List.of("outputs:\n", "outputs:\n- {name: b, axes: yx, shape: [4, 4]}\n"),
        "has the outputs b, output_1; name one");
    wrong.put(List.of("axes: byxc", "axes: byxq"), "axes: byxq where");
    wrong.put(List.of("axes: byxc", "axes: byyc"), "each axis once");
    wrong.put(List.of("axes: byxc", "axes: bzyx"), "an axis z of length 1");
    wrong.put(List.of("[1, 16, 16, 1]", "[1, 16, 16]"), "shape: 3 numbers where 4 numbers");
    wrong.put(List.of("[1, 16, 16, 1]", "[1, 16, -16, 1]"), "where a whole number from 0");
    wrong.put(
        List.of("[1, 16, 16, 1]", "[1, 16, 16, 3]"),
        "says 3 along the axis c but its network has 1");
    wrong.put(List.of("[1, 16, 16, 1]", "[1, 8, 8, 1]"), "of 8 x 8 pixels only");
    wrong.put(
        List.of("[1, 16, 16, 1]", "{min: [1, 4099, 16, 1], step: [0, 4099, 1, 0]}"), "steps below");
    wrong.put(
        List.of("{name: output_1,", "{name: output_1, halo: [0, 8, 8, 0],"),
        "has a halo of 8 pixels, which leaves nothing of tiles of 16");
    wrong.put(
        List.of("{name: output_1,", "{name: output_1, halo: [8, 8],"),
        "halo: 2 numbers where 4 numbers");
    wrong.put(List.of("[1, 16, 16, 1]", "[1, 17, 17, 1]"), "axes, sizes and classes again");
    wrong.put(
        List.of("axes: byxc", "axes: bxyc, magic: !!javax.script.ScriptEngineManager []"),
        "is no YAML that can be read");
    wrong.put(List.of("name: a test", "name: a test\nname: b"), "duplicate key name");
    wrong.put(List.of("name: a test", "name: [a, test]"), "name: a list where a text");
    wrong.put(List.of("name: a test", "name: {a: [}"), "is no YAML that can be read");
    wrong.put(List.of("name: a test", "name: &n [*n]"), "contain themselves");
    wrong.put(List.of("name: a test", bomb(60)), "aliases");
    for (String itself :
        List.of("&a {b: *a}", "&a [*a]", "[&a {b: [1, *a]}]", "{robustj: &a {model: *a}}"))
      wrong.put(List.of("name: a test", "name: a test\nconfig: " + itself), "contain themselves");
    wrong.put(List.of("name: a test", bomb(24)), "more than 1000000 values");
    wrong.put(List.of("name: a test", bomb(15)), "name: a list where a text");
    wrong.put(
        List.of("name: a test", "name: " + "[".repeat(200) + "]".repeat(200)),
        "is no YAML that can be read");
    wrong.put(List.of("", ""), "differs from its own test output by up to");
    List<Executable> all = new ArrayList<>();
    for (var each : wrong.entrySet()) {
      Path files = packaged();
      Path yaml = files.resolve("rdf.yaml");
      if (each.getKey().contains("link.npy"))
        Files.createSymbolicLink(
            files.resolve("link.npy"), sound.resolve("package/test_input.npy"));
      String text = Files.readString(yaml);
      assertTrue(text.contains(each.getKey().get(0)), each.toString());
      Files.writeString(
          yaml,
          text.replaceFirst(
              Pattern.quote(each.getKey().get(0)), Matcher.quoteReplacement(each.getKey().get(1))));
      all.add(() -> assertRefused(files, each.getValue()));
    }
    assertAll(all);
  }

  /** Twice as many elements with every level, of which none is written out. */
  private static String bomb(int levels) {
    StringBuilder text = new StringBuilder("x0: &x0 [a, a]\n");
    for (int i = 1; i <= levels; i++)
      text.append("x%d: &x%d [*x%d, *x%d]\n".formatted(i, i, i - 1, i - 1));
    return text + "name: *x" + levels;
  }

  @Test
  void filesThatAreWrong() throws IOException {
    Path files = packaged();
    Files.writeString(files.resolve("rdf.yaml"), "just a text");
    assertRefused(files, "is no YAML with keys");
    Files.write(files.resolve("rdf.yaml"), new byte[] {(byte) 0xff, 0, 1});
    assertRefused(files, "rdf.yaml");
    byte[] huge = new byte[(4 << 20) + 1];
    Arrays.fill(huge, (byte) '#');
    Files.write(files.resolve("rdf.yaml"), huge);
    assertRefused(files, "more than 4 MiB");
    files = packaged();
    Files.writeString(files.resolve("test_output.npy"), "no array");
    assertRefused(files, "test_output.npy");
    files = packaged();
    Files.write(files.resolve("test_output.npy"), new Array(new float[64], 1, 8, 8, 1).npy());
    assertRefused(files, "has a test output of [1, 8, 8, 1] where [1, 16, 16, 1]");
    files = packaged();
    Files.write(files.resolve("test_input.npy"), new Array(new float[256], 16, 16).npy());
    assertRefused(files, "the shape [16, 16], which does not fit the axes byxc");
    files = packaged();
    Files.write(files.resolve("weights.zip"), new byte[100]);
    Path yaml = files.resolve("rdf.yaml");
    Files.writeString(yaml, Files.readString(yaml).replaceAll("sha256: \\w+, ", ""));
    assertRefused(files, "weights.zip is no zip that can be read");
  }

  /** Sentences about files in a zip name the zip. */
  @Test
  void zipsAreNamed() throws IOException {
    Path files = packaged();
    Path yaml = files.resolve("rdf.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("scale_linear", "magic"));
    Path zip = folder.resolve("package.zip");
    BioimageFiles.zip(files, zip, "");
    assertRefused(zip, zip + "/rdf.yaml has the step magic");
  }

  private Path packaged() throws IOException {
    Path files = Files.createTempDirectory(folder, "package");
    Files.delete(files);
    BioimageFiles.copy(sound.resolve("package"), files);
    return files;
  }

  private void assertRefused(Path source, String words) throws IOException {
    Path out = Files.createTempDirectory(folder, "out").resolve("model");
    RobustJException refused =
        assertThrows(
            RobustJException.class,
            () -> Engine.inProcess().run(new ImportJob(source, out, Map.of()), JobListener.SILENT),
            words);
    String sentence = refused.getMessage();
    assertTrue(sentence.contains(words), words + " is not in: " + sentence);
    assertEquals(1, sentence.lines().count(), sentence);
    assertFalse(sentence.contains("null"), sentence);
    try (Stream<Path> left = Files.list(out.getParent())) {
      assertEquals(
          List.of(), left.filter(f -> !f.getFileName().toString().startsWith(".")).toList(), words);
    }
  }
}
