package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.SystemReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java that runs the worker: that of this process, unless another one is named. */
final class JavaProgram {

  /** Environment variable with the home folder of another Java. */
  static final String VARIABLE = "ROBUSTJ_JAVA_HOME";

  private static final int OLDEST = 17;

  /** To tell a version. */
  private static final int SECONDS = 30;

  /** As in {@code version "17.0.15"}, {@code "21"}, or {@code "1.8.0_402"} for Java 8. */
  private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");

  private JavaProgram() {}

  static Path find() {
    String named = System.getenv(VARIABLE);
    return named == null || named.isBlank()
        ? in(Path.of(System.getProperty("java.home")))
        : checked(Path.of(named));
  }

  /**
   * @throws RobustJException if there is no Java or an old one
   */
  static Path checked(Path home) {
    Path java = in(home);
    if (!Files.isRegularFile(java))
      throw new RobustJException(
          "%s is %s, but there is no %s; mend or unset it.".formatted(VARIABLE, home, java));
    int version = version(java);
    if (version < OLDEST)
      throw new RobustJException(
          "%s is Java %d, but the engine needs Java %d or newer; set %s to one."
              .formatted(java, version, OLDEST, VARIABLE));
    return java;
  }

  private static Path in(Path home) {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return home.resolve("bin").resolve(windows ? "java.exe" : "java");
  }

  private static int version(Path java) {
    try {
      Process process =
          new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = Charset.defaultCharset().decode(printed(process)).toString();
      Matcher version = VERSION.matcher(text);
      if (version.find()) return Integer.parseInt(version.group(1));
      throw new RobustJException(
          "%s does not tell its version; set %s to the home folder of a Java %d or newer."
              .formatted(java, VARIABLE, OLDEST));
    } catch (IOException e) {
      throw new RobustJException(
          "%s cannot be started (%s); set %s to the home folder of a Java %d or newer."
              .formatted(java, SystemReason.of(e), VARIABLE, OLDEST),
          e);
    }
  }

  /** All that a process prints until it ends; it is ended if that takes too long. */
  private static ByteBuffer printed(Process process) throws IOException {
    Process ended = process.onExit().completeOnTimeout(process, SECONDS, TimeUnit.SECONDS).join();
    if (!ended.isAlive()) return ByteBuffer.wrap(process.getInputStream().readAllBytes());
    process.destroyForcibly();
    throw new IOException("it says nothing for %d s".formatted(SECONDS));
  }
}
