package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.testing.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCopyTest {

  @TempDir Path folder;

  /** A copy of files, whichever. */
  private interface Copying {
    void run() throws IOException;
  }

  @Test
  void copiesHaveTheBytesOfTheFiles() throws IOException {
    byte[] bytes = new byte[200_000];
    new Random(1).nextBytes(bytes);
    Path file = Files.createDirectories(folder.resolve("from/deep")).resolve("a");
    Files.write(file, bytes);
    Path link = Files.createSymbolicLink(folder.resolve("from/link"), file);
    Path from = folder.resolve("from");
    assertEquals(List.of(file, link), FileCopy.files(from));
    assertEquals(List.of(file), FileCopy.files(from, LinkOption.NOFOLLOW_LINKS));
    FileCopy.below(from, FileCopy.files(from), folder.resolve("to"));
    for (String name : List.of("deep/a", "link")) {
      Path copy = folder.resolve("to").resolve(name);
      assertTrue(Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS), name);
      assertArrayEquals(bytes, Files.readAllBytes(copy), name);
    }
  }

  @Test
  void aFileThatCannotBeReadIsNamedWhoeverCopiesIt() throws IOException {
    Path from = Files.createDirectories(folder.resolve("from"));
    Path file = Unreadable.file(from.resolve("a"));
    Path to = folder.resolve("to");
    Path zip = folder.resolve("to.zip");
    Map<String, Copying> all = new TreeMap<>();
    all.put("bytes", () -> FileCopy.bytes(file, new ByteArrayOutputStream()));
    all.put("files", () -> FileCopy.below(from, FileCopy.files(from), to));
    all.put("zip", () -> Zip.write(from, new ByteArrayOutputStream()));
    all.put("zip in place", () -> AtomicFiles.write(zip, out -> Zip.write(from, out)));
    all.put(
        "folder in place",
        () ->
            AtomicFiles.directory(
                folder.resolve("f"), made -> FileCopy.below(from, List.of(file), made)));
    all.put(
        "temporary folder",
        () ->
            OwnedFolder.with(
                made -> {
                  FileCopy.below(from, List.of(file), made);
                  return made;
                }));
    all.forEach(
        (name, copying) -> {
          String said = assertThrows(RobustJException.class, copying::run, name).getMessage();
          assertTrue(said.startsWith(file + " cannot be read: "), name + ": " + said);
        });
  }

  @Test
  void aCopyThatCannotBeWrittenIsNoFaultOfTheFile() throws IOException {
    Path from = Files.createDirectories(folder.resolve("from"));
    Path file = Files.writeString(from.resolve("a"), "a");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertThrows(IOException.class, () -> FileCopy.bytes(file, full));
    Path taken = Files.createDirectories(folder.resolve("to"));
    Files.writeString(taken.resolve("a"), "mine");
    assertThrows(IOException.class, () -> FileCopy.below(from, List.of(file), taken));
    assertEquals("mine", Files.readString(taken.resolve("a")));
    String said =
        assertThrows(
                WriteFailure.class,
                () ->
                    OwnedFolder.with(
                        made -> {
                          FileCopy.bytes(file, full);
                          return made;
                        }))
            .getMessage();
    assertTrue(said.startsWith("The folder for temporary files, "), said);
  }
}
