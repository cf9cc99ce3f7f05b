package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelOutlines;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From OME-Zarr to a label image of OME-Zarr, through jobs that hold paths. */
class BlockPredictionTest {

  private static final int TILE = 64;

  @TempDir Path folder;

  private SeamNetwork network;

  /** Blocks of these numbers cannot be read. */
  private final List<Integer> broken = new ArrayList<>();

  private int jobs;

  private final Engine engine =
      new Engine() {
        @Override
        public <R> R run(Job<R> job, JobListener listener) {
          listener.check();
          jobs++;
          if (job instanceof BlockJob block && broken.contains(block.block()))
            throw new RobustJException("block %d is unreadable.".formatted(block.block()));
          return job.run(network.backend(), listener);
        }
      };

  @ParameterizedTest
  @ValueSource(strings = {"segmentation", "instance"})
  void isWhatAPredictionInMemoryGives(String task) {
    Path image = task.equals("instance") ? write(task, 230, 190, 2) : write(task, 2100, 90, 2);
    Prediction whole = whole(image);
    List<Double> told = new ArrayList<>();
    BlockPrediction blocks = begin(image, 100, false, telling(told));
    predict(blocks);
    assertEquals(told.stream().sorted().toList(), told, "progress goes back");
    assertEquals(1, told.get(told.size() - 1));
    assertArrayEquals(labels(whole), written(Path.of(folder + "/labels.ome.zarr")));
    assertTrue(jobs > 4, jobs + " jobs");
    blocks.end();
    assertFalse(Files.exists(folder.resolve("work")));
  }

  @Test
  void batchesOfSlicesAreSeenTogether() {
    for (String task : List.of("segmentation", "instance")) {
      Path image = write(task, 60, 50, 19);
      Prediction whole = whole(image);
      BlockPrediction blocks = begin(image, 256, false);
      predict(blocks);
      assertArrayEquals(labels(whole), written(Path.of(folder + "/labels.ome.zarr")));
      blocks.end();
    }
  }

  @Test
  void landmarksAreThoseOfTheWhole() {
    Path image = write("landmark", 400, 300, 2);
    assertEquals(whole(image), begin(image, 256, false).whole());
  }

  @Test
  void objectsAreThoseOfTheWhole() {
    Path image = write("detection", 300, 211, 2);
    Prediction.Objects whole = (Prediction.Objects) whole(image);
    BlockPrediction blocks = begin(image, 100, false);
    blocks.objects();
    for (int z = 0; z < 2; z++) {
      List<BoxedObject> found = new ArrayList<>();
      blocks.objects(z, found::add);
      assertTrue(whole.found().slices().get(z).equals(found));
      assertTrue(found.size() > 100, found.size() + " objects");
    }
  }

  /** What is finished stays, what failed is named, and only that is done again. */
  @Test
  void aRunGoesOnWithTheBlocksThatAreMissing() {
    Path image = write("segmentation", 4100, 70, 1);
    int[] expected = labels(whole(image));
    broken.add(1);
    BlockPrediction first = begin(image, 256, false);
    String message = assertThrows(RobustJException.class, first::mask).getMessage();
    assertTrue(message.startsWith("1 of 3 blocks failed: x 2048 to 4096, y 0 to 70"), message);
    assertTrue(message.contains("block 1 is unreadable."), message);
    assertTrue(message.contains("resume"), message);
    broken.clear();
    jobs = 0;
    begin(image, 256, true).mask();
    assertEquals(1, jobs);
    assertArrayEquals(expected, written(folder.resolve("labels.ome.zarr")));
  }

  @Test
  void aCancelledRunGoesOn() {
    Path image = write("instance", 230, 190, 1);
    int[] expected = labels(whole(image));
    BlockPrediction first = begin(image, 100, false, stoppingAfter(3));
    assertThrows(CancellationException.class, first::objects);
    int before = jobs;
    assertTrue(before > 1);
    BlockPrediction second = begin(image, 100, true);
    predict(second);
    assertArrayEquals(expected, written(folder.resolve("labels.ome.zarr")));
  }

  private static JobListener telling(List<Double> told) {
    return new JobListener() {
      @Override
      public void progress(double fraction, String message) {
        told.add(fraction);
      }
    };
  }

