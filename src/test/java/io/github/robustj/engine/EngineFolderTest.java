package io.github.robustj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.worker.WorkerSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFolderTest {

  @TempDir Path folder;

  @Test
  void withoutAnEngineTheUserIsToldHowToInstallOne() {
    EngineFolder empty = new EngineFolder(folder, Optional.empty());
    assertEquals(Optional.empty(), empty.installed());
    String sentence =
        assertThrows(RobustJException.class, () -> WorkerSettings.of(empty)).getMessage();
    assertTrue(sentence.contains("Plugins > RobustJ > Engine..."), sentence);
  }

  /**
   * RobustJ and what its jobs need come from this process, the rest from the engine, but for what
   * an older RobustJ left there.
   */
  @Test
  void theWorkersClassPathIsCompleteAndHoldsNoMore() throws IOException {
    EngineFolder engines = new EngineFolder(folder, Optional.empty());
    Path place = Files.createDirectories(engines.place(EnginePlatform.here(false)));
    Files.createFile(place.resolve("protobuf-java-1.jar"));
    List<EngineFile> files = EngineFile.of(EnginePlatform.here(false));
    for (EngineFile file : files) grow(place.resolve(file.name()), file.bytes());
    assertEquals(Optional.of(EnginePlatform.here(false)), engines.installed());
    String names =
        WorkerSettings.of(engines).classPath().stream()
                .map(p -> p.getFileName().toString())
                .toList()
            + "";
    String jars = String.join(", ", files.stream().map(EngineFile::name).toList());
    assertTrue(
        names.matches("\\[classes, gson-.*\\.jar, imglib2-.*\\.jar, ij-.*\\.jar, " + jars + "]"),
        names);
  }

  /** As on a node of a cluster, where the home is another machine's; here a file is in its way. */
  @Test
  void logsGoToTemporaryFilesWhereTheHomeCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path logs = new EngineFolder(file.resolve("home"), Optional.empty()).logs();
    Path name = Path.of("robustj-logs-" + System.getProperty("user.name"));
    assertEquals(Path.of(System.getProperty("java.io.tmpdir")).resolve(name), logs);
    Path home = folder.resolve("made later");
    assertEquals(home.resolve("logs"), new EngineFolder(home, Optional.empty()).logs());
  }

  /** Java passes over a jar without its end, and then lacks its classes. */
  @Test
  void aCutOrMissingJarIsNamed() throws IOException {
    EngineFolder engines = new EngineFolder(folder, Optional.empty());
    Path place = Files.createDirectories(engines.place(EnginePlatform.here(false)));
    List<EngineFile> files = EngineFile.of(EnginePlatform.here(false));
    for (EngineFile file : files) grow(place.resolve(file.name()), file.bytes());
    for (EngineFile file : files) {
      Path jar = place.resolve(file.name());
      Files.delete(jar);
      assertNamed(engines, file);
      grow(jar, file.bytes() - 1);
      assertNamed(engines, file);
      grow(jar, file.bytes());
    }
    WorkerSettings.of(engines);
  }

  private static void assertNamed(EngineFolder engines, EngineFile file) {
    String sentence =
        assertThrows(RobustJException.class, () -> WorkerSettings.of(engines)).getMessage();
    assertTrue(sentence.contains(file.name()) && sentence.contains("not whole"), sentence);
  }

  /** A file of this size that takes no room. */
  private static void grow(Path file, long bytes) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
  }
}
