package io.github.robustj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.engine.EngineFile.Library;
import io.github.robustj.file.Trees;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** TensorFlow's native libraries as files that have the sizes of the real ones only. */
class UnpackedLibrariesTest {

  private static final EnginePlatform LINUX = new EnginePlatform("linux-x86_64");

  @TempDir Path folder;
  private EngineFolder engines;
  private EngineFile jar;
  private Path usual;

  @BeforeEach
  void choose() {
    engines = new EngineFolder(folder.resolve("home"), Optional.of(folder.resolve("Fiji")));
    usual = folder.resolve("cache");
    jar =
        EngineFile.of(LINUX).stream()
            .filter(f -> !f.libraries().isEmpty())
            .findFirst()
            .orElseThrow();
  }

  /** In the engine before what was unpacked of jars, by RobustJ before by others. */
  @Test
  void theFirstPlaceThatIsWholeIsTaken() throws IOException {
    List<Path> roots =
        List.of(
            folder.resolve("Fiji").resolve(engines.place(LINUX).getFileName()).resolve("native"),
            engines.unpacked().resolve(jar.name()),
            usual.resolve(jar.name()));
    assertEquals(Optional.empty(), find());
    for (Path root : roots) fill(root);
    for (EngineFile other : EngineFile.of(LINUX))
      if (other != jar) grow(roots.get(0).resolveSibling(other.name()), other.bytes());
    for (Path root : roots) {
      Path lie = root.resolve(jar.libraries().get(0).path()).getParent();
      assertEquals(Optional.of(lie), find());
      for (Library library : jar.libraries()) {
        grow(root.resolve(library.path()), library.bytes() - 1);
        assertFalse(find().equals(Optional.of(lie)), library + " is cut");
        grow(root.resolve(library.path()), library.bytes());
      }
      Trees.delete(root);
    }
    assertEquals(Optional.empty(), find());
  }

  /** As JavaCPP unpacks them: the size of every library is that of its entry in the jar. */
  @Test
  void theListSaysWhatIsInTheJar() throws IOException {
    String found = System.getProperty("java.class.path");
    for (String entry : found.split(java.io.File.pathSeparator)) {
      Optional<EngineFile> file = listed(Path.of(entry));
      if (file.isEmpty()) continue;
      try (ZipFile zip = new ZipFile(entry)) {
        List<String> there =
            zip.stream()
                .filter(e -> e.getName().matches(".*\\.so[.0-9]*"))
                .map(e -> e.getSize() + " " + e.getName())
                .sorted()
                .toList();
        List<String> said =
            file.get().libraries().stream().map(l -> l.bytes() + " " + l.path()).sorted().toList();
        assertEquals(there, said, "run src/build/engine-files");
      }
    }
  }

  private static Optional<EngineFile> listed(Path entry) {
    return List.of(LINUX, new EnginePlatform("linux-x86_64-gpu"), new EnginePlatform("linux-arm64"))
        .stream()
        .flatMap(platform -> EngineFile.of(platform).stream())
        .filter(f -> f.name().equals(entry.getFileName().toString()) && !f.libraries().isEmpty())
        .findFirst();
  }

  @Test
  void onlyTheLibrariesOfAJarAreKept() throws IOException {
    List<Library> two =
        List.of(new Library("x.jar", 3, "a/b/x.so"), new Library("x.jar", 4, "y.so.2"));
    Path packed = folder.resolve("x.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(packed))) {
      for (Library library : two) {
        out.putNextEntry(new ZipEntry(library.path()));
        out.write(new byte[(int) library.bytes()]);
      }
      out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
    }
    UnpackedLibraries.unpack(two, packed, folder.resolve("engine"));
    Path root = folder.resolve("engine/native");
    assertArrayEquals(new byte[3], Files.readAllBytes(root.resolve("a/b/x.so")));
    assertTrue(UnpackedLibraries.areWhole(two, root));
    assertEquals(2, root.toFile().list().length);
    List<Library> more = List.of(new Library("x.jar", 3, "z.so"));
    assertFalse(UnpackedLibraries.areWhole(more, root));
    IOException missing =
        assertThrows(
            IOException.class,
            () -> UnpackedLibraries.unpack(more, packed, folder.resolve("other")));
    assertTrue(missing.getMessage().contains("z.so"), missing.getMessage());
  }

  /** Its class path has no jar of them, and the worker is told their folder. */
  @Test
  void anEngineWithThemUnpackedIsWhole() throws IOException {
    Path place = folder.resolve("Fiji").resolve(engines.place(LINUX).getFileName());
    for (EngineFile file : EngineFile.of(LINUX))
      if (file != jar) grow(place.resolve(file.name()), file.bytes());
    assertFalse(EngineInstaller.arranged(jar, place));
    fill(place.resolve("native"));
    for (EngineFile file : EngineFile.of(LINUX)) assertTrue(EngineInstaller.arranged(file, place));
    assertEquals(Optional.empty(), engines.cut(LINUX));
    assertEquals(Optional.of(place), engines.find(LINUX));
  }

