package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.LUT;
import io.github.robustj.data.Image;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TIFF files that Java writes, and some written by hand, against what was written and ImageJ. */
class TiffTest {

  @TempDir Path folder;

  /** Java's writer is the oracle of what is stored, ImageJ of how it is shown. */
  @ParameterizedTest
  @ValueSource(strings = {"", "LZW", "Deflate", "ZLib", "PackBits"})
  void eachCompressionGivesTheSamplesThatWereWritten(String compression) throws IOException {
    int[] types = {
      BufferedImage.TYPE_BYTE_GRAY,
      BufferedImage.TYPE_USHORT_GRAY,
      BufferedImage.TYPE_3BYTE_BGR,
      BufferedImage.TYPE_BYTE_BINARY
    };
    for (int type : types) {
      BufferedImage picture = noise(new BufferedImage(117, 83, type));
      Path file = write(picture, compression);
      Image read = ImageReader.read(file);
      assertArrayEquals(samples(picture), Pixels.of(read), compression + " of type " + type);
      ImagePlus shown = new Opener().openImage(file.toString());
      // ImageJ does not unpack bits.
      if (type != BufferedImage.TYPE_BYTE_BINARY || compression.isEmpty())
        assertArrayEquals(Pixels.of(ImagePlusConverter.toImage(shown)), Pixels.of(read));
    }
  }

