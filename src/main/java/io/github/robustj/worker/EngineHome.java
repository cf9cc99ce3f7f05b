package io.github.robustj.worker;

import java.nio.file.Path;

/**
 * The folder where engines are installed and the worker keeps its logs: {@code .robustj} in the
 * user's home, shared by every Fiji of the user and writable even where Fiji is not.
 */
public final class EngineHome {

  /** Environment variable that names another folder. */
  public static final String VARIABLE = "ROBUSTJ_HOME";

  private EngineHome() {}

  public static Path path() {
    String named = System.getenv(VARIABLE);
    return named == null || named.isBlank()
        ? Path.of(System.getProperty("user.home"), ".robustj")
        : Path.of(named);
  }
}
