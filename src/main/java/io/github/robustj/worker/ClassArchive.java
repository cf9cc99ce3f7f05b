package io.github.robustj.worker;

import io.github.robustj.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of a worker as the virtual machine keeps them (class data sharing), 14 MB: parsed and
 * verified once, by the first worker, which writes them when it ends, and mapped by all later ones.
 * Where anything is amiss, a worker starts without.
 *
 * @param folder of the archives; may be missing, and not be writable
 * @param key of the Java and the jars: an archive of others is none
 */
record ClassArchive(Path folder, String key) {

  /** Each takes room, and every update of Java or a jar makes a new one. */
  private static final int KEPT = 3;

  private static final int KEY_LENGTH = 16;

  /** What it says of classes that it leaves out is for those who make a virtual machine. */
  private static final String SILENT = "-Xlog:cds*=off";

  /**
   * @param java what will run; archives are known to fit this process's own Java only
   * @return empty where there can be none: for another Java, and for classes that are not in jars
   */
  static Optional<ClassArchive> of(Path folder, Path java, List<Path> classPath) {
    boolean own = java.startsWith(Path.of(System.getProperty("java.home")));
    boolean fits = System.getProperty("java.vm.name").matches("OpenJDK .*|Java HotSpot.*");
    if (!own || !fits || !classPath.stream().allMatch(Files::isRegularFile))
      return Optional.empty();
    String jars = classPath.stream().map(ClassArchive::words).collect(Collectors.joining("\n"));
    String machine = java + "\n" + System.getProperty("java.vm.version") + "\n";
    String key = Sha256.ofText(machine + jars).substring(0, KEY_LENGTH);
    return Optional.of(new ClassArchive(folder, key));
  }

  private static String words(Path jar) {
    return jar + " " + jar.toFile().length() + " " + jar.toFile().lastModified();
  }

  /** For the virtual machine: to use the archive, or else to write it when it ends. */
  List<String> options() {
    try {
      Files.createDirectories(folder);
      adopt();
      Optional<Path> whole = whole();
      if (whole.isPresent())
        // The sums of the file are compared: a damaged one could end the process.
        return List.of(
            "-XX:SharedArchiveFile=" + whole.get(),
            "-Xshare:auto",
            "-XX:+VerifySharedSpaces",
            SILENT);
      makeRoom();
      return Files.isWritable(folder)
          ? List.of("-XX:ArchiveClassesAtExit=" + written(), SILENT)
          : List.of();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  /** Removes it, because a worker that used it did not come to life. */
  void forget() {
    try {
      for (Path archive : archives()) if (isOurs(archive)) Files.deleteIfExists(archive);
    } catch (IOException held) {
      // Then it is not to be had for others either.
    }
  }

  private Path written() {
    return folder.resolve(key + ".new");
  }

  /**
   * Gives a complete one its name, which tells its size. The virtual machine writes the beginning
   * of the file last.
   */
  private void adopt() throws IOException {
    if (!Files.isRegularFile(written())) return;
    try (InputStream in = Files.newInputStream(written())) {
      if (in.read() <= 0) return;
    }
    Files.move(written(), folder.resolve(key + "-" + Files.size(written()) + ".jsa"));
  }

  /** One that was cut is not used: the virtual machine would read beyond its end. */
  private Optional<Path> whole() throws IOException {
    for (Path archive : archives())
      if (isOurs(archive))
        if (archive.endsWith(key + "-" + Files.size(archive) + ".jsa")) return Optional.of(archive);
        else Files.delete(archive);
    return Optional.empty();
  }

  private boolean isOurs(Path archive) {
    return archive.getFileName().toString().startsWith(key + "-");
  }

  /** The oldest go, if nobody holds them. */
  private void makeRoom() throws IOException {
    List<Path> all = archives();
    for (Path archive : all.subList(Math.min(KEPT - 1, all.size()), all.size()))
      Files.deleteIfExists(archive);
  }

  /** Newest first; also those that are being written, or were when a process was killed. */
  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9a-f]+(-\\d+\\.jsa|\\.new)"))
          .sorted(Comparator.comparing(ClassArchive::time).reversed())
          .toList();
    }
  }

  private static FileTime time(Path file) {
    return FileTime.fromMillis(file.toFile().lastModified());
  }
}
