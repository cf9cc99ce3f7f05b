package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a prediction in blocks that was stopped or failed, and what is refused. */
class BlockResumeTest {

  @TempDir Path folder;

  private BlockRuns runs;

  @BeforeEach
  void begin() {
    runs = new BlockRuns(folder);
  }

  /** What is finished stays, what failed is named, and only that is done again. */
  @Test
  void aRunGoesOnWithTheBlocksThatAreMissing() {
    Path image = runs.write("segmentation", 4100, 70, 1);
    int[] expected = BlockRuns.labels(runs.whole(image));
    runs.broken.add(1);
    BlockPrediction first = runs.begin(image, 256, false);
    String message = assertThrows(RobustJException.class, first::mask).getMessage();
    assertTrue(message.startsWith("1 of 3 blocks failed: x 2048 to 4096, y 0 to 70"), message);
    assertTrue(message.contains("block 1 is unreadable."), message);
    assertTrue(message.contains("resume"), message);
    runs.broken.clear();
    runs.jobs = 0;
    runs.begin(image, 256, true).mask();
    assertEquals(1, runs.jobs);
    assertArrayEquals(expected, runs.written());
  }

  @Test
  void aCancelledRunGoesOn() {
    Path image = runs.write("instance", 230, 190, 1);
    int[] expected = BlockRuns.labels(runs.whole(image));
    BlockPrediction first = runs.begin(image, 100, false, stoppingAfter(3));
    assertThrows(CancellationException.class, first::objects);
    int before = runs.jobs;
    assertTrue(before > 1);
    BlockPrediction second = runs.begin(image, 100, true);
    runs.predict(second);
    assertArrayEquals(expected, runs.written());
  }

  private JobListener stoppingAfter(int count) {
    return new JobListener() {
      @Override
      public boolean cancelled() {
        return runs.jobs >= count;
      }
    };
  }

  @Test
  void anotherImageOrModelIsNoneToGoOnWith() throws IOException {
    Path image = runs.write("segmentation", 600, 40, 1);
    runs.begin(image, 256, false).mask();
    assertRefused(image, 512, "block was 256 and is now 512");
    Path chunk;
    try (Stream<Path> files = Files.walk(image)) {
      chunk = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.setLastModifiedTime(chunk, FileTime.fromMillis(12345));
    assertRefused(image, 256, "the files of the image have changed since");
    runs.network.write(folder.resolve("model"));
    Files.writeString(folder.resolve("model/note.txt"), "another");
    runs.begin(image, 256, false).mask();
  }

  /** Without leave to replace what is there. */
  private void assertRefused(Path image, int side, String why) {
    runs.overwrite = false;
    String message =
        assertThrows(RobustJException.class, () -> runs.begin(image, side, true)).getMessage();
    runs.overwrite = true;
    assertTrue(message.contains(why), message);
  }

  @Test
  void aLabelImageOfOthersIsNotReplaced() throws IOException {
    Path image = runs.write("segmentation", 600, 40, 1);
    Path labels = folder.resolve("labels.ome.zarr");
    Files.createDirectories(labels);
    Files.writeString(labels.resolve("note.txt"), "mine");
    String message =
        assertThrows(RobustJException.class, () -> runs.begin(image, 256, false)).getMessage();
    assertTrue(message.contains("not RobustJ's"), message);
  }

  @Test
  void wrongChannelsAreSaid() {
    Path image = runs.write("segmentation", 60, 40, 1);
    runs.network = SeamNetwork.of("segmentation", 1, 2);
    runs.network.write(folder.resolve("model"));
    String message =
        assertThrows(RobustJException.class, () -> runs.begin(image, 256, false)).getMessage();
    assertTrue(message.contains("has 1 channel(s)"), message);
  }
}
