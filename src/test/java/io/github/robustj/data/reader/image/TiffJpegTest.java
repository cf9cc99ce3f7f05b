package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.data.Image;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.RobustJException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import net.imglib2.img.cell.LazyCellImg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slides compressed by JPEG, written by libtiff and libvips, against what libtiff reads. */
class TiffJpegTest {

  /**
   * Decoders may differ: the inverse cosine transform by 1 (ISO 10918-2 allows that for most
   * numbers), which the colours of BT.601 multiply by 1.772 at most, and rounding.
   */
  private static final float TOLERANCE = 3;

  @TempDir Path folder;

  private Path file(String name) throws IOException {
    try (var in = TiffJpegTest.class.getResourceAsStream("/fixtures/slides/" + name)) {
      return Files.write(folder.resolve(name), in.readAllBytes());
    }
  }

  private float[] truth(String name) throws IOException {
    return Pixels.of(ImageReader.read(file(name + ".png")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ycbcr-tiles",
        "ycbcr-strips",
        "rgb-strips",
        "grey-tiles",
        "planar-tiles",
        "pyramid",
        "svs"
      })
  void readsWhatLibtiffReads(String name) throws IOException {
    Path file = file(name + ".tif");
    float[] truth = truth(name);
    Image lazy = Tiff.readLazily(file, Role.IMAGE);
    assertTrue(lazy.pixels() instanceof LazyCellImg);
    assertArrayEquals(truth, Pixels.of(lazy), TOLERANCE);
    assertEquals(70, lazy.width());
    assertArrayEquals(Pixels.of(lazy), Pixels.of(ImageReader.read(file)));
    assertEquals(8, ImageReader.bits(file));
  }

  /** Thumbnail, level, label and macro of a slide are pages that nothing marks. */
  @Test
  void ofSlidesTheFullResolutionIsTaken() throws IOException {
    Image svs = ImageReader.read(file("svs.tif"));
    assertArrayEquals(new long[] {70, 53, 3, 1}, svs.pixels().dimensionsAsLongArray());
    assertEquals(.499, svs.calibration().x());
    assertEquals("micron", svs.calibration().unit());
    Image second = ImageReader.read(file("label-first.tif"));
    assertArrayEquals(truth("ycbcr-tiles"), Pixels.of(second), TOLERANCE);
  }

  private static BufferedImage picture(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) picture.setRGB(x, y, (5 * x << 16) + (90 << 8) + 6 * y);
    return picture;
  }

