package io.github.robustj.worker;

import io.github.robustj.engine.EnginePlatform;
import io.github.robustj.job.JobListener;
import io.github.robustj.testing.ShortJvm;
import io.github.robustj.worker.Heartbeat.Timeouts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Workers on the class path of the tests. */
final class TestWorkers {

  private TestWorkers() {}

  /**
   * @param folder takes logs and, in {@code tmp}, what the processes share
   */
  static WorkerEngine engine(Path folder, Duration idle, String... options) {
    return engine(folder, idle, Timeouts.STANDARD, options);
  }

  static WorkerEngine engine(Path folder, Duration idle, Timeouts patience, String... options) {
    List<Path> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    Path temporary = folder.resolve("tmp");
    temporary.toFile().mkdir();
    WorkerSettings settings =
        new WorkerSettings(
            JavaProgram.find(),
            classPath,
            List.of(),
            Stream.of(ShortJvm.OPTIONS.stream(), named(), Stream.of(options))
                .flatMap(each -> each)
                .toList(),
            Optional.empty(),
            folder.resolve("logs"),
            temporary);
    return new WorkerEngine(() -> settings, idle, patience);
  }

  /** As an installed engine has it: JavaCPP's own search goes through every jar of the tests. */
  private static Stream<String> named() {
    Map<String, String> all =
        NativeFolders.properties(EnginePlatform.here(false), Optional.empty(), Path.of(""));
    return Stream.ofNullable(all.get(NativeFolders.SEARCH))
        .map(value -> "-D" + NativeFolders.SEARCH + "=" + value);
  }

  /** A process that runs a {@link ScriptedJobs.Wait} in a worker. */
  static Process fiji(Path folder, Path begun, Path cleaned) throws IOException {
    return new ProcessBuilder(
            JavaProgram.find().toString(),
            "-cp",
            System.getProperty("java.class.path"),
            TestWorkers.class.getName(),
            folder.toString(),
            begun.toString(),
            cleaned.toString())
        .inheritIO()
        .start();
  }

  public static void main(String[] arguments) {
    engine(Path.of(arguments[0]), Duration.ofMinutes(5))
        .run(
            new ScriptedJobs.Wait(Path.of(arguments[1]), Path.of(arguments[2])),
            JobListener.SILENT);
  }
}
