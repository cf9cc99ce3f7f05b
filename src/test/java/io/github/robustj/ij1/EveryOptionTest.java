package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.cli.CommandLineCall;
import io.github.robustj.command.JobCommand;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each option of each command, given alone with a model or data of each task: in a script and on
 * the command line it becomes the same job, or is refused with the same sentence.
 */
class EveryOptionTest {

  private static final List<String> SAMPLES =
      List.of("true", "false", "3", "2", "64", "0.5", "1", "1,2", "cpu", "none");

  @TempDir static Path folder;

  @BeforeAll
  static void makeInputs() throws Exception {
    EveryWayInputs.write(folder);
  }

  @Test
  void meansTheSameInAScriptAndOnTheCommandLine() throws Exception {
    List<String> wrong = new ArrayList<>();
    Set<String> ofReports = new TreeSet<>();
    int compared = 0;
    for (Call call : Call.all(false)) {
      String without = Way.SCRIPT.outcome(call, folder);
      List<String> line = CommandLineCall.options(call.verb());
      JobCommand command = Menu.COMMANDS.get(call.command()).getDeclaredConstructor().newInstance();
      for (Key<?> key : command.keys()) {
        if (!line.contains(key.name()) || call.given().containsKey(key.name())) continue;
        Optional<String> value = sample(key);
        if (value.isEmpty() || key.name().equals("input")) continue;
        Map<String, String> given = new LinkedHashMap<>(call.given());
        given.put(key.name(), value.get());
        Call with = new Call(call.command(), given);
        String script = Way.SCRIPT.outcome(with, folder);
        String typed = Way.COMMAND_LINE.outcome(with, folder).replaceAll(" See robustj .*", "");
        compared++;
        if (script.equals(without)) ofReports.add(key.name());
        if (!script.equals(typed)) wrong.add(with + "\n" + script + "\n" + typed);
      }
    }
    assertTrue(compared > 300, compared + " calls");
    assertTrue(
        wrong.isEmpty(), wrong.size() + " of " + compared + ":\n" + String.join("\n\n", wrong));
    // All others change the job or are refused: none is taken and forgotten.
    assertEquals(
        Set.of("overwrite", "threshold", "class_thresholds", "tolerances", "max_detections"),
        ofReports);
  }

  /** A value other than the default. */
  private static Optional<String> sample(Key<?> key) {
    if (key.allowed() instanceof Allowed.Location || key.allowed() instanceof Allowed.Locations)
      return Optional.of("@/cells.tif");
    if (key.allowed() instanceof Allowed.Choice choice)
      return choice.choices().stream().filter(c -> !c.equals(key.standard())).findFirst();
    return SAMPLES.stream()
        .filter(text -> !text.equals(key.standard()) && key.allowed().parse(text).isPresent())
        .findFirst();
  }
}