  /** With the marker of JFIF, which is 18 bytes behind the first two. */
  private static byte[] jpeg(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture(width, height), "jpg", out);
    return out.toByteArray();
  }

  private static final byte[] ADOBE = {
    (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  /** What markers say of the colours does not count, but what the page says. */
  @ParameterizedTest
  @CsvSource({"6, -1", "6, 0", "6, 1", "6, 2", "2, -1", "2, 0", "2, 1", "2, 2"})
  void thePageSaysWhatTheColoursAre(int photometric, int adobe) throws IOException {
    byte[] jfif = jpeg(40, 30);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.write(jfif, 0, adobe < 0 ? 20 : 2);
    byte[] marker = ADOBE.clone();
    marker[15] = (byte) adobe;
    if (adobe >= 0 && adobe < 2) stream.writeBytes(marker);
    stream.write(jfif, 20, jfif.length - 20);
    Path file =
        new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
            .page(40, 30, 8, stream.toByteArray())
            .with(258, 8, 8, 8)
            .with(259, 7)
            .with(262, photometric)
            .with(277, 3)
            .write(folder.resolve("a.tif"));
    float[] read = Pixels.of(ImageReader.read(file));
    BufferedImage whole = ImageIO.read(new java.io.ByteArrayInputStream(jfif));
    for (int i = 0; i < 40 * 30; i++) {
      int rgb = whole.getRGB(i % 40, i / 40);
      double[] expected = {rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255};
      if (photometric == 2) expected = stored(expected);
      for (int c = 0; c < 3; c++) assertEquals(expected[c], read[c * 40 * 30 + i], TOLERANCE);
    }
  }

  /** Luminance and differences of a colour by ITU-R BT.601. */
  private static double[] stored(double[] rgb) {
    double y = .299 * rgb[0] + .587 * rgb[1] + .114 * rgb[2];
    return new double[] {y, 128 + (rgb[2] - y) / 1.772, 128 + (rgb[0] - y) / 1.402};
  }

  private long[] numbers(Path file, int tag) {
    return FileBytes.read(file, in -> TiffPage.read(file, in).get(0).numbers(tag));
  }

  private Path changed(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("changed.tif"), bytes);
  }

  @Test
  void aDamagedTileIsNamed() throws IOException {
    Path whole = file("ycbcr-tiles.tif");
    byte[] bytes = Files.readAllBytes(whole);
    int fourth = (int) numbers(whole, TiffPage.TILE_OFFSETS)[4];
    int length = (int) numbers(whole, TiffPage.TILE_BYTES)[4];
    byte[] none = bytes.clone();
    none[fourth] = 0;
    assertSentence(
        () -> Pixels.of(ImageReader.read(changed(none))),
        folder.resolve("changed.tif"),
        "tile at x = 32, y = 32 is no JPEG stream");
    byte[] cut = bytes.clone();
    // An early last marker in the place of the pixels' second half.
    cut[fourth + length / 2] = (byte) 0xff;
    cut[fourth + length / 2 + 1] = (byte) 0xd9;
    assertSentence(
        () -> Pixels.of(ImageReader.read(changed(cut))),
        folder.resolve("changed.tif"),
        "tile at x = 32, y = 32 cannot be decoded");
    // Other tiles stay readable.
    Image image = ImageReader.read(changed(cut));
    assertTrue(image.pixels().getAt(69, 52, 2, 0).get() > 0);
  }

  @Test
  void tablesThatAreMissingAreNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(file("ycbcr-tiles.tif"));
    boolean found = false;
    for (int i = 8; i < bytes.length - 3 && !found; i++) {
      // The field of the tables, of type 7.
      found = bytes[i] == 0x5b && bytes[i + 1] == 1 && bytes[i + 2] == 7 && bytes[i + 3] == 0;
      if (found) bytes[i + 1] = 100;
    }
    assertTrue(found);
    assertSentence(
        () -> Pixels.of(ImageReader.read(changed(bytes))),
        folder.resolve("changed.tif"),
        "tile at x = 0, y = 0",
        "needs tables");
  }

  @Test
  void aTileOfAnotherSizeIsNamed() throws IOException {
    TiffBuilder tiff =
        new TiffBuilder(ByteOrder.LITTLE_ENDIAN)
            .page(48, 32, 8, jpeg(40, 32))
            .with(258, 8, 8, 8)
            .with(259, 7)
            .with(262, 6)
            .with(277, 3);
    assertSentence(
        () -> ImageReader.read(tiff.write(folder.resolve("b.tif"))),
        folder.resolve("b.tif"),
        "strip at y = 0 has 40 x 32 pixels of 3 numbers, but 48 x 32 of 3 were expected");
  }

  @ParameterizedTest
  @CsvSource({"6, old-style JPEG (6)", "33003, JPEG 2000 (33003)", "33005, JPEG 2000 (33005)"})
  void otherJpegsAreNamedAndWhatToDo(int compression, String name) throws IOException {
    Path file = TiffBuilder.counting(4, 4).with(259, compression).write(folder.resolve("c.tif"));
    assertSentence(() -> ImageReader.read(file), file, name, "bioformats2raw");
  }

  @Test
  void labelsInJpegAreRefused() throws IOException {
    Path file = file("grey-tiles.tif");
    assertSentence(() -> MaskImages.read(file), file, "label image", "changes values");
  }

  @Test
  void noDamageGoesUnsaidOrEndsOtherwise() throws IOException {
    byte[] whole = Files.readAllBytes(file("pyramid.tif"));
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = whole.clone();
      for (int k = 0; k < 3; k++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      Path file = changed(bytes);
      try {
        Image image = ImageReader.read(file);
        if ((long) image.width() * image.height() < 1 << 16) Pixels.of(image);
      } catch (RobustJException e) {
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      }
    }
  }
}
