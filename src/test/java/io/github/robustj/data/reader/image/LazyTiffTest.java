package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import io.github.robustj.data.lazy.BlockCache;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.RobustJException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import net.imglib2.RandomAccess;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TIFF in tiles, BigTIFF, and files larger than any memory. */
class LazyTiffTest {

  private static final int WIDTH = 150;
  private static final int HEIGHT = 101;

  @TempDir Path folder;

  /** By Java's own writer, which is another program than ours. */
  private static void write(Path file, BufferedImage picture, String compression, boolean tiled)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    if (tiled) {
      settings.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setTiling(64, 48, 0, 0);
    }
    if (!compression.isEmpty()) {
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionType(compression);
    }
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), settings);
    }
    writer.dispose();
  }

  private static int value(int band, int y, int x) {
    return (x * 7 + y * 3 + band * 50) % 256;
  }

  private static BufferedImage picture(int type) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, type);
    int bands = picture.getRaster().getNumBands();
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        for (int b = 0; b < bands; b++) picture.getRaster().setSample(x, y, b, value(b, y, x));
    return picture;
  }

  private static void check(Image read, int bands, String what) {
    assertArrayEquals(
        new int[] {WIDTH, HEIGHT, bands, 1},
        new int[] {read.width(), read.height(), read.channels(), read.slices()},
        what);
    RandomAccess<FloatType> at = read.pixels().randomAccess();
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++)
        for (int b = 0; b < bands; b++) {
          at.setPosition(new int[] {x, y, b, 0});
          assertEquals(value(b, y, x), at.get().get(), what + " " + x + " " + y + " " + b);
        }
  }

  @Test
  void readsTilesAndStripsOfAllCompressions() throws IOException {
    int[] types = {
      BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_3BYTE_BGR
    };
    for (int type : types)
      for (String compression : List.of("", "LZW", "Deflate", "ZLib", "PackBits"))
        for (boolean tiled : new boolean[] {true, false}) {
          Path file = folder.resolve("a.tif");
          Files.deleteIfExists(file);
          write(file, picture(type), compression, tiled);
          int bands = type == BufferedImage.TYPE_3BYTE_BGR ? 3 : 1;
          Image read = tiled ? ImageReader.read(file) : Tiff.readLazily(file, Role.IMAGE);
          assertTrue(read.pixels() instanceof LazyCellImg);
          check(read, bands, type + " " + compression + " " + tiled);
          int bits = type == BufferedImage.TYPE_USHORT_GRAY ? 16 : 8;
          assertEquals(bits, ImageReader.bits(file));
        }
  }

  /** What is read whole is the same lazily, but for grey that is stored as colours. */
  @Test
  void readsTheSameLazilyAsWhole() throws IOException {
    int compared = 0;
    for (byte[] bytes : ImageSeeds.all().get("tif")) {
      Path file = Files.write(folder.resolve("b.tif"), bytes);
      Image whole = ImageReader.read(file);
      Image lazy = Tiff.readLazily(file, Role.IMAGE);
      assertEquals(whole.calibration(), lazy.calibration());
      if (whole.channels() != lazy.channels()) continue;
      assertArrayEquals(Pixels.of(whole), Pixels.of(lazy));
      compared++;
    }
    assertTrue(compared > 3, compared + " files");
  }

  private static float at(Image image, long... place) {
    RandomAccess<FloatType> access = image.pixels().randomAccess();
    access.setPosition(place);
    return access.get().get();
  }

  private static final int SIDE = 100_000;

  /** 10^10 pixels in one strip, as a large uncompressed BigTIFF has them. */
  @Test
  void readsBeyondTwoToThe31Pixels() throws IOException {
    long last = (long) SIDE * SIDE - 1;
    long middle = 43_210L * SIDE + 77_777;
    Path file =
        new LargeTiff(folder.resolve("large.tif"), SIDE, SIDE, 1)
            .with(273, LargeTiff.PIXELS)
            .with(278, SIDE)
            .with(279, (long) SIDE * SIDE)
            .write(Map.of(0L, 9, last, 7, middle, 5), 0);
    Image image = ImageReader.read(file);
    assertEquals(SIDE, image.width());
    assertEquals(SIDE, image.height());
    assertEquals(9, at(image, 0, 0, 0, 0));
    assertEquals(7, at(image, SIDE - 1, SIDE - 1, 0, 0));
    assertEquals(5, at(image, 77_777, 43_210, 0, 0));
    assertEquals(0, at(image, 77_778, 43_210, 0, 0));
    assertEquals(8, ImageReader.bits(file));
  }

  @Test
  void readsTilesBeyondTwoToThe31Pixels() throws IOException {
    int tile = 1024;
    int across = (SIDE + tile - 1) / tile;
    long[] offsets = new long[across * across];
    long[] lengths = new long[offsets.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = LargeTiff.PIXELS + (long) i * tile * tile;
      lengths[i] = tile * tile;
    }
    int x = 77_777;
    int y = 43_210;
    long number = (long) (y / tile) * across + x / tile;
    long place = number * tile * tile + (long) (y % tile) * tile + x % tile;
    Path file =
        new LargeTiff(folder.resolve("tiles.tif"), SIDE, SIDE, 1)
            .with(322, tile)
            .with(323, tile)
            .with(324, offsets)
            .with(325, lengths)
            .write(Map.of(place, 5), 1L << 28);
    Image image = ImageReader.read(file);
    assertEquals(5, at(image, x, y, 0, 0));
    assertEquals(0, at(image, SIDE - 1, SIDE - 1, 0, 0));
  }

  /** As ImageJ writes stacks of more than 4 GB: one directory, then plane after plane. */
  @Test
  void readsPlanesWithoutDirectories() throws IOException {
    long plane = 20_000L * 30_000;
    Path file =
        new LargeTiff(folder.resolve("stack.tif"), 20_000, 30_000, 8)
            .with(270, "ImageJ=1.54p\nimages=8\nslices=8\n")
            .with(273, LargeTiff.PIXELS)
            .with(278, 30_000)
            .with(279, plane)
            .write(Map.of(7 * plane + 29_999L * 20_000 + 3, 5), 0);
    Image image = ImageReader.read(file);
    assertEquals(8, image.slices());
    assertEquals(5, at(image, 3, 29_999, 0, 7));
    assertEquals(0, at(image, 3, 29_999, 0, 6));
  }

  @Test
  void pagesInTilesOfDifferentSizesAreASentence() throws IOException {
    Path file =
        TiffBuilder.counting(16, 16)
            .with(322, 16)
            .with(323, 16)
            .page(16, 16, 8, new byte[512])
            .with(322, 32)
            .with(323, 16)
            .write(folder.resolve("d.tif"));
    assertSentence(() -> ImageReader.read(file), file, "tiles of different sizes", "convert it");
  }

  /** A small file may be a large image. */
  @Test
  void numbersAreKnownByTheHeader() throws IOException {
    TiffBuilder slide =
        TiffBuilder.counting(50_000, 1).with(257, 40_000).with(322, 65_536).with(323, 40_000);
    Path file = slide.with(324, 0).with(325, 0).write(folder.resolve("f.tif"));
    // One tile of 2^31 pixels is none, and so is a file in strips.
    assertEquals(0, ImageReader.lazyNumbers(file));
    slide.with(322, 50_000).with(323, 200).with(324, new int[200]).with(325, new int[200]);
    assertEquals(2e9, ImageReader.lazyNumbers(slide.write(file)));
    assertEquals(0, ImageReader.lazyNumbers(TiffBuilder.counting(4, 4).write(file)));
  }

  /** GDAL leaves out tiles of zeros: their place and length are 0. */
  @Test
  void tilesThatAreLeftOutAreZeros() throws IOException {
    for (int compression : new int[] {1, 8}) {
      Path file =
          TiffBuilder.counting(16, 16)
              .with(259, compression)
              .with(257, 32)
              .with(322, 16)
              .with(323, 16)
              .with(324, 0, 0)
              .with(325, 0, 0)
              .write(folder.resolve("e.tif"));
      assertArrayEquals(new float[16 * 32], Pixels.of(ImageReader.read(file)));
    }
  }

  /**
   * Tiles that fit into what is for blocks of Java's memory in the type that they have, and not as
   * numbers of 32 bit, of each type.
   */
  @ParameterizedTest
  @CsvSource({"8, 1, 1", "8, 3, 1", "16, 1, 2"})
  void tilesMayBeAsLargeAsTheirOwnTypeAllows(int bits, int samples, int bytes) throws IOException {
    long most = BlockCache.shared().most() / 2;
    int side = 16 * (int) (Math.sqrt(most / (bytes * samples)) / 16);
    int[] all = new int[samples];
    Arrays.fill(all, bits);
    Path file =
        new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
            .page(side, side, bits, new byte[16])
            .with(258, all)
            .with(262, samples == 1 ? 1 : 2)
            .with(277, samples)
            .with(322, side)
            .with(323, side)
            .with(324, 0)
            .with(325, 0)
            .write(folder.resolve("large tiles.tif"));
    assertEquals(side, ImageReader.read(file).width());
  }

  @Test
  void damageIsASentence() throws IOException {
    Path file = folder.resolve("c.tif");
    write(file, picture(BufferedImage.TYPE_BYTE_GRAY), "LZW", true);
    byte[] whole = Files.readAllBytes(file);
    for (int length = 8; length < whole.length; length += whole.length / 50) {
      Files.write(file, Arrays.copyOf(whole, length));
      RobustJException e = assertThrows(RobustJException.class, () -> all(file), "cut " + length);
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] changed = whole.clone();
      for (int k = 0; k < 4; k++) changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      Files.write(file, changed);
      try {
        all(file);
      } catch (RobustJException e) {
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      }
    }
  }

  private static void all(Path file) {
    Image image = ImageReader.read(file);
    if ((long) image.width() * image.height() > 1 << 20) return;
    Pixels.of(image);
  }
}