  /** Of other versions always, of this one where an engine has them; not what is no jar's. */
  @Test
  void whatNobodyNeedsAnyMoreIsRemoved() throws IOException {
    Path old = engines.unpacked().resolve("tensorflow-core-native-0.5.0-linux-x86_64.jar");
    Path own = engines.unpacked().resolve(jar.name());
    Path lock = engines.unpacked().resolve(".lock");
    grow(old.resolve("org/libx.so"), 5);
    fill(own);
    grow(lock, 0);
    UnpackedLibraries.makeRoom(engines);
    assertFalse(Files.exists(old));
    assertTrue(UnpackedLibraries.areWhole(jar.libraries(), own) && Files.exists(lock));
    UnpackedLibraries.removeOld(engines, EngineFile.of(LINUX));
    assertFalse(Files.exists(own));
    assertTrue(Files.exists(lock));
    Trees.delete(engines.unpacked());
    UnpackedLibraries.makeRoom(engines);
  }

  /** As long as the engine of another version is there, another Fiji may need its libraries. */
  @Test
  void whatAnotherVersionInUseNeedsStays() throws IOException {
    Path old = engines.unpacked().resolve("tensorflow-core-native-0.5.0-windows-x86_64.jar");
    Path engine = engines.engines().resolve("tensorflow-0.5.0-windows-x86_64");
    grow(old.resolve("org/x.dll"), 5);
    Files.createDirectories(engine);
    UnpackedLibraries.makeRoom(engines);
    UnpackedLibraries.removeOld(engines, EngineFile.of(LINUX));
    assertTrue(Files.exists(old.resolve("org/x.dll")));
    Trees.delete(engine);
    UnpackedLibraries.makeRoom(engines);
    assertFalse(Files.exists(old));
  }

  /** Engines for Windows keep their jar, of which a worker would unpack the libraries again. */
  @Test
  void whatAnEngineDoesNotHaveUnpackedStays() throws IOException {
    List<EngineFile> windows = EngineFile.of(new EnginePlatform("windows-x86_64"));
    EngineFile last = windows.get(windows.size() - 1);
    Path unpacked = engines.unpacked().resolve(last.name()).resolve("org/x.dll");
    grow(unpacked, 5);
    UnpackedLibraries.removeOld(engines, windows);
    assertTrue(Files.exists(unpacked));
  }

  /** Neither folders of another name, nor what a link leads to, as JavaCPP's own cache. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void nothingOfTheUsersIsRemoved() throws IOException {
    Path elsewhere = folder.resolve("Documents");
    Path jarOfOthers = elsewhere.resolve("tensorflow-core-native-0.5.0-linux-x86_64.jar/a.so");
    grow(jarOfOthers, 3);
    Files.createDirectories(engines.home());
    Files.createSymbolicLink(engines.unpacked(), elsewhere);
    UnpackedLibraries.makeRoom(engines);
    assertTrue(Files.exists(jarOfOthers));
    Files.delete(engines.unpacked());
    Path notes = engines.unpacked().resolve("my data/notes.txt");
    grow(notes, 3);
    Files.createSymbolicLink(
        engines.unpacked().resolve("tensorflow-core-native-0.4.0-linux-x86_64.jar"), elsewhere);
    UnpackedLibraries.makeRoom(engines);
    assertTrue(Files.exists(notes) && Files.exists(jarOfOthers));
  }

  @Test
  void enginesOfOtherVersionsGoWhenUnusedForLong() throws IOException {
    Path place = engines.engines();
    Instant now = Instant.now();
    Path own = Files.createDirectories(place.resolve(engines.place(LINUX).getFileName()));
    Path old = Files.createDirectories(place.resolve("tensorflow-0.9.1-linux-x86_64/native"));
    Path other = Files.createDirectories(place.resolve("downloads"));
    OldEngines.markUsed(old.getParent());
    OldEngines.remove(place, now.plus(OldEngines.LONG).minusSeconds(60));
    assertTrue(Files.exists(old), "used not long ago");
    OldEngines.remove(place, now.plus(OldEngines.LONG).plusSeconds(60));
    assertFalse(Files.exists(old.getParent()));
    assertTrue(Files.exists(own) && Files.exists(other));
    OldEngines.remove(folder.resolve("nowhere"), now);
    OldEngines.markUsed(folder.resolve("nowhere"));
  }

  private Optional<Path> find() {
    return UnpackedLibraries.find(engines, LINUX, usual);
  }

  private void fill(Path root) throws IOException {
    for (Library library : jar.libraries()) grow(root.resolve(library.path()), library.bytes());
  }

  /** A file of this size that takes no room. */
  private static void grow(Path file, long bytes) throws IOException {
    Files.createDirectories(file.getParent());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
  }
}
