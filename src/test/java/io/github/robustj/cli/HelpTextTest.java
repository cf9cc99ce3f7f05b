package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Engine;
import io.github.robustj.option.Key;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The help of every verb. */
class HelpTextTest {

  private static final int SCREEN = 70;

  static Stream<Verb> verbs() {
    return Main.verbs().stream();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void theShortHelpFitsOnAScreenAndHasAnExample(Verb verb) {
    String help = new HelpText(verb, false).toString();
    List<String> lines = help.lines().toList();
    assertTrue(lines.size() <= SCREEN, verb.name() + ": " + lines.size() + " lines");
    int example = lines.indexOf("Example:");
    assertTrue(lines.get(example + 1).startsWith("  robustj " + verb.name()), help);
    verb.keys().stream()
        .filter(Key::required)
        .forEach(key -> assertTrue(lines.get(example + 1).contains(Arguments.name(key)), help));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void theWholeHelpHasEveryOptionOnceUnderItsTopic(Verb verb) {
    String help = new HelpText(verb, true).toString();
    for (Key<?> key : verb.keys())
      assertEquals(
          1,
          help.lines().filter(l -> l.matches("  " + Arguments.name(key) + "\\[?=.*")).count(),
          verb.name() + " " + key.name());
    assertFalse(help.contains("Other options:"), "an option without a topic: " + help);
    assertFalse(help.contains("\n\n:"), "a topic without a title: " + help);
    // A list of names has no place where a line could end.
    help.lines()
        .filter(line -> line.strip().contains(" "))
        .forEach(line -> assertTrue(line.length() <= 130, line));
  }

  /**
   * The threshold that margins learn is no threshold of objects, also where several methods are.
   */
  @Test
  void theRuleOfMarginsStandsUnderMargins() {
    String help = printed("compare", "--help-all");
    int margins = help.indexOf("\nMargins:");
    int rule = help.indexOf("  --threshold=");
    assertTrue(margins >= 0 && margins < rule, help);
    assertFalse(help.substring(margins + 1, rule).contains("\n\n"), "another topic: " + help);
    assertFalse(printed("compare", "--help").contains("--threshold="));
  }

  /** No number stands for "choose for me", and no option keeps its default for itself. */
  @ParameterizedTest
  @MethodSource("verbs")
  void automaticValuesAreCalledSo(Verb verb) {
    String help = new HelpText(verb, true).toString();
    assertFalse(help.contains("default: -1"), help);
    for (Key<?> key : verb.keys())
      if (key.allowed().isAutomatic(key.standard()))
        assertTrue(
            HelpText.description(key, false).contains("default: automatic")
                && key.help().contains("automatic"),
            key.name() + " does not say how it is chosen");
  }

  @Test
  void theCommandLineShowsThem() {
    String brief = printed("train", "--help");
    String all = printed("train", "--help-all");
    assertTrue(brief.contains("--help-all"), brief);
    assertFalse(brief.contains("--mart-lambda"), brief);
    assertTrue(all.contains("--mart-lambda"), all);
  }

  private static String printed(String... line) {
    StringWriter out = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(out), new PrintWriter(new StringWriter()), false);
    assertEquals(
        Program.DONE,
        new Program(Main.verbs(), streams, Engine.inProcess(), new Cancellation()).run(line));
    return out.toString();
  }
}
