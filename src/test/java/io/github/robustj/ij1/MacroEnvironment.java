package io.github.robustj.ij1;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import net.imagej.patcher.LegacyEnvironment;

/**
 * A headless ImageJ 1 with the real macro language, in class loaders of its own, that finds the
 * RobustJ commands through {@code plugins.config}.
 */
final class MacroEnvironment {

  private static LegacyEnvironment imageJ;

  private MacroEnvironment() {}

  /**
   * Runs a macro.
   *
   * @param macro its text; single quotes stand for double ones
   * @return what it printed, errors included
   */
  static synchronized String run(String macro, String argument) throws Exception {
    if (imageJ == null) imageJ = start();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      imageJ.runMacro(macro.replace('\'', '"'), argument);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static LegacyEnvironment start() throws Exception {
    LegacyEnvironment environment = new LegacyEnvironment(null, true);
    environment.disableIJ1PluginDirs();
    // The menus have RobustJ's commands only.
    environment.disableInitializer();
    // All at once: each call has the constructor that takes them compiled again.
    environment.addPluginClasspath(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(File::new)
            .toArray(File[]::new));
    return environment;
  }
}
