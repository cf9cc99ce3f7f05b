package io.github.robustj.engine;

import io.github.robustj.engine.EngineFile.Library;
import io.github.robustj.file.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
   * Removes what nobody needs any more: what was unpacked of the jars of other versions, and of
   * those that a new engine has. An older RobustJ that still needs it unpacks it again.
   */
  static void removeOld(EngineFolder engines, List<EngineFile> installed) {
    Set<String> kept = EngineFile.names();
    installed.forEach(file -> kept.remove(file.name()));
    try (Stream<Path> entries = Files.list(engines.unpacked())) {
      entries
          .filter(Files::isDirectory)
          .filter(entry -> !kept.contains(entry.getFileName().toString()))
          .forEach(Trees::deleteOrLater);
    } catch (IOException noneOrNotReadable) {
      // It is in nobody's way.
    }
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
