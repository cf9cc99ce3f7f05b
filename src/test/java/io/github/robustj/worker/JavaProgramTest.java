package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class JavaProgramTest {

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"1.8.0_402, Java 8", "11.0.2, Java 11", "16, Java 16"})
  void olderOnesAreRefusedInWords(String version, String words) throws IOException {
    String sentence = refusal(script(version));
    assertTrue(sentence.contains("is " + words + ", but"), sentence);
    assertTrue(sentence.contains("Java 17") && sentence.contains("ROBUSTJ_JAVA_HOME"), sentence);
  }

  @ParameterizedTest
  @CsvSource({"17", "17.0.15", "25-ea"})
  void newerOnesAreTaken(String version) throws IOException {
    assertEquals(home.resolve("bin/java"), JavaProgram.checked(script(version)));
  }

  @Test
  void aFolderWithoutJavaIsNamed() {
    assertTrue(refusal(home).contains("there is no " + home.resolve("bin/java")));
  }

  @Test
  void theJavaOfThisProcessIsTaken() {
    assertEquals(
        home.resolve("bin/java").getFileName(),
        JavaProgram.checked(Path.of(System.getProperty("java.home"))).getFileName());
  }

  private static String refusal(Path home) {
    return assertThrows(RobustJException.class, () -> JavaProgram.checked(home)).getMessage();
  }

  /** A home whose java says what real ones say. */
  private Path script(String version) throws IOException {
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java, "#!/bin/sh\necho 'openjdk version \"%s\" 2025-04-15' >&2\n".formatted(version));
    assertTrue(java.toFile().setExecutable(true));
    return home;
  }
}
