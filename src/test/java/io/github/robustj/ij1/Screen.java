package io.github.robustj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.robustj.testing.ShortJvm;
import java.awt.Frame;
import java.awt.Label;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A screen of 1280 x 800 pixels that nobody sees (Xvfb), for JVMs with windows; the tests' own JVM
 * is headless. Where there is no Xvfb the tests that need it are skipped.
 */
final class Screen implements AutoCloseable {

  private final Process server;
  private final String display;

  private Screen(Process server, String display) {
    this.server = server;
    this.display = display;
  }

  static Screen open() throws IOException {
    assumeTrue(installed(), "windows are tested only where Xvfb is installed");
    Process server =
        new ProcessBuilder(
                "Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String number = new BufferedReader(new InputStreamReader(server.getInputStream())).readLine();
    assertTrue(number != null, "Xvfb did not start");
    Screen screen = new Screen(server, ":" + number.strip());
    screen.requireWindows();
    return screen;
  }

  /** Servers often have a Java without windows, or without the libraries these need. */
  private void requireWindows() throws IOException {
    Path log = Files.createTempFile("robustj-screen", ".log");
    try {
      run(Screen.class, log);
    } catch (AssertionError e) {
      close();
      assumeTrue(false, "windows are tested only where Java can open one: " + e.getMessage());
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.delete(log);
    }
  }

  /** Opens a window. */
  public static void main(String[] arguments) {
    Frame window = new Frame("RobustJ");
    window.add(new Label("RobustJ"));
    window.pack();
    window.dispose();
    System.exit(0);
  }

  private static boolean installed() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator))
      if (Files.isExecutable(Path.of(folder, "Xvfb"))) return true;
    return false;
  }

  /** Runs a main class in a JVM with this screen; it must end well within twenty minutes. */
  void run(Class<?> main, Path log, String... arguments) throws IOException, InterruptedException {
    run(Map.of("CLASSPATH", System.getProperty("java.class.path")), main, log, arguments);
  }

  /**
   * @param environment further variables; {@code CLASSPATH} among them
   */
  void run(Map<String, String> environment, Class<?> main, Path log, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ShortJvm.OPTIONS);
    command.addAll(List.of("-Xmx2g", "-Djava.awt.headless=false", main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DISPLAY", display);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(log.toFile()).start();
    try {
      assertTrue(process.waitFor(20, TimeUnit.MINUTES), "no end: " + Files.readString(log));
      assertEquals(0, process.exitValue(), Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    server.destroy();
  }
}
