package io.github.robustj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine of the zip for Fiji, with files that have the sizes of the real ones only. */
class ShippedEnginesTest {

  private static final EnginePlatform CPU = EnginePlatform.here(false);

  @TempDir Path folder;

  private EngineFolder engines;
  private Path place;

  @BeforeEach
  void unzip() throws IOException {
    Path shipped = Files.createDirectories(folder.resolve("Fiji.app/robustj/engines"));
    engines = new EngineFolder(folder.resolve("home"), Optional.of(shipped));
    place = fill(shipped.resolve(engines.place(CPU).getFileName()));
  }

  /** Below plugins, or in Fiji's own folder of jars. */
  @Test
  void liesBesideTheFolderOfThePlugin() throws IOException {
    Optional<Path> found = engines.shipped();
    Path fiji = folder.resolve("Fiji.app");
    assertEquals(found, EngineFolder.beside(fiji.resolve("plugins/RobustJ_.jar")));
    assertEquals(found, EngineFolder.beside(fiji.resolve("plugins/RobustJ/RobustJ_.jar")));
    assertEquals(found, EngineFolder.beside(fiji.resolve("jars/RobustJ_.jar")));
    assertEquals(Optional.empty(), EngineFolder.beside(fiji.resolve("target/RobustJ_.jar")));
    assertEquals(Optional.empty(), EngineFolder.beside(folder.resolve("plugins/RobustJ_.jar")));
  }

  @Test
  void isFoundWithoutAnInstallation() {
    assertEquals(Optional.of(CPU), engines.installed());
    assertEquals(Optional.of(place), engines.find(CPU));
  }

  @Test
  void comesBeforeTheInstalledOneOfItsKind() throws IOException {
    Files.createDirectories(engines.place(CPU));
    assertEquals(Optional.of(place), engines.find(CPU));
  }

  /** Whoever unzips a new RobustJ without removing the old engine has both. */
  @Test
  void thatOfAnotherVersionIsNotTaken() throws IOException {
    Files.move(place, place.resolveSibling("tensorflow-0.0.0-" + CPU.name()));
    assertEquals(Optional.empty(), engines.installed());
  }

  @Test
  void whatWasCutWhileUnzippingIsNamedAndNotUsed() throws IOException {
    Path jar = place.resolve(EngineFile.of(CPU).get(1).name());
    try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }
    assertEquals(Optional.of(jar), engines.cut(CPU));
    assertEquals(Optional.empty(), engines.installed());
    String sentence = assertThrows(RobustJException.class, engines::contents).getMessage();
    assertTrue(sentence.contains(jar.toString()) && sentence.contains("unzip"), sentence);
    Path installed = Files.createDirectories(engines.place(CPU));
    assertEquals(Optional.of(installed), engines.find(CPU));
  }

  private static Path fill(Path place) throws IOException {
    Files.createDirectories(place);
    for (EngineFile file : EngineFile.of(CPU))
      try (RandomAccessFile sparse =
          new RandomAccessFile(place.resolve(file.name()).toFile(), "rw")) {
        sparse.setLength(file.bytes());
      }
    return place;
  }
}
