package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @TempDir Path folder;

  private final Checkpoint checkpoint =
      new Checkpoint(
          Map.of("encoder/weight", new Tensor(new float[] {1, 2, 3}, 3)),
          Map.of("margins", new Tensor(new float[] {4}, 1)),
          History.EMPTY.with(new History.Row(1, Map.of("loss", 1 / 3.))),
          .1,
          Map.of("classes", "0 (a), 1 (\"b\")", "seed", "1"));

  @Test
  void readsBack() {
    Path file = folder.resolve("a b/last.npz");
    checkpoint.write(file);
    Checkpoint read = Checkpoint.read(file);
    assertEquals(Set.of("encoder/weight"), read.model().keySet());
    assertArrayEquals(new float[] {1, 2, 3}, read.model().get("encoder/weight").data());
    assertArrayEquals(new float[] {4}, read.method().get("margins").data());
    assertEquals(checkpoint.history(), read.history());
    assertEquals(.1, read.best());
    assertEquals(checkpoint.settings(), read.settings());
  }

  @Test
  void saysThatAFileIsDamagedOrForeign() throws IOException {
    Path file = folder.resolve("last.npz");
    checkpoint.write(file);
    byte[] good = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(good, good.length - 30));
    assertDamaged(file);
    Files.writeString(file, "not a zip");
    assertDamaged(file);
    try (OutputStream out = Files.newOutputStream(file)) {
      new Npz(Map.of(), Map.of("notes.txt", "hello")).writeTo(out);
    }
    assertDamaged(file);
  }

  @Test
  void namesEverySettingThatDiffers() {
    Map<String, String> wanted = Map.of("seed", "2", "classes", "0 (a), 1 (\"b\")", "steps", "5");
    String message =
        assertThrows(
                RobustJException.class, () -> checkpoint.requireSettings(wanted, Path.of("x.npz")))
            .getMessage();
    assertTrue(message.contains("seed was 1 and is now 2"), message);
    assertTrue(message.contains("steps was not set and is now 5"), message);
    assertTrue(!message.contains("classes"), message);
    checkpoint.requireSettings(checkpoint.settings(), Path.of("x.npz"));
  }

  private static void assertDamaged(Path file) {
    String message = assertThrows(RobustJException.class, () -> Checkpoint.read(file)).getMessage();
    assertTrue(message.contains(file.toString()) && message.contains("damaged"), message);
  }
}
