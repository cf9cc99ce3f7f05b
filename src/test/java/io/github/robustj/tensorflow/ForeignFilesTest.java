package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.ImportJob.Imported;
import io.github.robustj.job.JobListener;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/**
 * Files of a network that are damaged, missing or hostile are one sentence, and nothing is left.
 */
class ForeignFilesTest {

  /** Of Keras's form, with weights. */
  @TempDir static Path sound;

  @TempDir Path folder;

  @BeforeAll
  static void make() throws Exception {
    new ForeignNetworks(true, false, End.SOFTMAX, 3).save(sound.resolve("network"), 1);
  }

  /** A signature of another name, as TensorFlow Hub's and older programs' have it. */
  @Test
  void otherNamesOfSignatures() throws Exception {
    Path network = copy("network");
    new Stranger(network)
        .edit(
            meta -> {
              meta.putSignatureDef("predict", meta.getSignatureDefOrThrow("serving_default"));
              meta.removeSignatureDef("serving_default");
            });
    Imported imported = imported(network, Map.of());
    assertTrue(imported.lines().contains("signature predict"), imported.lines().toString());
  }

  @Test
  void weightsThatAreMissingOrDamaged() throws Exception {
    Path without = copy("without");
    Files.delete(without.resolve("variables/variables.index"));
    assertRefused(without, "variables.index");
    Path half = copy("half");
    Path data = half.resolve("variables/variables.data-00000-of-00001");
    Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 10));
    assertRefused(half, "half");
    Path noise = copy("noise");
    Files.write(noise.resolve("variables/variables.index"), new byte[500]);
    assertRefused(noise, "damaged");
    Path graph = copy("graph");
    Path definition = graph.resolve("saved_model.pb");
    byte[] bytes = Files.readAllBytes(definition);
    Files.write(definition, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(graph, "graph");
    Files.write(definition, new byte[0]);
    assertRefused(graph, "graph");
  }

  @Test
  void zipsThatAreDamagedOrHostile() throws Exception {
    Path whole = folder.resolve("whole.zip");
    BioimageFiles.zip(sound.resolve("network"), whole, "a/");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length - 100));
    assertRefused(cut, "no zip that can be read");
    byte[] other = bytes.clone();
    for (int i = 2000; i < 2600; i++) other[i] ^= 0x55;
    assertRefused(Files.write(folder.resolve("other.zip"), other), "other.zip");
    Path many = folder.resolve("many.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(many))) {
      for (int i = 0; i < 10_001; i++) out.putNextEntry(new ZipEntry("f" + i));
    }
    assertRefused(many, "unpacks to more than 4 GiB or 10000 files");
    Path absolute = folder.resolve("absolute.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(absolute))) {
      out.putNextEntry(new ZipEntry("a\\..\\..\\..\\outside.txt"));
    }
    assertRefused(absolute, "outside its folder");
    assertFalse(Files.exists(folder.resolve("outside.txt")));
  }

  /** Sides that no memory holds, or that cannot be multiplied. */
  @Test
  void shapesThatDoNotFit() throws Exception {
    Map<Shape, String> shapes = new LinkedHashMap<>();
    shapes.put(Shape.of(-1, 1L << 40, 1L << 40, 1), "at most 8192 on each side");
    shapes.put(Shape.of(-1, 1_000_000, 1_000_000, 1), "at most 8192 on each side");
    shapes.put(Shape.of(-1, 8, 8, 1), "of 8 x 8 pixels only");
    shapes.put(Shape.of(-1, -1, -1, -1), "how many classes");
    shapes.put(Shape.of(-1, -1, -1, -1, 1), "of 5 axes");
    int number = 0;
    for (var each : shapes.entrySet()) {
      SmallNetwork.Body body =
          (tf, x) ->
              each.getKey().numDimensions() == 5
                  ? tf.concat(List.of(x, x), tf.constant(4))
                  : OperationTable.two(tf, x);
      Path saved = new SmallNetwork(each.getKey(), body).save(folder.resolve("network" + number++));
      assertRefused(saved, each.getValue());
    }
  }

  @Test
  void outputsThatAreNotThere() throws Exception {
    Path network = copy("n");
    assertRefused(network, Map.of("output_tensor", "heat"), "output_1: float");
    assertRefused(network, Map.of("signature", "train"), "give one of these");
    Path untold = copy("untold");
    new Stranger(untold)
        .edit(
            meta -> {
              var signature = meta.getSignatureDefOrThrow("serving_default").toBuilder();
              var output = signature.getOutputsOrThrow("output_1").toBuilder();
              signature.putOutputs("output_1", output.setName("nowhere:0").build());
              meta.putSignatureDef("serving_default", signature.build());
            });
    assertRefused(untold, "untold");
  }

  private Path copy(String name) throws Exception {
    BioimageFiles.copy(sound.resolve("network"), folder.resolve(name));
    return folder.resolve(name);
  }

  private Imported imported(Path source, Map<String, Object> options) throws Exception {
    Path out = Files.createTempDirectory(folder, "out").resolve("model");
    return Engine.inProcess().run(new ImportJob(source, out, options), JobListener.SILENT);
  }

  private void assertRefused(Path source, String words) throws Exception {
    assertRefused(source, Map.of(), words);
  }

  private void assertRefused(Path source, Map<String, Object> options, String words)
      throws Exception {
    Path out = Files.createTempDirectory(folder, "out").resolve("model");
    String sentence =
        assertThrows(
                RobustJException.class,
                () ->
                    Engine.inProcess().run(new ImportJob(source, out, options), JobListener.SILENT),
                words)
            .getMessage();
    assertTrue(sentence.contains(words), words + " is not in: " + sentence);
    assertEquals(1, sentence.lines().count(), sentence);
    assertFalse(sentence.contains("null"), sentence);
    try (Stream<Path> left = Files.list(out.getParent())) {
      assertEquals(
          List.of(), left.filter(f -> !f.getFileName().toString().startsWith(".")).toList(), words);
    }
  }
}
