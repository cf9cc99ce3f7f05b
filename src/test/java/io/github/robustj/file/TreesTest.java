package io.github.robustj.file;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {

  @TempDir Path folder;

  /** As two processes do that find the same forsaken folder, or one whose owner removes it. */
  @Test
  void deletedByTwoAtOnce() throws IOException {
    for (int round = 0; round < 3; round++) {
      Path tree = Files.createDirectories(folder.resolve("tree" + round));
      for (int i = 0; i < 500; i++) Files.createFile(tree.resolve("file" + i));
      CompletableFuture<Void> other = CompletableFuture.runAsync(() -> delete(tree));
      delete(tree);
      other.join();
      assertFalse(Files.exists(tree));
    }
  }

  private static void delete(Path tree) {
    try {
      Trees.delete(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
