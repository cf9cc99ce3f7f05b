package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Normalization;
import io.github.robustj.testing.SmallDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder for temporary files that becomes full is one sentence, and nothing stays behind. */
class FullTemporaryFolderTest {

  private static final String TEMPORARY = "java.io.tmpdir";

  @TempDir Path folder;

  @Test
  void everyUseOfItIsOneSentence() throws IOException {
    UntrainedModels.model(
        folder.resolve("models"), UntrainedModels.segmentation(), Normalization.DEFAULT, 8);
    Path model = folder.resolve("models").toFile().listFiles()[0].toPath();
    // TensorFlow takes such a path for a pattern, so that the weights are copied.
    Path pattern = Files.createDirectories(folder.resolve("a[1]")).resolve("model");
    VerbOutputs.copy(model, pattern);
    DividedData.write(folder, 1);
    String images = folder.resolve("data-segmentation/images").toString();
    String out = folder.resolve("out").toString();
    List<String[]> lines =
        List.of(
            new String[] {"import", "--source", zip().toString(), "--out", out},
            new String[] {
              "export",
              "--model",
              model.toString(),
              "--format",
              "saved_model",
              "--out",
              out + ".zip"
            },
            new String[] {
              "predict", "--model", pattern.toString(), "--input", images, "--out", out
            });
    String before = System.getProperty(TEMPORARY);
    try (SmallDisk disk = SmallDisk.in(folder.resolve("disk"), 64)) {
      disk.fill(2 * SmallDisk.PAGE);
      System.setProperty(TEMPORARY, disk.folder().toString());
      for (String[] line : lines) assertSentence(disk, line);
    } finally {
      System.setProperty(TEMPORARY, before);
    }
    assertFalse(Files.exists(Path.of(out + ".zip")));
  }

  private static void assertSentence(SmallDisk disk, String... line) throws IOException {
    String what = Arrays.toString(line);
    CommandLineCall call = CommandLineCall.of(line);
    assertEquals(Program.FAILED, call.exitCode(), what + call.err());
    String said =
        "The folder for temporary files, %s, cannot be written to (its disk is full); free some space there, or name another in the Java option -Djava.io.tmpdir."
            .formatted(disk.folder());
    assertTrue(call.err().lines().toList().contains(said), what + call.err());
    assertEquals(List.of("filler"), List.of(disk.folder().toFile().list()), what);
  }

  private Path zip() throws IOException {
    Path zip = folder.resolve("network.zip");
    try (OutputStream to = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(to)) {
      out.putNextEntry(new ZipEntry("saved_model.pb"));
      byte[] noise = new byte[1 << 20];
      new Random(1).nextBytes(noise);
      out.write(noise);
    }
    return zip;
  }
}
