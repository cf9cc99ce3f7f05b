package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command line that a sentence, a page or a macro tells users to type is one that works. */
class QuotedCommandsTest {

  /** Two literals with a plus between them are one text. */
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

  private static final Pattern IN_SENTENCE = Pattern.compile("['`](robustj(?: [^'`\\n]*)?)['`]");

  /** On a line of its own, or after a remark of a macro. */
  private static final Pattern ON_LINE =
      Pattern.compile("(?m)(?:^|&& |In a shell: +)(?:target/)?(robustj [a-z].*?)(?= &&|$)");

  private static final Pattern IN_HELP = Pattern.compile("(?m)^  (robustj [a-z].*)$");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private static final List<String> ENGINE_ACTIONS = List.of("status", "install", "files");

  @Test
  void theParserTakesThem() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files("src/main/java"))
      addAll(JOINED.matcher(Files.readString(file)).replaceAll(""), IN_SENTENCE, found);
    int inSentences = found.size();
    List<Path> shown = new ArrayList<>(files("macros"));
    shown.add(Path.of("README.md"));
    files("docs").stream().filter(f -> f.toString().endsWith(".md")).forEach(shown::add);
    for (Path file : shown) {
      String text = Files.readString(file);
      addAll(text, IN_SENTENCE, found);
      addAll(text, ON_LINE, found);
    }
    assertTrue(inSentences >= 2 && found.size() > inSentences + 20, "found " + found);
    for (Verb verb : Main.verbs()) {
      int before = found.size();
      addAll(new HelpText(verb, false).toString(), IN_HELP, found);
      assertTrue(found.size() > before, "no example of " + verb.name());
    }
    found.stream().filter(line -> !line.contains("VERB")).forEach(QuotedCommandsTest::assertParses);
  }

  private static void assertParses(String line) {
    List<String> words = words(line).subList(1, words(line).size());
    StringWriter err = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
    int code =
        new Program(idle(), streams, Engine.inProcess(), new Cancellation())
            .run(words.toArray(String[]::new));
    assertEquals(Program.DONE, code, line + ": " + err);
    if (words.get(0).equals("engine") && words.size() > 1)
      assertTrue(ENGINE_ACTIONS.contains(words.get(1)), line);
  }

  /** The real commands with their options, which do nothing. */
  private static List<Verb> idle() {
    return Main.verbs().stream()
        .map(v -> new Verb(v.name(), v.help(), v.keys(), v.words(), (call, session) -> {}))
        .toList();
  }

  private static void addAll(String text, Pattern pattern, List<String> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) found.add(matcher.group(1).replace("\\\"", "\"").strip());
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find())
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    return words;
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> walk = Files.walk(Path.of(folder))) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }
}
