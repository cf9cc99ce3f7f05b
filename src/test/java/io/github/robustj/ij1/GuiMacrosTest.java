package io.github.robustj.ij1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Macros in front of a screen; skipped where windows cannot be shown. */
class GuiMacrosTest {

  @TempDir static Path folder;

  private static Screen screen;

  @BeforeAll
  static void open() throws IOException {
    screen = Screen.open();
  }

  @AfterAll
  static void close() {
    if (screen != null) screen.close();
  }

  /** What {@link MacroSession} does and checks. */
  @ParameterizedTest
  @CsvSource({"plain, error", "fiji, error", "plain, help"})
  void somebodyInFrontOfTheScreen(String imageJ, String session) throws Exception {
    Path own = Files.createDirectories(folder.resolve(imageJ + "-" + session));
    Map<String, String> environment =
        Map.of(
            "CLASSPATH",
            System.getProperty("java.class.path"),
            "JDK_JAVA_OPTIONS",
            "--add-opens=java.base/java.lang=ALL-UNNAMED");
    Path log = folder.resolve(imageJ + "-" + session + ".log");
    screen.run(environment, MacroSession.class, log, imageJ, session, own.toString());
  }
}
