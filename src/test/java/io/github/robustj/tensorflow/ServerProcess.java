package io.github.robustj.tensorflow;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code robustj serve} in a process of its own.
 *
 * @param log what it prints
 */
record ServerProcess(Process process, int port, Path log) implements AutoCloseable {

  /** What it prints when it does. */
  static final String LISTENS = "Computing for trainings";

  private static final Duration STARTED = Duration.ofSeconds(60);

  /** Returns before it listens. */
  static ServerProcess start(Path folder, int port, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("serve", "--trusted-network"));
    words.addAll(List.of("--port", Integer.toString(port)));
    words.addAll(List.of(more));
    return start(folder, port, "io.github.robustj.cli.Main", words);
  }

  /** Another program, whose first argument is the port. */
  static ServerProcess start(Path folder, Class<?> program, String... arguments)
      throws IOException {
    int port = Integer.parseInt(arguments[0]);
    return start(folder, port, program.getName(), List.of(arguments));
  }

  private static ServerProcess start(Path folder, int port, String main, List<String> words)
      throws IOException {
    Path log = folder.resolve("server" + port + ".log");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    line.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    return new ServerProcess(builder.redirectOutput(log.toFile()).start(), port, log);
  }

  static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  String address() {
    return "localhost:" + port;
  }

  ServerProcess listening() throws Exception {
    Instant end = Instant.now().plus(STARTED);
    while (!Files.readString(log).contains(LISTENS)) {
      if (!process.isAlive() || Instant.now().isAfter(end))
        throw new IllegalStateException(Files.readString(log));
      Thread.sleep(50);
    }
    return this;
  }

  /** At once, as if the machine failed. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
