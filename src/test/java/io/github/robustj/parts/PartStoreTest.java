package io.github.robustj.parts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PartStoreTest {

  private static final List<String> PARTS = List.of("a/b", "a b", "ä");

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  private PartStore open(boolean anew, String threshold) {
    DividedCommand command =
        new DividedCommand(
            "predict", "1", "", Map.of("threshold", threshold), Map.of("the model", "0"), PARTS);
    return PartStore.open(folder, command, anew, (name, value) -> false, said::add);
  }

  @Test
  void everyPartIsInOneShard() {
    for (int count = 1; count <= 7; count++)
      for (int parts = 0; parts <= 9; parts++) {
        List<String> all = IntStream.range(0, parts).mapToObj(i -> "part " + i).toList();
        List<String> done = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
          List<String> own = new Shard(i, count).of(all);
          assertTrue(own.size() == parts / count || own.size() == (parts + count - 1) / count);
          done.addAll(own);
        }
        assertEquals(all, done.stream().sorted().toList());
      }
  }

  @Test
  void whatIsKeptIsFoundByTheNextProcess() {
    open(false, "1").keep("a/b", new byte[] {1, 2, 3});
    open(false, "1").fail("a b", "No.");
    PartStore next = open(false, "1");
    assertArrayEquals(new byte[] {1, 2, 3}, next.result("a/b").orElseThrow());
    assertEquals(Optional.of("No."), next.failure("a b"));
    assertEquals(List.of("ä"), next.missing());
    assertEquals(1, next.absent());
    next.fail("a/b", "Too late.");
    assertEquals(Optional.empty(), next.failure("a/b"));
    next.keep("a b", new byte[0]);
    assertEquals(0, next.result("a b").orElseThrow().length);
  }

  @Test
  void aDamagedPartIsMissingAndNamed() throws IOException {
    open(false, "1").keep("ä", new byte[] {1, 2, 3});
    Path file = folder.resolve("000003-_.part");
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      said.clear();
      assertEquals(Optional.empty(), open(false, "1").result("ä"), "byte " + at);
      assertTrue(said.get(0).startsWith(file + " is damaged"), said.toString());
    }
  }

  @Test
  void partsOfAnotherCommandStayUnlessTheyMayBeLost() {
    open(false, "1").keep("ä", new byte[1]);
    String why = assertThrows(RobustJException.class, () -> open(false, "2")).getMessage();
    assertTrue(why.contains("threshold"), why);
    assertTrue(open(false, "1").result("ä").isPresent());
    assertEquals(PARTS, open(true, "2").missing());
  }

  @Test
  void whatWasJoinedOrRemovedIsGone() {
    PartStore store = open(false, "1");
    store.keep("ä", new byte[1]);
    store.end(true);
    assertThrows(RobustJException.class, () -> open(false, "1"));
    open(true, "1").end(false);
    assertFalse(Files.exists(folder));
  }

  /** A share that comes later must not begin anew, nor may what is begun anew get its parts. */
  @Test
  void whereThereAreSharesItStaysKnownThatPartsWereJoined() throws IOException {
    PartStore store = open(false, "1");
    store.lock(new Shard(1, 2)).close();
    store.removeIfEmpty();
    store.keep("ä", new byte[1]);
    open(false, "1").end(false);
    assertThrows(RobustJException.class, () -> open(false, "1"));
    assertRefused("joined by another run", store);
    PartStore anew = open(true, "2");
    assertRefused("another command", store);
    anew.keep("ä", new byte[2]);
    assertEquals(2, open(false, "2").result("ä").orElseThrow().length);
  }

  private static void assertRefused(String said, PartStore store) {
    List<Executable> all =
        List.of(
            () -> store.keep("a b", new byte[1]),
            () -> store.fail("a b", "No."),
            () -> store.lock(new Shard(2, 2)));
    for (Executable one : all) {
      String why = assertThrows(WriteFailure.class, one).getMessage();
      assertTrue(why.contains(said), why);
    }
    assertFalse(Files.exists(store.folder().resolve("000002-a_b.part")));
  }
}
