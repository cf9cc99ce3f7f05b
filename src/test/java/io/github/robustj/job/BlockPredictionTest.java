package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.task.Prediction;
import io.github.robustj.testing.MadeSlide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From OME-Zarr to a label image of OME-Zarr, through jobs that hold paths. */
class BlockPredictionTest {

  @TempDir Path folder;

  private BlockRuns runs;

  @BeforeEach
  void begin() {
    runs = new BlockRuns(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"segmentation", "instance"})
  void isWhatAPredictionInMemoryGives(String task) {
    Path image =
        task.equals("instance") ? runs.write(task, 230, 190, 2) : runs.write(task, 2100, 90, 2);
    Prediction whole = runs.whole(image);
    List<Double> told = new ArrayList<>();
    BlockPrediction blocks = runs.begin(image, 100, false, telling(told));
    runs.predict(blocks);
    assertEquals(told.stream().sorted().toList(), told, "progress goes back");
    assertEquals(1, told.get(told.size() - 1));
    assertArrayEquals(BlockRuns.labels(whole), runs.written());
    assertTrue(runs.jobs > 4, runs.jobs + " jobs");
    blocks.end();
    assertFalse(Files.exists(folder.resolve("work")));
  }

  @Test
  void batchesOfSlicesAreSeenTogether() {
    for (String task : List.of("segmentation", "instance")) {
      Path image = runs.write(task, 60, 50, 19);
      Prediction whole = runs.whole(image);
      BlockPrediction blocks = runs.begin(image, 256, false);
      runs.predict(blocks);
      assertArrayEquals(BlockRuns.labels(whole), runs.written());
      blocks.end();
    }
  }

  @Test
  void landmarksAreThoseOfTheWhole() {
    Path image = runs.write("landmark", 400, 300, 2);
    assertEquals(runs.whole(image), runs.begin(image, 256, false).whole());
  }

  @Test
  void objectsAreThoseOfTheWhole() {
    Path image = runs.write("detection", 300, 211, 2);
    Prediction.Objects whole = (Prediction.Objects) runs.whole(image);
    BlockPrediction blocks = runs.begin(image, 100, false);
    blocks.objects();
    for (int z = 0; z < 2; z++) {
      List<BoxedObject> found = new ArrayList<>();
      blocks.objects(z, found::add);
      assertTrue(whole.found().slices().get(z).equals(found));
      assertTrue(found.size() > 100, found.size() + " objects");
    }
  }

  private static JobListener telling(List<Double> told) {
    return new JobListener() {
      @Override
      public void progress(double fraction, String message) {
        told.add(fraction);
      }
    };
  }

  /** The network need not look at empty glass again and again, and what it says stays the same. */
  @Test
  void whatIsEmptyIsSeenOnce() throws IOException {
    runs.write("segmentation", 8, 8, 1);
    Path image = folder.resolve("sparse.ome.zarr");
    MadeSlide.writeSparse(image, 1600, 10);
    Prediction whole = runs.whole(image);
    runs.network.calls().set(0);
    runs.begin(image, 2048, false).mask();
    assertArrayEquals(BlockRuns.labels(whole), runs.written());
    // The chunk in the middle, of 512 pixels, touches 18 of the 49 windows of a row and a column.
    assertTrue(runs.network.calls().get() < 19 * 19 + 49, runs.network.calls() + " windows");
  }
}
