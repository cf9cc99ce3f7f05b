package io.github.robustj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.robustj.engine.EngineFolder;
import io.github.robustj.engine.EngineInstaller;
import io.github.robustj.engine.EnginePlatform;
import io.github.robustj.engine.EngineSource;
import io.github.robustj.job.JobListener;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a Fiji with TensorFlow 1.15 and protobuf 4, and with nothing else than Fiji ships, every
 * command runs, and TensorFlow 1.15 still does afterwards.
 */
@Tag("slow")
class CoexistenceTest {

  private static final Path OLD = Path.of("target/tensorflow1");

  @TempDir Path folder;

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "TensorFlow 1.15's jar")
  void commandsRunBesideTensorFlow1() throws Exception {
    assumeTrue(Files.isDirectory(OLD), "mvn -Pslow fetches TensorFlow 1.15");
    installEngine();
    String printed = runFiji();
    assertTrue(printed.contains("commands not run: []"), printed);
    assertTrue(printed.contains("worker ran: true"), printed);
    assertTrue(printed.contains("worker left: false"), printed);
    assertTrue(printed.contains("TensorFlow 1: 1.15.0, 1 + 2 = 3.0"), printed);
    System.out.println(printed);
  }

  /** From the local Maven repository, as from a folder without network. */
  private void installEngine() {
    Path jar =
        classPath().stream()
            .filter(entry -> entry.getFileName().toString().startsWith("tensorflow-core-api"))
            .findFirst()
            .orElseThrow();
    Path repository = jar.resolve("../../../../..").normalize();
    new EngineInstaller(new EngineFolder(folder.resolve("home"), Optional.empty()))
        .install(
            EnginePlatform.here(false), new EngineSource.Local(repository), JobListener.SILENT);
  }

  private String runFiji() throws Exception {
    List<String> path = new ArrayList<>();
    try (Stream<Path> old = Files.list(OLD)) {
      old.forEach(jar -> path.add(jar.toString()));
    }
    for (Path entry : classPath())
      if (entry.toString().matches(".*(classes|scijava|parsington|net.imagej.ij/|imglib2|gson).*"))
        path.add(entry.toString());
    Path log = folder.resolve("log");
    ProcessBuilder fiji =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Djava.awt.headless=true",
                "-cp",
                String.join(File.pathSeparator, path),
                FijiWithTensorFlow1.class.getName(),
                Files.createDirectory(folder.resolve("work")).toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    fiji.environment().put("ROBUSTJ_HOME", folder.resolve("home").toString());
    Process process = fiji.start();
    try {
      assertTrue(process.waitFor(15, TimeUnit.MINUTES), Files.readString(log));
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), Files.readString(log));
    return Files.readString(log);
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }
}