  @Test
  void numbersOfEachKindKeepTheirValue() throws IOException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      ByteBuffer shorts =
          ByteBuffer.allocate(4).order(order).putShort((short) -7).putShort((short) 300);
      Path signed =
          new TiffBuilder(order).page(2, 1, 16, shorts.array()).with(339, 2).write(file());
      assertArrayEquals(new float[] {-7, 300}, Pixels.of(ImageReader.read(signed)));
      ByteBuffer ints = ByteBuffer.allocate(8).order(order).putInt(-7).putInt(70000);
      Path whole = new TiffBuilder(order).page(2, 1, 32, ints.array()).with(339, 2).write(file());
      assertArrayEquals(new float[] {-7, 70000}, Pixels.of(ImageReader.read(whole)));
      Path unsigned = new TiffBuilder(order).page(2, 1, 32, ints.array()).write(file());
      assertArrayEquals(new float[] {4294967289f, 70000}, Pixels.of(ImageReader.read(unsigned)));
      ByteBuffer floats = ByteBuffer.allocate(8).order(order).putFloat(-.5f).putFloat(1e20f);
      Path real = new TiffBuilder(order).page(2, 1, 32, floats.array()).with(339, 3).write(file());
      assertArrayEquals(new float[] {-.5f, 1e20f}, Pixels.of(ImageReader.read(real)));
    }
  }

  /** By hand: 10, +2, +3 in the first row, 7, -1, -1 in the second. */
  @Test
  void differencesAreSummedRowByRow() throws IOException {
    byte[] stored = {10, 2, 3, 7, -1, -1};
    TiffBuilder tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN).page(3, 2, 8, stored).with(317, 2);
    assertArrayEquals(
        new float[] {10, 12, 15, 7, 6, 5}, Pixels.of(ImageReader.read(tiff.write(file()))));
    // Each page is packed in its own way.
    tiff.page(3, 2, 8, new byte[] {1, 2, 3, 4, 5, 6});
    assertArrayEquals(
        new float[] {10, 12, 15, 7, 6, 5, 1, 2, 3, 4, 5, 6},
        Pixels.of(ImageReader.read(tiff.write(file()))));
  }

  @Test
  void whereWhiteIsZeroBrightIsHighAndItIsSaid() throws IOException {
    Path file = TiffBuilder.counting(2, 2).with(262, 0).write(file());
    Image read = ImageReader.read(file);
    assertArrayEquals(new float[] {255, 254, 253, 252}, Pixels.of(read));
    assertTrue(read.notes().get(0).contains("inverted"), read.notes().toString());
    // As ImageJ shows it: the same numbers from the open image.
    ImagePlus shown = new Opener().openImage(file.toString());
    assertArrayEquals(Pixels.of(read), Pixels.of(ImagePlusConverter.toImage(shown)));
    // A label means its number, whatever it looks like.
    assertArrayEquals(new int[] {0, 1, 2, 3}, Pixels.of(MaskImages.read(file)));
  }

  @Test
  void invertingLookUpTablesOfOpenImagesAreInverted() {
    ImagePlus image = new ImagePlus("inverted", new ByteProcessor(2, 1, new byte[] {0, 100}));
    image.getProcessor().invertLut();
    assertArrayEquals(new float[] {255, 155}, Pixels.of(ImagePlusConverter.toImage(image)));
    assertArrayEquals(new int[] {0, 100}, Pixels.of(ImagePlusConverter.toMask(image)));
    assertEquals(100, image.getProcessor().get(1));
  }

  @Test
  void palettesOfOtherProgramsAreColoursOfAnImageAndNumbersOfALabel() throws IOException {
    byte[] red = {0, (byte) 200, 0, 0};
    byte[] blue = {0, 0, (byte) 100, 0};
    byte[] map = new byte[256];
    byte[] other = new byte[256];
    System.arraycopy(red, 0, map, 0, 4);
    System.arraycopy(blue, 0, other, 0, 4);
    BufferedImage picture =
        new BufferedImage(
            3, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 256, map, map, other));
    for (int x = 0; x < 3; x++) picture.getRaster().setSample(x, 0, 0, x);
    Path file = write(picture, "");
    assertArrayEquals(
        new float[] {0, 200, 0, 0, 200, 0, 0, 0, 100}, Pixels.of(ImageReader.read(file)));
    assertArrayEquals(new int[] {0, 1, 2}, Pixels.of(MaskImages.read(file)));
    ImagePlus shown = new Opener().openImage(file.toString());
    assertSentence(() -> ImagePlusConverter.toImage(shown), "not shown as its file", "RGB Color");
    // With a look-up table of ImageJ the numbers are intensities.
    ImagePlus fire = new ImagePlus("", new ByteProcessor(2, 1, new byte[] {3, 9}));
    fire.getProcessor().setLut(new LUT(map, other, map));
    Path saved = folder.resolve("fire.tif");
    IJ.saveAsTiff(fire, saved.toString());
    assertArrayEquals(new float[] {3, 9}, Pixels.of(ImageReader.read(saved)));
    assertArrayEquals(
        new float[] {3, 9}, Pixels.of(ImagePlusConverter.toImage(IJ.openImage(saved.toString()))));
  }

  @ParameterizedTest
  @CsvSource({
    "259, 6, old-style JPEG",
    "259, 34712, JPEG 2000",
    "259, 50000, Zstandard",
    "259, 4, fax",
    "259, 12345, unknown kind 12345",
    "258, 64, 64-bit",
    "258, 4, 4-bit",
    "339, 6, complex",
    "317, 3, floating-point",
    "262, 6, colours 6",
    "338, 1, transparent"
  })
  void otherKindsAreNamedAndHowToConvertThem(int tag, int value, String word) throws IOException {
    Path file = TiffBuilder.counting(4, 4).with(tag, value).write(file());
    assertSentence(
        () -> ImageReader.read(file), file, "TIFF file", word, "convert it", "Bio-Formats");
  }

  @Test
  void halfAndDoubleFloatsAndOrientationAreNamed() throws IOException {
    Path half = TiffBuilder.counting(4, 4).with(258, 16).with(339, 3).write(file());
    assertSentence(() -> ImageReader.read(half), "16-bit floating-point", "convert");
    Path turned = TiffBuilder.counting(4, 4).with(274, 6).write(file());
    assertSentence(() -> ImageReader.read(turned), "orientation tag 6", "upright");
    assertSentence(() -> MaskImages.read(turned), "orientation tag 6", "upright");
    assertEquals(
        4, ImageReader.read(TiffBuilder.counting(4, 4).with(274, 1).write(file())).width());
  }

  private int files;

  private Path file() {
    return folder.resolve("image" + files++ + ".tif");
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(file(), bytes);
  }

  /** Values that repeat, so that each compression has something to do, and some that do not. */
  private static BufferedImage noise(BufferedImage picture) {
    int most = (1 << picture.getColorModel().getComponentSize(0)) - 1;
    if (picture.getType() == BufferedImage.TYPE_BYTE_BINARY) most = 1;
    for (int y = 0; y < picture.getHeight(); y++)
      for (int x = 0; x < picture.getWidth(); x++)
        for (int band = 0; band < picture.getRaster().getNumBands(); band++) {
          int value = x < 40 ? y / 7 : x * x * 31 + y * 7919 + band * 101;
          picture.getRaster().setSample(x, y, band, value % (most + 1));
        }
    return picture;
  }

  private static float[] samples(BufferedImage picture) {
    List<Float> values = new ArrayList<>();
    int scale = picture.getType() == BufferedImage.TYPE_BYTE_BINARY ? 255 : 1;
    for (int band = 0; band < picture.getRaster().getNumBands(); band++)
      for (int y = 0; y < picture.getHeight(); y++)
        for (int x = 0; x < picture.getWidth(); x++)
          values.add((float) scale * picture.getRaster().getSample(x, y, band));
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) array[i] = values.get(i);
    return array;
  }

  private Path write(BufferedImage picture, String compression) throws IOException {
    Path path = file();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    try (var out = ImageIO.createImageOutputStream(new File(path.toString()))) {
      writer.setOutput(out);
      ImageWriteParam how = writer.getDefaultWriteParam();
      if (!compression.isEmpty()) {
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionType(compression);
      }
      writer.write(null, new IIOImage(picture, null, null), how);
    } finally {
      writer.dispose();
    }
    return path;
  }
}