  private JobListener stoppingAfter(int count) {
    return new JobListener() {
      @Override
      public boolean cancelled() {
        return jobs >= count;
      }
    };
  }

  @Test
  void anotherImageOrModelIsNoneToGoOnWith() throws IOException {
    Path image = write("segmentation", 600, 40, 1);
    begin(image, 256, false).mask();
    assertRefused(image, 512, "block was 256 and is now 512");
    Path chunk;
    try (Stream<Path> files = Files.walk(image)) {
      chunk = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
    Files.setLastModifiedTime(chunk, FileTime.fromMillis(12345));
    assertRefused(image, 256, "the files of the image have changed since");
    network.write(folder.resolve("model"));
    Files.writeString(folder.resolve("model/note.txt"), "another");
    begin(image, 256, false).mask();
  }

  private void assertRefused(Path image, int side, String why) {
    String message =
        assertThrows(RobustJException.class, () -> begin(image, side, true)).getMessage();
    assertTrue(message.contains(why), message);
  }

  @Test
  void aLabelImageOfOthersIsNotReplaced() throws IOException {
    Path image = write("segmentation", 600, 40, 1);
    Path labels = folder.resolve("labels.ome.zarr");
    Files.createDirectories(labels);
    Files.writeString(labels.resolve("note.txt"), "mine");
    String message =
        assertThrows(RobustJException.class, () -> begin(image, 256, false)).getMessage();
    assertTrue(message.contains("not RobustJ's"), message);
  }

  @Test
  void wrongChannelsAreSaid() {
    Path image = write("segmentation", 60, 40, 1);
    network = SeamNetwork.of("segmentation", 1, 2);
    network.write(folder.resolve("model"));
    String message =
        assertThrows(RobustJException.class, () -> begin(image, 256, false)).getMessage();
    assertTrue(message.contains("has 1 channel(s)"), message);
  }

  private void predict(BlockPrediction blocks) {
    if (blocks.isMask()) {
      blocks.mask();
      return;
    }
    blocks.objects();
    blocks.paint(object -> object.score() >= .5, ".5");
  }

  private BlockPrediction begin(Path image, int side, boolean resume) {
    return begin(image, side, resume, JobListener.SILENT);
  }

  private BlockPrediction begin(Path image, int side, boolean resume, JobListener listener) {
    return BlockPrediction.begin(
        new BlockPrediction.Request(
            image,
            folder.resolve("model"),
            folder.resolve("work"),
            folder.resolve("labels.ome.zarr"),
            TILE,
            side,
            0,
            resume,
            true),
        engine,
        listener);
  }

  private Prediction whole(Path image) {
    Prediction whole =
        new PredictJob(folder.resolve("model"), ImageReader.read(image, Role.IMAGE), TILE)
            .run(network.backend(), JobListener.SILENT);
    jobs = 0;
    return whole;
  }

  private static int[] labels(Prediction whole) {
    if (whole instanceof Prediction.Objects objects) {
      int size = objects.width() * objects.height();
      int[] all = new int[size * objects.found().slices().size()];
      for (int z = 0; z * size < all.length; z++)
        System.arraycopy(
            LabelOutlines.painted(
                objects.objects().slices().get(z), objects.height(), objects.width()),
            0,
            all,
            z * size,
            size);
      return all;
    }
    List<Integer> values = new ArrayList<>();
    for (IntType label : Views.flatIterable(((Prediction.Masks) whole).mask().labels()))
      values.add(label.get());
    return values.stream().mapToInt(v -> v).toArray();
  }

  private static int[] written(Path labels) {
    Image image = ImageReader.read(labels, Role.IMAGE);
    int[] values = new int[Math.toIntExact(image.pixels().size())];
    int i = 0;
    for (FloatType pixel : Views.flatIterable(image.pixels())) values[i++] = (int) pixel.get();
    return values;
  }

  private Path write(String task, int width, int height, int slices) {
    network = SeamNetwork.of(task, 1, 1);
    network.write(folder.resolve("model"));
    return network.slide(
        folder.resolve("slide%d-%s.ome.zarr".formatted(width, task)), width, height, slices);
  }
}
