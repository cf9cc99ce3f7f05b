package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {

  @TempDir Path folder;

  /** As two processes do that find the same forsaken folder: who comes second is told, no more. */
  @Test
  void deletedByTwoAtOnce() throws IOException {
    for (int round = 0; round < 3; round++) {
      Path tree = Files.createDirectories(folder.resolve("tree" + round));
      for (int i = 0; i < 500; i++) Files.createFile(tree.resolve("file" + i));
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> deleteUntilGone(tree));
      deleteUntilGone(tree);
      other.join();
      assertFalse(Files.exists(tree));
    }
  }

  private static void deleteUntilGone(Path tree) {
    while (Files.exists(tree)) delete(tree);
  }

  private static void delete(Path tree) {
    try {
      Trees.delete(tree);
    } catch (IOException another) {
      // Deletes it just now.
    }
  }
}
