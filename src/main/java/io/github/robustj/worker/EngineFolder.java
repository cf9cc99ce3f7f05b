package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The engines of a user: a folder for each platform, which is there whole or not at all.
 *
 * @param home the folder that {@link EngineHome} names
 */
public record EngineFolder(Path home) {

  /** Native libraries of an engine that the system's loader must find. */
  static final String LIBRARIES = "lib";

  public static EngineFolder standard() {
    return new EngineFolder(EngineHome.path());
  }

  /** Where an engine of this version of RobustJ is, or would be. */
  public Path place(EnginePlatform platform) {
    return engines().resolve("tensorflow-" + EngineFile.version() + "-" + platform.name());
  }

  /** That for the GPU if there is one, else that for the CPU; empty if there is none. */
  public Optional<EnginePlatform> installed() {
    return Stream.of(true, false)
        .flatMap(gpu -> platform(gpu).stream())
        .filter(platform -> Files.isDirectory(place(platform)))
        .findFirst();
  }

  /** The files that an engine consists of: their paths in a Maven repository and their sizes. */
  public static List<String> files(EnginePlatform platform) {
    return EngineFile.of(platform).stream()
        .map(file -> "%s (%d MiB)".formatted(file.path(), Math.max(1, file.bytes() >> 20)))
        .toList();
  }

  /**
   * How to start a worker with the installed engine.
   *
   * @throws RobustJException if none is installed
   */
  public WorkerSettings settings() {
    Path place = installed().map(this::place).orElseThrow(EngineFolder::missing);
    List<Path> classPath = new ArrayList<>(OwnClassPath.find());
    classPath.addAll(jars(place));
    return new WorkerSettings(
        JavaProgram.find(),
        classPath,
        libraries(place),
        options(),
        logs(),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  Path logs() {
    return home.resolve("logs");
  }

  Path engines() {
    return home.resolve("engines");
  }

  private static Optional<EnginePlatform> platform(boolean gpu) {
    try {
      return Optional.of(EnginePlatform.here(gpu));
    } catch (RobustJException notBuilt) {
      return Optional.empty();
    }
  }

  private static List<Path> jars(Path place) {
    try (Stream<Path> list = Files.list(place)) {
      return list.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw ReadFailure.sentence(place, e);
    }
  }

  private static List<Path> libraries(Path place) {
    return Stream.of(place.resolve(LIBRARIES)).filter(Files::isDirectory).toList();
  }

  private static List<String> options() {
    String given = System.getenv(WorkerSettings.OPTIONS_VARIABLE);
    return given == null || given.isBlank() ? List.of() : List.of(given.strip().split("\\s+"));
  }

  private static RobustJException missing() {
    return new RobustJException(
        "No engine is installed that does the arithmetic; install one with Plugins > RobustJ >"
            + " Engine... or 'robustj engine --action install'.");
  }
}
