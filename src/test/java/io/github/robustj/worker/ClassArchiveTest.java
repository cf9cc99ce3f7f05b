package io.github.robustj.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the virtual machine that runs the tests, and a program of one class. */
class ClassArchiveTest {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir Path folder;
  private Path jar;
  private ClassArchive archive;

  /** Whether its class came of an archive is in the log of the machine. */
  public static final class Program {

    public static void main(String[] none) {
      System.out.println("done");
    }
  }

  @BeforeEach
  void pack() throws IOException {
    jar = folder.resolve("program.jar");
    String name = Program.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(name));
      out.write(Program.class.getClassLoader().getResourceAsStream(name).readAllBytes());
    }
    archive = archive().orElseThrow();
  }

  @Test
  void theFirstProcessWritesItAndLaterOnesUseIt() throws Exception {
    assertFalse(run().contains("shared objects file (top)"));
    assertTrue(run().contains("shared objects file (top)"));
    assertTrue(run().contains("shared objects file (top)"));
    assertEquals(1, files().size());
  }

  /** It is of these jars and this Java. */
  @Test
  void anotherJarHasAnotherOne() throws Exception {
    run();
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
    assertNotEquals(archive.key(), archive().orElseThrow().key());
    archive = archive().orElseThrow();
    assertFalse(run().contains("shared objects file (top)"));
    assertTrue(run().contains("shared objects file (top)"));
  }

  @Test
  void thereIsNoneOfFoldersOrOfAnotherJava() {
    assertEquals(Optional.empty(), ClassArchive.of(folder, JAVA, List.of(jar, folder)));
    assertEquals(Optional.empty(), ClassArchive.of(folder, folder.resolve("java"), List.of(jar)));
    assertEquals(
        Optional.empty(), ClassArchive.of(folder, JAVA, List.of(folder.resolve("none.jar"))));
  }

  /** The program runs whatever became of the file, and a good one takes its place. */
  @ParameterizedTest
  @ValueSource(strings = {"cut", "empty", "zeros", "changed", "changed head", "text"})
  void aDamagedOneDoesNoHarm(String kind) throws Exception {
    run();
    run();
    Path file = files().get(0);
    damage(file, kind);
    run();
    // A sum that does not match is found by the machine, which goes on without, every time.
    if (!kind.startsWith("changed") && !kind.equals("zeros")) {
      assertTrue(run().contains("shared objects file (top)"), kind);
    }
  }

  private static void damage(Path file, String kind) throws IOException {
    long size = Files.size(file);
    assertTrue(file.toFile().setWritable(true));
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      switch (kind) {
        case "cut" -> out.setLength(size / 2);
        case "empty" -> out.setLength(0);
        case "changed" -> overwrite(out, size / 2, 64);
        case "changed head" -> overwrite(out, 8, 64);
        case "zeros" -> {
          out.setLength(0);
          out.setLength(size);
        }
        default -> {
          out.setLength(0);
          out.write("no archive".getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private static void overwrite(RandomAccessFile out, long at, int bytes) throws IOException {
    out.seek(at);
    for (int i = 0; i < bytes; i++) out.write(0x5a);
  }

  /** A process that was killed while it wrote leaves one that has no beginning. */
  @Test
  void oneThatIsBeingWrittenIsNotTaken() throws Exception {
    Path begun = Files.createDirectories(archive.folder()).resolve(archive.key() + ".new");
    Files.write(begun, new byte[1 << 20]);
    assertFalse(run().contains("shared objects file (top)"));
    assertTrue(run().contains("shared objects file (top)"));
  }

  @Test
  void twoProcessesMayWriteAtOnce() throws Exception {
    Process one = start();
    Process other = start();
    assertTrue(said(one).contains("done") && said(other).contains("done"));
    assertTrue(run().contains("shared objects file (top)"));
  }

  /** A file in the folder's place stands for whatever forbids to write, which root may always. */
  @Test
  void whereNothingCanBeWrittenThereIsNone() throws Exception {
    Files.writeString(archive.folder(), "a file");
    assertEquals(List.of(), archive.options());
    run();
  }

  @Test
  void aFewAreKept() throws Exception {
    Files.createDirectories(archive.folder());
    for (int i = 0; i < 6; i++) {
      Path old = Files.write(archive.folder().resolve("%016x-1.jsa".formatted(i)), new byte[1]);
      Files.setLastModifiedTime(old, FileTime.fromMillis(1_000_000_000_000L + i));
    }
    Path other = Files.writeString(archive.folder().resolve("notes.txt"), "the user's");
    run();
    run();
    assertEquals(3, files().size());
    assertTrue(Files.exists(other));
    archive.forget();
    assertEquals(2, files().size());
  }

  private Optional<ClassArchive> archive() {
    return ClassArchive.of(folder.resolve("classes"), JAVA, List.of(jar));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> list = Files.list(archive.folder())) {
      return list.filter(f -> f.toString().endsWith(".jsa")).toList();
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-Xlog:class+load"));
    command.addAll(archive.options());
    command.addAll(List.of("-cp", jar.toString(), Program.class.getName()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String said(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private String run() throws Exception {
    String said = said(start());
    assertTrue(said.contains("done"), said);
    return said;
  }
}
