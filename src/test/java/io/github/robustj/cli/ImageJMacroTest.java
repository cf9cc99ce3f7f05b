package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageJMacroTest {

  private static ImageJMacro imageJ;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    imageJ = new ImageJMacro();
  }

  @Test
  void aMacroRunsToItsEndWithItsArgument() throws IOException {
    Path written = folder.resolve("a.txt");
    String code =
        "File.saveString(getArgument() + File.getName(getInfo('macro.filepath')), '%s');"
            .formatted(written)
            .replace('\'', '"');
    assertEquals(Optional.empty(), imageJ.run(folder.resolve("my.ijm"), code, "hello "));
    assertEquals("hello my.ijm", Files.readString(written).strip());
  }

  @Test
  void everyFailureIsTold() {
    assertFails("Index (5) out of 0-1 range", "a = newArray(2); print(a[5]);");
    assertFails("Undefined identifier", "x = foo(3);");
    assertFails("Unrecognized command: \"Frobnicate\"", "run('Frobnicate');");
    assertFails("exit", "exit();");
    assertFails("File not found: /none.png", "open('/none.png');");
  }

  /** ImageJ itself says "';' expected" after it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "for (i = 0; i < 3; i++) { %s }",
        "for (i = 0; i < 3; i++) %s",
        "setBatchMode(true); while (true) { if (1 < 2) { %s print('went on'); } }",
        "function f() { for (i = 0; i < 3; i++) { %s } } f();"
      })
  void aCommandsSentenceIsToldWhereverItsCallStands(String code) {
    String call = "run('Train Model...', 'data=none out=m epochs=abc');";
    assertFails("The option epochs is \"abc\" but must be a whole number", code.formatted(call));
  }

  @Test
  void theNextMacroIsNotBlamedForTheLastOnesError() {
    assertFails("File not found", "open('/none.png');");
    assertEquals(Optional.empty(), imageJ.run(Path.of("m.ijm"), "x = 1;", ""));
  }

  private static void assertFails(String words, String code) {
    Optional<String> reason = imageJ.run(Path.of("m.ijm"), code.replace('\'', '"'), "");
    assertTrue(reason.orElse("").contains(words), reason.toString());
    assertEquals(1, reason.get().lines().count());
  }
}
