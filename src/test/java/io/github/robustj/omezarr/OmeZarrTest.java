package io.github.robustj.omezarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelBlocks;
import io.github.robustj.data.LabelBlocks.Block;
import io.github.robustj.error.RobustJException;
import io.github.robustj.zarr.DataType;
import io.github.robustj.zarr.ZarrGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read again, at every resolution, whatever happens while it is written. */
class OmeZarrTest {

  private static final Calibration MICRONS = new Calibration(.5, .25, 2, "micron");

  @TempDir Path folder;

  private static float value(int c, int z, long y, long x) {
    return (c * 7 + z * 13 + y * 3 + x) % 251;
  }

  private static OmeImage image(OmeVersion version, DataType type, int... sides) {
    return new OmeImage(version, sides[0], sides[1], sides[2], sides[3], type, Placing.of(MICRONS));
  }

  private static void write(Path place, OmeImage image) {
    OmeZarrWriter.write(
        place,
        image,
        "test",
        (c, z, top, left, height, width) -> {
          float[] block = new float[height * width];
          for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) block[y * width + x] = value(c, z, top + y, left + x);
          return block;
        },
        part -> {});
  }

  private static float at(Image image, long... place) {
    RandomAccess<FloatType> access = image.pixels().randomAccess();
    access.setPosition(place);
    return access.get().get();
  }

  @Test
  void readsWhatItWrites() {
    for (OmeVersion version : OmeVersion.values())
      for (int[] sides :
          new int[][] {{7, 5, 1, 1}, {1300, 700, 1, 1}, {600, 40, 3, 2}, {30, 20, 1, 4}})
        for (DataType type : List.of(DataType.UINT8, DataType.FLOAT32)) {
          Path place = folder.resolve(version + "_" + type + sides[0] + ".ome.zarr");
          write(place, image(version, type, sides));
          Image read = OmeZarr.read(place, "name");
          assertArrayEquals(
              new int[] {sides[0], sides[1], sides[2], sides[3]},
              new int[] {read.width(), read.height(), read.channels(), read.slices()});
          Calibration size = sides[3] > 1 ? MICRONS : new Calibration(.5, .25, 0, "micron");
          assertEquals(size, read.calibration());
          Random random = new Random(2);
          for (int i = 0; i < 300; i++) {
            int x = random.nextInt(sides[0]);
            int y = random.nextInt(sides[1]);
            int c = random.nextInt(sides[2]);
            int z = random.nextInt(sides[3]);
            assertEquals(value(c, z, y, x), at(read, x, y, c, z));
          }
        }
  }

  /** Means of two by two, and of what is there at the edges; middles lie half a pixel farther. */
  @Test
  void smallerLevelsAreMeans() {
    Path place = folder.resolve("a.ome.zarr");
    write(place, image(OmeVersion.V0_5, DataType.FLOAT32, 1301, 701, 1, 1));
    Image half = OmeZarr.read(place.resolve("1"), "half");
    assertEquals(651, half.width());
    assertEquals(351, half.height());
    assertEquals(new Calibration(1, .5, 0, "micron"), half.calibration());
    double mean =
        value(0, 0, 20, 40) + value(0, 0, 20, 41) + value(0, 0, 21, 40) + value(0, 0, 21, 41);
    assertEquals(mean / 4, at(half, 20, 10, 0, 0));
    assertEquals(value(0, 0, 700, 1300), at(half, 650, 350, 0, 0), "the corner is alone");
    Multiscale levels = Multiscale.of(Metadata.read(place));
    assertEquals(3, levels.levels().size());
    assertArrayEquals(new double[] {.125, .25}, levels.levels().get(1).translation());
    assertArrayEquals(new double[] {.375, .75}, levels.levels().get(2).translation());
  }

  private OmeZarrLabels labels(String name, int largest, String run) {
    return OmeZarrLabels.open(
        folder.resolve(name), Path.of("slide.tif"), MICRONS, 2300, 1100, 2, largest, run);
  }

  private static int[] labels(Block block) {
    int[] labels = new int[block.height() * block.width()];
    for (int y = 0; y < block.height(); y++)
      for (int x = 0; x < block.width(); x++)
        labels[y * block.width() + x] = label(block.slice(), block.top() + y, block.left() + x);
    return labels;
  }

  private static int label(int z, long y, long x) {
    return (int) ((z + y * 31 + x * 17) % 70_000);
  }

  @Test
  void labelsAreNearestAtEveryLevelAndSurviveAKill() {
    LabelBlocks first = labels("l.ome.zarr", 70_000, "run");
    List<Block> blocks = first.blocks();
    assertEquals(2 * 2, blocks.size());
    assertEquals(
        2300L * 1100 * 2, blocks.stream().mapToLong(b -> (long) b.height() * b.width()).sum());
    for (Block block : blocks.subList(0, 3)) first.write(block, labels(block));
    assertThrows(RobustJException.class, () -> first.finish(part -> {}));
    RobustJException half =
        assertThrows(
            RobustJException.class, () -> OmeZarr.read(folder.resolve("l.ome.zarr"), "half"));
    assertTrue(half.getMessage().contains("run the command that wrote it again"));
    // Another process, after the first was killed.
    LabelBlocks second = labels("l.ome.zarr", 70_000, "run");
    for (Block block : blocks) {
      assertEquals(blocks.indexOf(block) < 3, second.isWritten(block));
      if (!second.isWritten(block)) second.write(block, labels(block));
    }
    second.finish(part -> assertTrue(part >= 0 && part <= 1));
    Image whole = OmeZarr.read(folder.resolve("l.ome.zarr"), "labels");
    assertEquals(MICRONS, whole.calibration());
    Random random = new Random(4);
    for (int level = 0; level < 4; level++) {
      Image read = OmeZarr.read(folder.resolve("l.ome.zarr/" + level), "level");
      for (int i = 0; i < 100; i++) {
        int x = random.nextInt(read.width());
        int y = random.nextInt(read.height());
        long at = 1L << level;
        assertEquals(label(1, y * at, x * at), (int) at(read, x, y, 0, 1));
      }
    }
    assertFalse(Files.exists(folder.resolve("l.ome.zarr").resolve(Unfinished.NAME)));
    LabelBlocks again = labels("l.ome.zarr", 70_000, "run");
    assertTrue(again.isWritten(blocks.get(3)));
    again.finish(part -> {});
  }

  @Test
  void refusesWhatAnotherRunHasWritten() {
    labels("a.ome.zarr", 3, "one");
    assertThrows(RobustJException.class, () -> labels("a.ome.zarr", 3, "other"));
    assertThrows(RobustJException.class, () -> labels("a.ome.zarr", 300, "one"));
    write(folder.resolve("b.ome.zarr"), image(OmeVersion.V0_4, DataType.UINT8, 7, 5, 1, 1));
    assertThrows(RobustJException.class, () -> labels("b.ome.zarr", 3, "one"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            labels("c.ome.zarr", 3, "one").write(new Block(0, 1, 0, 2048, 2048), new int[1 << 22]));
  }

  /** Labels of an OME-Zarr are of its version, lie where it lies and say where it is. */
  @Test
  void labelsFollowTheirImage() {
    for (OmeVersion version : OmeVersion.values()) {
      Path source = folder.resolve(version + ".ome.zarr");
      Placing placing =
          new Placing(
              new double[] {1, .5, .5},
              new double[] {0, 100, 200},
              new String[] {"", "micrometer", "micrometer"});
      write(source, new OmeImage(version, 30, 20, 1, 1, DataType.UINT8, placing));
      Path place = folder.resolve(version + "-labels.ome.zarr");
      LabelBlocks labels =
          OmeZarrLabels.open(place, source, Calibration.PIXELS, 30, 20, 1, 255, "run");
      for (Block block : labels.blocks()) labels.write(block, new int[600]);
      labels.finish(part -> {});
      Metadata metadata = Metadata.read(place);
      assertEquals(version.zarr(), ZarrGroup.open(place).version());
      assertArrayEquals(
          new double[] {100, 200}, Multiscale.of(metadata).levels().get(0).translation());
      assertEquals(
          "{\"image\":\"../" + version + ".ome.zarr\"}",
          metadata.get("image-label").getAsJsonObject().get("source").toString());
      assertEquals(8, OmeZarr.bits(place));
    }
  }

  /** As the workers of a cluster do. */
  @Test
  void manyBeginTheSameImage() {
    for (int round = 0; round < 5; round++) {
      String name = "many" + round + ".ome.zarr";
      IntStream.range(0, 8)
          .parallel()
          .forEach(
              i -> {
                LabelBlocks labels = labels(name, 3, "run");
                Block block = labels.blocks().get(i % 4);
                labels.write(block, new int[block.height() * block.width()]);
              });
      labels(name, 3, "run").finish(part -> {});
      assertEquals(2300, OmeZarr.read(folder.resolve(name), "many").width());
    }
  }
}
