package io.github.robustj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.job.Engine;
import io.github.robustj.option.Key;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A command line that ran to its end in this JVM, by default with the real engine. */
public record CommandLineCall(int exitCode, String out, String err) {

  /** What a job that gets as far as to compute says first. */
  private static final String DEVICE = "(CPU|GPU \\d+): .*";

  static CommandLineCall of(String... line) {
    return with(Engine.inProcess(), line);
  }

  public static CommandLineCall with(Engine engine, String... line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Program.Streams streams =
        new Program.Streams(new PrintWriter(out), new PrintWriter(err), false);
    int exitCode = new Program(Main.verbs(), streams, engine, new Cancellation()).run(line);
    return new CommandLineCall(exitCode, out.toString(), err.toString());
  }

  /** The options of a verb. */
  public static List<String> options(String verb) {
    Verb found = Main.verbs().stream().filter(v -> v.name().equals(verb)).findAny().orElseThrow();
    return found.keys().stream().map(Key::name).toList();
  }

  /**
   * That it fails with one sentence, beside the one about the device, that has all these parts, and
   * leaves every file and folder as it was.
   */
  static void assertFails(Path folder, List<?> parts, String... line) throws IOException {
    List<String> before = tree(folder);
    CommandLineCall call = of(line);
    assertEquals(Program.FAILED, call.exitCode(), call.err());
    List<String> said = call.err().lines().filter(text -> !text.matches(DEVICE)).toList();
    assertEquals(1, said.size(), call.err());
    String sentence = said.get(0).strip();
    for (Object part : parts)
      assertTrue(sentence.contains(part.toString()), "\"" + part + "\" is not in: " + sentence);
    assertTrue(sentence.endsWith("."), sentence);
    assertFalse(sentence.contains("an error of its own"), sentence);
    assertEquals(before, tree(folder));
  }

  /** Every file with its size, and every folder. */
  public static List<String> tree(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.map(p -> p + (Files.isRegularFile(p) ? " " + p.toFile().length() : ""))
          .sorted()
          .toList();
    }
  }
}
