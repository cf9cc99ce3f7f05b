package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.RobustJ;
import io.github.robustj.data.reader.Groups;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Paths with a character that no system has in its names. */
class UserPathTest {

  private static final String NUL = "a\0b.csv";

  @Test
  void aPathIsAsItWasTyped() {
    assertEquals(Path.of("a b/c"), UserPath.of("a b/c"));
  }

  @Test
  void whatIsNoPathIsASentenceWhereverItIsTaken() {
    List<Executable> all =
        List.of(
            () -> UserPath.of(NUL),
            () -> Groups.of(Path.of("data"), NUL, List.of("a")),
            () -> RobustJ.train(NUL, "m", Map.of()),
            () -> RobustJ.train("d", NUL, Map.of()),
            () -> RobustJ.train("d", "m", Map.of("split", NUL)),
            () -> RobustJ.evaluate("d", NUL, Map.of()),
            () -> RobustJ.open(NUL));
    for (Executable call : all) {
      String words = assertThrows(RobustJException.class, call).getMessage();
      assertTrue(words.contains("path"), words);
    }
  }
}
