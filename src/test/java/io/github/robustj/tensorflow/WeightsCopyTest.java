package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.testing.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights under a path that TensorFlow takes for a pattern. */
class WeightsCopyTest {

  @TempDir Path folder;

  @Test
  void theyAreFoundUnderAnotherPath() throws IOException {
    Path weights = Files.createDirectories(folder.resolve("a[1]/variables"));
    Files.writeString(weights.resolve("variables.index"), "index");
    Files.createDirectory(weights.resolve("of the user"));
    List<String> read = new ArrayList<>();
    OpenNetwork.withReadable(
        weights.resolve("variables"),
        path -> {
          assertTrue(!path.contains("["), path);
          try {
            read.add(Files.readString(Path.of(path + ".index")));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    assertEquals(List.of("index"), read);
  }

  @Test
  void ofThoseThatCannotBeReadTheSentenceNamesTheFile() throws IOException {
    Path weights = Files.createDirectories(folder.resolve("a[1]/variables"));
    Path file = Unreadable.file(weights.resolve("variables.index"));
    String said =
        assertThrows(
                RobustJException.class,
                () -> OpenNetwork.withReadable(weights.resolve("variables"), path -> {}))
            .getMessage();
    assertTrue(said.startsWith(file + " cannot be read: "), said);
  }
}
