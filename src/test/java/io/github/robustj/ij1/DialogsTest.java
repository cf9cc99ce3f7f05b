package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The commands from ImageJ's menu, in real dialogs of one ImageJ; skipped where windows cannot be
 * shown.
 */
class DialogsTest {

  private static final List<String> SESSIONS =
      List.of("pages", "mistakes", "effects", "tasks", "ready", "record", "threshold", "cancel");

  @TempDir static Path folder;

  private static Path log;

  @BeforeAll
  static void run() throws IOException, InterruptedException {
    log = folder.resolve("session.log");
    List<String> arguments = new ArrayList<>(List.of(folder.toString()));
    arguments.addAll(SESSIONS);
    try (Screen screen = Screen.open()) {
      screen.run(DialogSession.class, log, arguments.toArray(String[]::new));
    }
  }

  /** What {@link DialogSession} does and checks. */
  @ParameterizedTest
  @FieldSource("SESSIONS")
  void somebodyInFrontOfTheScreen(String session) throws Exception {
    Path wrong = folder.resolve(session + ".txt");
    assertTrue(Files.exists(wrong), "it was not begun: " + Files.readString(log));
    assertEquals("", Files.readString(wrong));
  }
}
