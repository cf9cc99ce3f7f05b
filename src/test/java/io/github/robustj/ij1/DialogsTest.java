package io.github.robustj.ij1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands from ImageJ's menu, in real dialogs; skipped where windows cannot be shown. */
class DialogsTest {

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

  /** What {@link DialogSession} does and checks. */
  @ParameterizedTest
  @ValueSource(
      strings = {"pages", "mistakes", "effects", "tasks", "ready", "record", "threshold", "cancel"})
  void somebodyInFrontOfTheScreen(String session) throws Exception {
    Path own = Files.createDirectories(folder.resolve(session));
    screen.run(DialogSession.class, folder.resolve(session + ".log"), session, own.toString());
  }
}
