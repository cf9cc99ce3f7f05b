package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles.IOConsumer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir Path folder;

  @Test
  void aFileIsWrittenWithItsParentsAndReplaced() throws IOException {
    Path file = folder.resolve("a b/c.txt");
    write(file, "old");
    write(file, "new");
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("c.txt"), names(file.getParent()));
  }

  @Test
  void anInterruptedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    write(file, "old");
    assertThrows(
        CancellationException.class,
        () ->
            AtomicFiles.write(
                file,
                out -> {
                  out.write(new byte[100_000]);
                  throw new CancellationException();
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a.txt"), names(folder));
  }

  @Test
  void failuresBecomeSentences() {
    Path file = folder.resolve("a.txt");
    assertFails(file, new IOException("No space left on device"), "the disk is full");
    assertFails(file, new AccessDeniedException("a.txt"), "no permission to write");
    assertFails(
        file, new FileSystemException("a", null, "File name too long"), "choose a shorter one");
    assertFails(
        file,
        new IOException("stale handle"),
        "could not be written: stale handle; choose another folder");
  }

  @Test
  void aFolderReplacesTheOldOneAndKeepsWhatOnlyTheOldOneHad() throws IOException {
    Path model = folder.resolve("model");
    AtomicFiles.directory(model, dir -> Files.writeString(dir.resolve("x"), "old"));
    Files.createDirectories(model.resolve("notes"));
    Files.writeString(model.resolve("notes/mine"), "kept");
    AtomicFiles.directory(model, dir -> Files.writeString(dir.resolve("x"), "new"));
    assertEquals("new", Files.readString(model.resolve("x")));
    assertEquals("kept", Files.readString(model.resolve("notes/mine")));
    assertEquals(List.of("model"), names(folder));
  }

  @Test
  void anInterruptedFolderLeavesTheOldOne() throws IOException {
    Path model = folder.resolve("model");
    AtomicFiles.directory(model, dir -> Files.writeString(dir.resolve("x"), "old"));
    assertThrows(
        RobustJException.class,
        () ->
            AtomicFiles.directory(
                model,
                dir -> {
                  Files.writeString(dir.resolve("x"), "half");
                  throw new IOException("No space left on device");
                }));
    assertEquals("old", Files.readString(model.resolve("x")));
    assertEquals(List.of("model"), names(folder));
  }

  @Test
  void whatACrashLeftOfAnOlderVersionIsNotLost() throws IOException {
    Path model = folder.resolve("model");
    Path previous = Files.createDirectory(AtomicFiles.previous(model));
    Files.writeString(previous.resolve("notes"), "kept");
    AtomicFiles.directory(model, dir -> Files.writeString(dir.resolve("x"), "new"));
    assertEquals("kept", Files.readString(model.resolve("notes")));
    assertFalse(Files.exists(previous));
  }

  @Test
  void aPlaceThatCannotHoldAFileIsRefusedBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    String message =
        assertThrows(RobustJException.class, () -> Writable.require(file.resolve("sub/model.json")))
            .getMessage();
    assertTrue(message.contains(file + " is not a folder"), message);
    assertThrows(RobustJException.class, () -> write(folder, "x"));
    assertThrows(RobustJException.class, () -> AtomicFiles.directory(file, dir -> {}));
    assertThrows(RobustJException.class, () -> Writable.require(Path.of("/")));
    Writable.require(folder.resolve("new/deep/model"));
  }

  private static void write(Path file, String text) {
    AtomicFiles.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertFails(Path file, IOException cause, String words) {
    IOConsumer<OutputStream> failing =
        out -> {
          throw cause;
        };
    RobustJException e =
        assertThrows(RobustJException.class, () -> AtomicFiles.write(file, failing));
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertFalse(Files.exists(file));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> list = Files.list(directory)) {
      return list.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
