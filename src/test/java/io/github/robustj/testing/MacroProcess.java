package io.github.robustj.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code robustj macro} in a process of its own, because a JVM loads TensorFlow's libraries only
 * once, and macros have class loaders of their own. The start costs seconds, so several macros
 * share a process.
 */
public final class MacroProcess {

  /** On the command line, with a blank and a quote in it. */
  private static final String ARGUMENT = "all of them; isn't it";

  private final StringBuilder calls = new StringBuilder();
  private final List<String> ends = new ArrayList<>();

  /** Adds a macro, which finds ImageJ as if it were just started. */
  public void add(Path macro, String argument) {
    String end = "The end of " + macro.getFileName();
    ends.add(end);
    calls.append(
        "runMacro(%s, %s); close('*'); run('Clear Results'); setBatchMode(false); print(%s);%n"
            .replace('\'', '"')
            .formatted(literal(macro.toAbsolutePath()), literal(argument), literal(end)));
  }

  /**
   * Runs all that were added, each to its end.
   *
   * @param folder for the macro that calls them, and what it prints
   * @return what they print
   */
  public String run(Path folder) throws IOException, InterruptedException {
    calls.insert(0, "if (getArgument() != \"%s\") exit(\"no argument\");%n".formatted(ARGUMENT));
    String printed = run(folder, Files.writeString(folder.resolve("all.ijm"), calls));
    for (String end : ends) assertTrue(printed.contains(end), end + " is missing: " + printed);
    return printed;
  }

  /**
   * Runs one macro to its end.
   *
   * @param folder for what it prints
   */
  private static String run(Path folder, Path macro) throws IOException, InterruptedException {
    Path log = folder.resolve(macro.getFileName() + ".log");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ShortJvm.OPTIONS);
    command.addAll(
        List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Djava.awt.headless=true", "-Xmx2g"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.github.robustj.cli.Main", "macro", macro.toString(), ARGUMENT));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(20, TimeUnit.MINUTES), "no end: " + Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), Files.readString(log));
    return Files.readString(log);
  }

  /** A text or a path as it stands in a macro. */
  public static String literal(Object value) {
    return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
