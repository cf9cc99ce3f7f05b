package io.github.robustj.cli;

import io.github.robustj.spark.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, which can be ended in the middle of its parts. */
record MatrixDriver(Process process, Path said) {

  private static final long PATIENCE_MINUTES = 5;
  private static final long POLL_MILLIS = 5;

  /**
   * @param settings of Spark, by name
   */
  static MatrixDriver begin(Path folder, Map<String, String> settings, List<String> line)
      throws IOException {
    Files.createDirectories(folder);
    Path said = Files.createTempFile(folder, "said", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.addAll(StandaloneCluster.QUICK);
    command.add("-Djava.awt.headless=true");
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add(Main.class.getName());
    command.addAll(line);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(said.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return new MatrixDriver(builder.start(), said);
  }

  /** Waits until more is kept of parts than there was, or until it has ended. */
  void awaitMore(Path to, long before) throws Exception {
    while (process.isAlive() && MatrixVerb.kept(to) <= before) Thread.sleep(POLL_MILLIS);
  }

  int exitCode() throws Exception {
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("it does not end: " + Files.readString(said));
    }
    return process.exitValue();
  }

  String text() throws IOException {
    return Files.readString(said);
  }
}
