package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries that are not to be had, as with a full disk or a jar that was cut. */
class NativeLibraryTest {

  @TempDir Path folder;

  @Test
  void librariesThatCannotBeLoadedAreASentence() throws Exception {
    String without =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> !path.contains("tensorflow-core-native"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.cachedir=" + folder,
                "-cp",
                without,
                NativeLibraryTest.class.getName())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    assertTrue(said.startsWith("TensorFlow's native libraries could not be loaded ("), said);
    assertTrue(said.contains(folder.toString()) && said.length() < 1500, said);
    assertEquals(3, said.lines().count(), said);
  }

  public static void main(String[] none) {
    TensorFlowBackend backend = new TensorFlowBackend();
    for (Runnable call : new Runnable[] {backend::versions, backend::devices, backend::device})
      try {
        call.run();
      } catch (RobustJException sentence) {
        System.out.println(sentence.getMessage());
      }
  }
}
