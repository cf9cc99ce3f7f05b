package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Scaling;
import io.github.robustj.model.Tiling;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.task.MaskSums;
import io.github.robustj.task.ObjectSeeds;
import io.github.robustj.task.ObjectTask;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.testing.MemoryLabels;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of an image are predicted as the whole is in memory, to the last bit. */
class BlocksTest {

  private static final int TILE = 64;

  @TempDir Path folder;

  @Test
  void masksAreThoseOfTheWhole() {
    for (int channels : new int[] {1, 3}) {
      SeamNetwork network = SeamNetwork.of("segmentation", 1, channels);
      Path model = network.write(folder.resolve("model" + channels));
      for (int[] size : new int[][] {{50, 64, 18}, {131, 70, 2}, {64, 203, 1}}) {
        Image image = network.image(size[0], size[1], size[2]);
        Prediction.Masks whole = (Prediction.Masks) predict(network, model, image);
        for (int[] sides : new int[][] {{7, 14}, {32, 64}, {50, 50}, {256, 256}})
          assertMasks(whole, network, image, sides[0], sides[1]);
      }
    }
  }

  private void assertMasks(
      Prediction.Masks whole, SeamNetwork network, Image image, int chunk, int side) {
    MemoryLabels labels = new MemoryLabels(image.width(), image.height(), image.slices(), chunk);
    Scaling scaling = Normalizer.fit(image, Normalization.DEFAULT, done -> {});
    MaskBlock block =
        new MaskBlock(
            image,
            scaling,
            network.backend().load(folder, null),
            Tiling.square(TILE),
            new SegmentationTask(whole.classes()).pixels().orElseThrow(),
            labels,
            JobListener.SILENT);
    boolean small = image.width() <= TILE && image.height() <= TILE;
    List<MaskSums> sums = new ArrayList<>();
    for (int z = 0; z < image.slices(); z++) sums.add(MaskSums.of(3));
    BlockGrid grid =
        new BlockGrid(
            image.height(), image.width(), image.slices(), side, small ? OpenModel.BATCH : 0);
    for (BlockGrid.Place place : grid.places()) {
      List<MaskSums> found = block.predict(place);
      for (int z = 0; z < found.size(); z++) sums.get(place.from() + z).add(found.get(z));
    }
    int[] expected = new int[labels.labels.length];
    int i = 0;
    for (IntType label : Views.flatIterable(whole.mask().labels())) expected[i++] = label.get();
    assertArrayEquals(expected, labels.labels);
    assertEquals(
        expected.length,
        sums.stream().mapToLong(s -> s.pixels(0) + s.pixels(1) + s.pixels(2)).sum());
    for (int z = 0; z < sums.size(); z++) assertSame(whole.sums().get(z), sums.get(z));
  }

  private static void assertSame(MaskSums expected, MaskSums found) {
    assertArrayEquals(expected.pixels(), found.pixels());
    assertArrayEquals(expected.upper(), found.upper());
    assertArrayEquals(expected.lower(), found.lower());
  }

  @ParameterizedTest
  @CsvSource({"detection, 1", "detection, .5", "detection, 1.6", "instance, 1"})
  void objectsAreThoseOfTheWhole(String task, double scale) {
    SeamNetwork network = SeamNetwork.of(task, scale, 2);
    Path model = network.write(folder.resolve("model"));
    for (int[] size : new int[][] {{9, 5, 1}, {133, 171, 2}, {90, 226, 1}}) {
      Image image = network.image(size[0], size[1], size[2]);
      Prediction.Objects whole = (Prediction.Objects) predict(network, model, image);
      if (size[0] > 9) assertTrue(whole.found().all().size() > 40, "objects");
      for (int side : new int[] {1, 100, 1000})
        assertTrue(whole.found().slices().equals(objects(network, model, image, side)));
      assertTrue(size[1] < 226 || groups(network, model, image, 100) > 1, "divided");
    }
  }

  /** What a network says of a slide is read row by row as it is read in one. */
  @ParameterizedTest
  @ValueSource(strings = {"detection", "instance"})
  void objectsReadRowByRowAreThoseOfAllOutputs(String task) {
    SeamNetwork network = SeamNetwork.of(task, 1, 2);
    Path model = network.write(folder.resolve("model"));
    for (int[] size : new int[][] {{9, 5, 1}, {64, 65, 1}, {133, 171, 2}, {90, 226, 1}}) {
      Image image = network.image(size[0], size[1], size[2]);
      try (OpenModel open = OpenModel.open(model, network.backend(), TILE, JobListener.SILENT)) {
        SeenImage seen = open.sight(JobListener.SILENT).see(image);
        Prediction expected = seen.read(open.task(), open.network().predict(seen.slices()));
        assertEquals(expected, predict(network, model, image));
      }
    }
  }

  private List<List<BoxedObject>> objects(SeamNetwork network, Path model, Image image, int side) {
    try (OpenModel open = OpenModel.open(model, network.backend(), TILE, JobListener.SILENT)) {
      Sight sight = open.sight(JobListener.SILENT);
      Slide slide = sight.slide(image, TILE);
      ObjectSeeds seeds = ((ObjectTask) open.task()).seeds(slide.height(), slide.width());
      ObjectGrid grid = ObjectGrid.of(slide, open.task().stride(), side);
      ObjectMerge merge =
          new ObjectMerge(seeds, grid, this::file, new SeedRuns(seeds, folder), () -> {});
      Scaling scaling = sight.scalingOfLarge(image, done -> {});
      for (ObjectGrid.Group group : grid.groups())
        predict(open, slide, scaling, seeds, grid, group, 0);
      List<List<BoxedObject>> slices = new ArrayList<>();
      for (int z = 0; z < image.slices(); z++) {
        for (Map.Entry<ObjectGrid.Group, Double> again : merge.reachedTooFar(z).entrySet())
          predict(open, slide, scaling, seeds, grid, again.getKey(), again.getValue());
        assertEquals(Map.of(), merge.reachedTooFar(z));
        Path merged = folder.resolve("merged" + z);
        merge.merge(z, merged);
        List<BoxedObject> found = new ArrayList<>();
        merge.runs().each(merged, seed -> seeds.object(seed, image).ifPresent(found::add));
        slices.add(found);
      }
      return slices;
    }
  }

  private static int groups(SeamNetwork network, Path model, Image image, int side) {
    try (OpenModel open = OpenModel.open(model, network.backend(), TILE, JobListener.SILENT)) {
      Slide slide = open.sight(JobListener.SILENT).slide(image, TILE);
      return ObjectGrid.of(slide, open.task().stride(), side).groups().size();
    }
  }

  private Path file(ObjectGrid.Group group) {
    return folder.resolve("group-%d-%d-%d".formatted(group.slice(), group.row(), group.column()));
  }

  private void predict(
      OpenModel open,
      Slide slide,
      Scaling scaling,
      ObjectSeeds seeds,
      ObjectGrid grid,
      ObjectGrid.Group group,
      double reach) {
    FoundSeeds found =
        new ObjectBlock(slide, scaling, open.network(), seeds, 2, grid, reach, JobListener.SILENT)
            .predict(group);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file(group))))) {
      found.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Prediction predict(SeamNetwork network, Path model, Image image) {
    assertEquals(network.question().name(), ModelFolder.open(model).description().task().name());
    return new PredictJob(model, image, TILE).run(network.backend(), JobListener.SILENT);
  }
}
