package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A command called by the menu, in a macro with and without a screen, in a script and on the
 * command line becomes the same job, with the same defaults, pixels and seed; leaves the same
 * images, overlays, tables and files; and if it is wrong, is refused in the same sentence.
 */
class EveryWayTest {

  private static final Map<String, String> NAMES =
      Map.of("rois.zip", "cells-rois.zip", "measured.csv", "measurements.csv");

  /** What a file of the command line holds, and what a command shows. */
  private static final Map<String, List<String>> SHOWN =
      Map.of(
          "Predict",
          List.of(
              "cells-overlay.tif = cells pixels",
              "cells-overlay.tif = cells overlay",
              "cells.tif = cells-labels pixels",
              "cells-probability.tif = cells-probability pixels",
              "predictions.csv = results",
              "counts.csv = results"),
          "Attack Image",
          List.of(
              "cells-adversarial.tif = cells-adversarial pixels",
              "cells-overlay.tif = cells-adversarial overlay",
              "cells-perturbation.tif = cells-perturbation pixels",
              "cells-picture.png = cells-picture pixels",
              "cells-scores.csv = results"));

  @TempDir static Path folder;

  /** Of those with a screen, in a process of their own meanwhile. */
  private static FutureTask<Void> session;

  @BeforeAll
  static void callAll() throws Exception {
    EveryWayInputs.write(folder);
    session = new FutureTask<>(EveryWayTest::callOnScreen, null);
    new Thread(session, "screen").start();
    for (Way way : new Way[] {Way.SCRIPT, Way.MACRO, Way.COMMAND_LINE}) callAll(way, folder);
  }

  private static void callOnScreen() {
    try (Screen screen = Screen.open()) {
      screen.run(EveryWaySession.class, folder.resolve("session.log"), folder.toString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes down what becomes of every call. */
  static void callAll(Way way, Path folder) throws Exception {
    for (Call call : Call.all()) way.record(call, folder);
    for (int i = 0; i < Call.results().size(); i++)
      way.result(Call.results().get(i), folder, results(way, i, folder));
    for (int i = 0; i < WrongCall.all().size(); i++) {
      WrongCall wrong = WrongCall.all().get(i);
      if (wrong.isOf(way))
        Files.writeString(sentence(way, i, folder), way.sentence(wrong.call(), folder));
    }
  }

  private static Path results(Way way, int call, Path folder) {
    return folder.resolve(way.name()).resolve("results " + call);
  }

  private static Path sentence(Way way, int call, Path folder) {
    return folder.resolve(way.name()).resolve("sentence " + call);
  }

  @ParameterizedTest
  @EnumSource(names = "SCRIPT", mode = EnumSource.Mode.EXCLUDE)
  void sameJob(Way way) throws Exception {
    await(way);
    for (Call call : Call.all())
      assertEquals(
          Way.SCRIPT.recorded(call, folder), way.recorded(call, folder), way + " of " + call);
  }

  @ParameterizedTest
  @EnumSource(names = {"MENU", "MACRO_WITH_SCREEN", "MACRO"})
  void sameToBeSeen(Way way) throws Exception {
    await(way);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < Call.results().size(); i++) {
      Properties script = seen(Way.SCRIPT, i);
      Properties seen = seen(way, i);
      String what = "%n%s of %s: %%s%n".formatted(way, Call.results().get(i));
      for (String key : script.stringPropertyNames()) {
        String shown =
            key.equals("results") && way == Way.MENU ? table(seen) : seen.getProperty(key);
        if (!script.getProperty(key).equals(shown))
          wrong.add(what.formatted(key) + script.getProperty(key) + "\nbut\n" + shown);
      }
      Path own = results(Way.SCRIPT, i, folder);
      if (!WrittenFiles.in(own).equals(WrittenFiles.in(results(way, i, folder))))
        wrong.add(
            what.formatted("files")
                + WrittenFiles.in(own)
                + "\nbut\n"
                + WrittenFiles.in(results(way, i, folder)));
      String first = first(Call.results().get(i));
      if (!first.equals(seen.getProperty("current")))
        wrong.add(what.formatted("current is " + seen.getProperty("current")));
    }
    assertEquals("", String.join("\n", wrong));
  }

  /** The command line writes under names of its own what commands show, or write where asked. */
  @Test
  void theCommandLineWritesWhatIsSeen() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < Call.results().size(); i++) {
      Call call = Call.results().get(i);
      Path own = results(Way.COMMAND_LINE, i, folder);
      Map<String, String> script = WrittenFiles.in(results(Way.SCRIPT, i, folder));
      Map<String, String> written = WrittenFiles.in(own);
      for (String name : script.keySet())
        require(
            script.get(name),
            written.get(NAMES.getOrDefault(name, name)),
            call + " " + name,
            wrong);
      Properties seen = seen(Way.SCRIPT, i);
      for (String pair : SHOWN.getOrDefault(call.command(), List.of())) {
        String[] parts = pair.split(" = ");
        Path file = own.resolve(parts[0]);
        if (!Files.exists(file)) continue;
        String[] key = parts[1].split(" ");
        String found =
            key[0].equals("results")
                ? WrittenFiles.table(file)
                : WrittenFiles.image(file).getProperty("image " + key[1]);
        String shown = seen.getProperty(parts[1]);
        require(shown, found, call + " " + pair, wrong);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static void require(String expected, String found, String what, List<String> wrong) {
    if (expected == null || !expected.equals(found))
      wrong.add(what + "\n" + expected + "\nbut\n" + found);
  }

  private static String first(Call call) {
    return switch (call.command()) {
      case "Predict" -> "cells";
      case "Attack Image" -> "cells-adversarial";
      case "Make Report" -> "none";
      default -> "Robustness of " + call.given().get("model").substring(2);
    };
  }

  /** In a window of its own, its first one that is not about the perturbation. */
  private static String table(Properties seen) {
    for (String title : List.of("Prediction", "Landmarks", "Counts", "Attack"))
      if (seen.containsKey("table " + title)) return seen.getProperty("table " + title);
    return seen.stringPropertyNames().stream()
        .filter(key -> key.matches("table (Robustness|Landmarks|Objects) of .*"))
        .map(seen::getProperty)
        .findAny()
        .orElse(null);
  }

  private static Properties seen(Way way, int call) throws IOException {
    Properties seen = new Properties();
    String text = Files.readString(results(way, call, folder).resolve("seen"));
    try (Reader in = new StringReader(text.replace("cells.tif", "cells"))) {
      seen.load(in);
    }
    assertTrue(!seen.isEmpty() || Call.results().get(call).isReport());
    return seen;
  }

  @ParameterizedTest
  @EnumSource(names = "SCRIPT", mode = EnumSource.Mode.EXCLUDE)
  void sameSentence(Way way) throws Exception {
    await(way);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < WrongCall.all().size(); i++) {
      if (!WrongCall.all().get(i).isOf(way)) continue;
      String script = Files.readString(sentence(Way.SCRIPT, i, folder));
      String said = Files.readString(sentence(way, i, folder));
      if (script.isBlank() || !script.equals(said))
        wrong.add("%n%s%nscript: %s%n%s: %s".formatted(WrongCall.all().get(i), script, way, said));
    }
    assertEquals("", String.join("\n", wrong));
  }

  /** Skips what needs a screen where there is none. */
  private static void await(Way way) throws Exception {
    if (way != Way.MENU && way != Way.MACRO_WITH_SCREEN) return;
    try {
      session.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      if (e.getCause() instanceof Error cause) throw cause;
      throw e;
    }
  }
}
