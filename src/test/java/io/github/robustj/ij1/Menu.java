package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.Menus;
import io.github.robustj.command.AttackCommand;
import io.github.robustj.command.EvaluateCommand;
import io.github.robustj.command.ExportCommand;
import io.github.robustj.command.ImportCommand;
import io.github.robustj.command.JobCommand;
import io.github.robustj.command.PredictCommand;
import io.github.robustj.command.PredictLargeCommand;
import io.github.robustj.command.ReportCommand;
import io.github.robustj.command.TrainCommand;
import java.awt.Dialog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The menu of an ImageJ with a screen, as {@code plugins.config} makes it. */
final class Menu {

  /** Those with a dialog of pages. */
  static final Map<String, Class<? extends JobCommand>> COMMANDS =
      Map.of(
          "Train Model", TrainCommand.class,
          "Predict", PredictCommand.class,
          "Predict Large Image", PredictLargeCommand.class,
          "Attack Image", AttackCommand.class,
          "Evaluate Robustness", EvaluateCommand.class,
          "Make Report", ReportCommand.class,
          "Import Model", ImportCommand.class,
          "Export Model", ExportCommand.class);

  private Menu() {}

  /** All entries of {@code plugins.config}. */
  @SuppressWarnings("unchecked")
  static void install() {
    Pattern entry = Pattern.compile("(?m)^Plugins[^,]*, \"(.*?)\", (.*)$");
    try {
      Matcher entries = entry.matcher(Files.readString(Path.of("plugins.config")));
      while (entries.find()) Menus.getCommands().put(entries.group(1), entries.group(2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Chooses a command; it runs on a thread of its own. */
  static void choose(String command) {
    IJ.doCommand(command + "...");
  }

  /**
   * Waits for the end of a command; if it asks again after a message, it is cancelled.
   *
   * @return the message; empty if there was none
   */
  static String end(String command) throws Exception {
    Dialog message = Windows.waitingOrEnd(() -> !isRunning(command)).orElse(null);
    String said = message == null ? "" : Windows.message();
    Dialog again = Windows.waitingOrEnd(() -> !isRunning(command)).orElse(null);
    if (again != null && again.getTitle().equals(command)) Windows.close(again, "Cancel");
    requireEnd(command);
    return said;
  }

  /** The command has ended, and nothing that it has opened is left to be answered. */
  static void requireEnd(String command) throws Exception {
    Windows.waitingOrEnd(() -> !isRunning(command));
    assertEquals(List.of(), Windows.titles());
  }

  private static boolean isRunning(String command) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(command + "..."));
  }
}
