package io.github.robustj.ready;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Extensions;
import io.github.robustj.file.Sha256;
import io.github.robustj.testing.SmallDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ready models are unpacked whole or not at all, and a name is found by the rule. */
class ReadyModelTest {

  private static final ReadyModel MODEL =
      ReadyModels.find(ReadyModels.names().get(0)).orElseThrow();

  @TempDir Path folder;

  @Test
  void theJarHasWhatTheListSaysInAtMost12Megabytes() throws IOException {
    long bytes = 0;
    for (String name : ReadyModels.names()) {
      ReadyModel model = ReadyModels.find(name).orElseThrow();
      for (ReadyModel.Part part : model.parts()) {
        try (InputStream in = model.open(part)) {
          Path copy = folder.resolve("copy");
          Files.write(copy, in.readAllBytes());
          assertEquals(part.sha256(), Sha256.of(copy), name + "/" + part.path());
          assertEquals(part.bytes(), Files.size(copy));
          if (part.path().endsWith(".json") || part.path().endsWith(".md"))
            assertFalse(
                Files.readString(copy).matches("(?s).*[\"` ](/|[A-Z]:\\\\).*"),
                name + "/" + part.path() + " names a path of a machine");
        }
        bytes += packed(model, part);
      }
      List<String> paths = model.parts().stream().map(ReadyModel.Part::path).toList();
      assertTrue(
          paths.containsAll(List.of("card.md", "model.json", "saved_model/saved_model.pb")),
          name + paths);
    }
    assertTrue(bytes <= 12_000_000, bytes + " bytes");
  }

  /** As in a jar. */
  private static long packed(ReadyModel model, ReadyModel.Part part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = model.open(part);
        DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      in.transferTo(out);
    }
    return bytes.size();
  }

  @Test
  void itIsUnpackedOnceAndWhole() throws IOException {
    Path place = MODEL.unpacked(folder);
    assertTrue(place.startsWith(folder.resolve("models")), place.toString());
    assertEquals(MODEL.name(), place.getFileName().toString());
    TreeMap<String, String> expected = new TreeMap<>();
    MODEL.parts().forEach(part -> expected.put(part.path(), part.sha256()));
    assertEquals(expected, sums(place));
    Path weights = place.resolve("model.json");
    FileTime written = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(weights, written);
    assertEquals(place, MODEL.unpacked(folder));
    assertEquals(written, Files.getLastModifiedTime(weights));
  }

  /** By a byte, by a cut, by a file that is gone; what a user has put beside stays. */
  @Test
  void aDamagedCopyIsMadeAnew() throws IOException {
    Path place = MODEL.unpacked(folder);
    TreeMap<String, String> whole = sums(place);
    Path network = place.resolve("saved_model/saved_model.pb");
    byte[] bytes = Files.readAllBytes(network);
    bytes[bytes.length / 2] ^= 1;
    Files.write(network, bytes);
    MODEL.unpacked(folder);
    assertEquals(whole, sums(place));
    Files.write(network, new byte[0]);
    MODEL.unpacked(folder);
    assertEquals(whole, sums(place));
    Files.delete(place.resolve("model.json"));
    MODEL.unpacked(folder);
    assertEquals(whole, sums(place));
  }

  @Test
  void aFullOrReadOnlyDiskIsASentence() throws IOException {
    try (SmallDisk disk = SmallDisk.in(folder.resolve("disk"), 30_000)) {
      disk.fill(500_000);
      assertSentence(disk.folder());
      disk.setWritable(false);
      assertSentence(disk.folder());
      disk.setWritable(true);
      disk.empty();
      Path place = MODEL.unpacked(disk.folder());
      disk.setWritable(false);
      assertEquals(place, MODEL.unpacked(disk.folder()), "whole copies are only read");
    }
    Path file = Files.writeString(folder.resolve("file"), "mine");
    assertSentence(file);
  }

  private static void assertSentence(Path home) throws IOException {
    String said = assertThrows(RobustJException.class, () -> MODEL.unpacked(home)).getMessage();
    assertTrue(said.contains(MODEL.name()) && said.contains(home.toString()), said);
    assertTrue(said.contains("environment variable " + Extensions.HOME_VARIABLE), said);
    assertFalse(Files.exists(MODEL.place(home)), "nothing half-made");
  }

  @Test
  void severalProcessesMakeOneCopy() throws Exception {
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) all.add(start(folder.resolve("home"), folder, MODEL.name()));
    for (Process process : all) {
      assertTrue(process.waitFor(1, TimeUnit.MINUTES));
      assertEquals(MODEL.place(folder.resolve("home")) + "", said(process));
    }
    assertEquals(MODEL.parts().size(), sums(MODEL.place(folder.resolve("home"))).size());
  }

  @Test
  void aFolderOfThatNameGoesBefore() throws Exception {
    Path here = Files.createDirectories(folder.resolve("here"));
    Files.createDirectories(here.resolve(MODEL.name()));
    Path home = folder.resolve("home");
    assertEquals(MODEL.name(), said(start(home, here, MODEL.name())));
    assertEquals("unknown", said(start(home, here, "unknown")));
    assertFalse(Files.exists(home));
  }

  private Process start(Path home, Path here, String name) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                Asking.class.getName(),
                name)
            .directory(here.toFile());
    List<String> classes = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(java.io.File.pathSeparator))
      classes.add(Path.of(path).toAbsolutePath().toString());
    builder.environment().put("CLASSPATH", String.join(java.io.File.pathSeparator, classes));
    builder.environment().put(Extensions.HOME_VARIABLE, home.toString());
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes()).strip();
  }

  /** Prints the folder of a model. */
  static final class Asking {

    public static void main(String[] arguments) {
      System.out.println(ReadyModels.folder(arguments[0]));
    }
  }

  private static TreeMap<String, String> sums(Path place) throws IOException {
    TreeMap<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        sums.put(place.relativize(file).toString().replace('\\', '/'), Sha256.of(file));
    }
    return sums;
  }
}
