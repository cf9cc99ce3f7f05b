package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Engine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {

  private static final String NEW = "org/tensorflow/ndarray/Shape.class";
  private static final String ANY = "org/tensorflow/TensorFlow.class";

  @TempDir Path folder;

  @Test
  void jobsRunHereWhereTensorFlowIs() throws IOException {
    assertSame(Engine.inProcess(), Engines.standard());
    assertTrue(Engines.inProcess(loader(classes("new", NEW, ANY))));
  }

  /** Fiji has TensorFlow 1, or none, or both. */
  @Test
  void elsewhereTheyRunInAWorker() throws IOException {
    assertFalse(Engines.inProcess(loader()));
    assertFalse(Engines.inProcess(loader(classes("old", ANY))));
    assertFalse(Engines.inProcess(loader(classes("old", ANY), classes("new", NEW, ANY))));
  }

  @Test
  void withoutAnEngineTheUserIsToldHowToInstallOne() {
    EngineFolder empty = new EngineFolder(folder);
    assertEquals(Optional.empty(), empty.installed());
    String sentence = assertThrows(RobustJException.class, empty::settings).getMessage();
    assertTrue(sentence.contains("Plugins > RobustJ > Engine..."), sentence);
  }

  /**
   * RobustJ and what its jobs need come from this process, the rest from the engine, but for what
   * an older RobustJ left there.
   */
  @Test
  void theWorkersClassPathIsCompleteAndHoldsNoMore() throws IOException {
    EngineFolder engines = new EngineFolder(folder);
    Path place = Files.createDirectories(engines.place(EnginePlatform.here(false)));
    Files.createFile(place.resolve("protobuf-java-1.jar"));
    List<EngineFile> files = EngineFile.of(EnginePlatform.here(false));
    for (EngineFile file : files) grow(place.resolve(file.name()), file.bytes());
    assertEquals(Optional.of(EnginePlatform.here(false)), engines.installed());
    String names =
        engines.settings().classPath().stream().map(p -> p.getFileName().toString()).toList() + "";
    String jars = String.join(", ", files.stream().map(EngineFile::name).toList());
    assertTrue(
        names.matches("\\[classes, gson-.*\\.jar, imglib2-.*\\.jar, ij-.*\\.jar, " + jars + "]"),
        names);
  }

  /** Java passes over a jar without its end, and then lacks its classes. */
  @Test
  void aCutOrMissingJarIsNamed() throws IOException {
    EngineFolder engines = new EngineFolder(folder);
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
    engines.settings();
  }

  private static void assertNamed(EngineFolder engines, EngineFile file) {
    String sentence = assertThrows(RobustJException.class, engines::settings).getMessage();
    assertTrue(sentence.contains(file.name()) && sentence.contains("not whole"), sentence);
  }

  /** A file of this size that takes no room. */
  private static void grow(Path file, long bytes) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
  }

  private URL classes(String name, String... files) throws IOException {
    for (String file : files) {
      Path path = folder.resolve(name).resolve(file);
      Files.createDirectories(path.getParent());
      if (!Files.exists(path)) Files.createFile(path);
    }
    return folder.resolve(name).toUri().toURL();
  }

  private static ClassLoader loader(URL... places) {
    return new URLClassLoader(Stream.of(places).toArray(URL[]::new), null);
  }
}
