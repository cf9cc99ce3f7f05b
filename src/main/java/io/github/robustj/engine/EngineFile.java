package io.github.robustj.engine;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A jar of an engine. The list of all is the resource {@code engine-files.txt}, which {@code
 * src/build/engine-files} writes.
 *
 * @param platform for which it is; {@code *} for all
 * @param bytes its size
 * @param sha256 its SHA-256 in lower-case hexadecimal digits
 * @param path in a Maven repository
 */
record EngineFile(String platform, long bytes, String sha256, String path) {

  private static final String ALL = "*";
  private static final String NAMESAKE = "tensorflow-core-api-";
  private static final List<String> LINES = read();
  private static final List<EngineFile> FILES =
      LINES.stream().filter(line -> !line.contains("!")).map(EngineFile::parse).toList();
  private static final List<Library> LIBRARIES =
      LINES.stream().filter(line -> line.contains("!")).map(Library::parse).toList();

  /**
   * A native library in a jar of an engine.
   *
   * @param jar its file name
   * @param bytes its size, unpacked
   * @param path in the jar
   */
  record Library(String jar, long bytes, String path) {

    private static Library parse(String line) {
      String[] fields = line.split(" +|!");
      return new Library(fields[1], Long.parseLong(fields[0]), fields[2]);
    }
  }

  /** File name. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The native libraries in it that are used unpacked; none of other jars. */
  List<Library> libraries() {
    return LIBRARIES.stream().filter(library -> library.jar().equals(name())).toList();
  }

  /**
   * Deletes a file that is not this one.
   *
   * @throws RobustJException if it is not
   */
  void require(Path part, EngineSource source) throws IOException {
    if (matches(part)) return;
    Files.delete(part);
    throw new RobustJException(
        "%s from %s is not the file it should be (its SHA-256 is another); it was damaged or changed, get it anew or from elsewhere."
            .formatted(name(), source.words()));
  }

  boolean matches(Path part) throws IOException {
    return Files.size(part) == bytes && Sha256.of(part).equals(sha256);
  }

  static List<EngineFile> of(EnginePlatform platform) {
    return FILES.stream()
        .filter(file -> file.platform.equals(ALL) || file.platform.equals(platform.name()))
        .toList();
  }

  /** The file names of all platforms, in a set of the caller's own. */
  static Set<String> names() {
    return FILES.stream().map(EngineFile::name).collect(Collectors.toCollection(HashSet::new));
  }

  static boolean isBuiltFor(EnginePlatform platform) {
    return FILES.stream().anyMatch(file -> file.platform.equals(platform.name()));
  }

  /** As in {@code linux-arm64, linux-x86_64}. */
  static String platforms() {
    return FILES.stream()
        .map(EngineFile::platform)
        .filter(name -> !name.equals(ALL))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** TensorFlow Java's version. */
  static String version() {
    return FILES.stream()
        .map(EngineFile::name)
        .filter(name -> name.startsWith(NAMESAKE))
        .map(name -> name.substring(NAMESAKE.length(), name.length() - ".jar".length()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                EngineFile.class.getResourceAsStream("engine-files.txt"),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EngineFile parse(String line) {
    String[] fields = line.split(" +");
    return new EngineFile(fields[0], Long.parseLong(fields[1]), fields[2], fields[3]);
  }
}
