package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record of a folder is read again only after somebody else has changed it. */
class WrittenFilesTest {

  /** What others may do to the record, which holds {@code a} and {@code b}. */
  private enum Change {
    ADDS_A_LINE,
    TAKES_A_LINE_OUT,
    CUTS_THE_LAST_LINE,
    REMOVES_IT,
    REPLACES_IT
  }

  private static final Run RUN = new Run("predict", List.of(), "");

  @TempDir Path folder;

  @Test
  void whatThisProcessWroteIsNotReadAgain() throws IOException {
    WrittenFiles first = WrittenFiles.in(folder);
    for (int i = 0; i < 20; i++) write("f" + i);
    assertSame(first, WrittenFiles.in(folder));
    for (int i = 0; i < 20; i++) assertEquals(WrittenFiles.Kind.SAME_RUN, kind("f" + i));
    assertEquals(20, Files.readAllLines(record()).size());
  }

  @Test
  void whatOthersChangeIsSeen() throws IOException {
    for (Change change : Change.values()) {
      Files.deleteIfExists(record());
      write("a");
      write("b");
      WrittenFiles before = WrittenFiles.in(folder);
      make(change);
      assertNotSame(before, WrittenFiles.in(folder), change.name());
      boolean gone = change == Change.REMOVES_IT || change == Change.TAKES_A_LINE_OUT;
      assertEquals(
          gone ? WrittenFiles.Kind.FOREIGN : WrittenFiles.Kind.SAME_RUN, kind("a"), change.name());
      write("c");
      assertEquals(WrittenFiles.Kind.SAME_RUN, kind("c"), change.name());
    }
  }

  /** Between the reading of the record and the line that is added to it. */
  @Test
  void linesOfAnotherProcessAreNotLost() throws IOException {
    write("a");
    WrittenFiles early = WrittenFiles.in(folder);
    String other = Files.readString(record()).replace("\ta\t", "\tz\t");
    Files.writeString(record(), other, StandardOpenOption.APPEND);
    Path file = Files.writeString(folder.resolve("b"), "b");
    early.add(Sha256.of(file), "b", RUN);
    assertTrue(WrittenFiles.in(folder).knows(folder.resolve("z")));
    assertTrue(WrittenFiles.in(folder).knows(folder.resolve("b")));
  }

  private void make(Change change) throws IOException {
    String text = Files.readString(record());
    switch (change) {
      case ADDS_A_LINE ->
          Files.writeString(
              record(),
              text.lines().toList().get(0).replace("\ta\t", "\tx\t") + "\n",
              StandardOpenOption.APPEND);
      case TAKES_A_LINE_OUT -> Files.writeString(record(), text.lines().toList().get(1) + "\n");
      case CUTS_THE_LAST_LINE -> Files.writeString(record(), text.substring(0, text.length() - 3));
      case REMOVES_IT -> Files.delete(record());
      case REPLACES_IT -> {
        Path copy = Files.writeString(folder.resolve("copy"), text);
        Files.delete(record());
        Files.move(copy, record());
      }
    }
  }

  private void write(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), name);
    WrittenFiles.in(folder).add(Sha256.of(file), name, RUN);
  }

  private WrittenFiles.Kind kind(String name) throws IOException {
    return WrittenFiles.in(folder).find(folder.resolve(name), RUN, (a, b) -> false).kind();
  }

  private Path record() {
    return folder.resolve(WrittenFiles.NAME);
  }
}
