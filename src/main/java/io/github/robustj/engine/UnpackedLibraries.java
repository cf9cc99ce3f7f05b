package io.github.robustj.engine;

import io.github.robustj.engine.EngineFile.Library;
import io.github.robustj.file.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * TensorFlow's native libraries, 0.7 GB, as files: in the engine that has them unpacked, or where
 * JavaCPP has unpacked those of the jar before, for whatever program. So they are on a disk once,
 * and are used where nothing can be written.
 */
public final class UnpackedLibraries {

  /** In an engine; below it they lie as in their jar. */
  static final String NATIVE = "native";

  /** What JavaCPP calls the folder of a jar: as the jar. */
  private static final String CACHED = "tensorflow-core-\\w+-\\d.*\\.jar";

  private UnpackedLibraries() {}

  /**
   * The folder that holds all of them.
   *
   * @return empty if there is none, as for platforms whose engines keep them in the jar
   */
  public static Optional<Path> find(EngineFolder engines, EnginePlatform platform) {
    Path home = Path.of(System.getProperty("user.home"));
    return find(engines, platform, home.resolve(".javacpp").resolve("cache"));
  }

  /**
   * @param usual JavaCPP's own folder
   */
  static Optional<Path> find(EngineFolder engines, EnginePlatform platform, Path usual) {
    return EngineFile.of(platform).stream()
        .filter(file -> !file.libraries().isEmpty())
        .flatMap(
            file ->
                Stream.concat(
                        engines.find(platform).map(place -> place.resolve(NATIVE)).stream(),
                        Stream.of(engines.unpacked(), usual).map(f -> f.resolve(file.name())))
                    .filter(root -> areWhole(file.libraries(), root))
                    .map(root -> root.resolve(file.libraries().get(0).path()).getParent()))
        .findFirst();
  }

  /**
   * Removes what nobody needs any more: what was unpacked of the jars of other versions, unless an
   * engine of another version is there (see {@link OldEngines}), and of those whose libraries a new
   * engine has. Nothing that is not named as JavaCPP names it for TensorFlow's jars, nothing behind
   * a link, which may be another program's.
   */
  static void removeOld(EngineFolder engines, List<EngineFile> installed) {
    Path unpacked = engines.unpacked();
    if (!Files.isDirectory(unpacked, LinkOption.NOFOLLOW_LINKS)) return;
    Set<String> own = EngineFile.names();
    Set<String> replaced =
        installed.stream()
            .filter(file -> !file.libraries().isEmpty())
            .map(EngineFile::name)
            .collect(Collectors.toSet());
    boolean others = OldEngines.areThere(engines.engines());
    try (Stream<Path> entries = Files.list(unpacked)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        boolean unused = own.contains(name) ? replaced.contains(name) : !others;
        if (unused && isOfAJar(entry)) Trees.deleteOrLater(entry);
      }
    } catch (IOException notReadable) {
      // It is in nobody's way.
    }
  }

  private static boolean isOfAJar(Path entry) {
    return entry.getFileName().toString().matches(CACHED)
        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
  }

  /** As {@link #removeOld} of other versions, before those of this one are unpacked. */
  public static void makeRoom(EngineFolder engines) {
    removeOld(engines, List.of());
  }

  /**
   * Whether there are any, and all with their sizes.
   *
   * @param root where they lie as in the jar
   */
  static boolean areWhole(List<Library> libraries, Path root) {
    return !libraries.isEmpty()
        && libraries.stream()
            .allMatch(library -> root.resolve(library.path()).toFile().length() == library.bytes());
  }

  /**
   * @param jar the file
   * @param engine the folder of the engine
   */
  static void unpack(List<Library> libraries, Path jar, Path engine) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Library library : libraries) {
        Path place = engine.resolve(NATIVE).resolve(library.path());
        Files.createDirectories(place.getParent());
        ZipEntry entry = zip.getEntry(library.path());
        if (entry == null) throw new IOException("there is no " + library.path() + " in " + jar);
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, place);
        }
      }
    }
  }
}
