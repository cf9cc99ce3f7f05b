package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.LUT;
import io.github.robustj.data.Calibration;
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
import java.util.Arrays;
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

  @Test
  void directoriesThatFormALoopAreNamed() throws IOException {
    byte[] bytes = TiffBuilder.counting(4, 4).bytes();
    int entries = bytes[8];
    bytes[8 + 2 + 12 * entries] = 8;
    assertSentence(() -> ImageReader.read(file(bytes)), "loop", "damaged");
  }

  @Test
  void pagesAreWhatOmeSaysTheyAre() throws IOException {
    assertOme("XYCZT", 2, 3, 1, "", new int[] {0, 1, 2, 3, 4, 5});
    // Slices first: page 1 is the second slice of the first channel.
    assertOme("XYZCT", 2, 3, 1, "", new int[] {0, 3, 1, 4, 2, 5});
    assertOme("XYTCZ", 2, 1, 3, "", new int[] {0, 3, 1, 4, 2, 5});
    String shuffled =
        "<TiffData IFD=\"1\" FirstC=\"0\" PlaneCount=\"1\"/><TiffData IFD=\"0\" FirstC=\"1\" PlaneCount=\"1\"/>";
    assertOme("XYCZT", 2, 1, 1, shuffled, new int[] {1, 0});
  }

  private void assertOme(String order, int c, int z, int t, String data, int[] pages)
      throws IOException {
    Image read = ImageReader.read(ome(c * z * t, order, c, z, t, data));
    assertArrayEquals(new long[] {1, 1, c, z * t}, read.pixels().dimensionsAsLongArray());
    float[] expected = new float[pages.length];
    for (int i = 0; i < pages.length; i++) expected[i] = pages[i];
    assertArrayEquals(expected, Pixels.of(read), order);
    // 0.5 microns, which OME leaves unsaid.
    assertEquals(new Calibration(.5, .25, 0, "micron"), read.calibration());
  }

  /** Page 1 is the second slice of the first channel. */
  @Test
  void pagesAreWhatTifffileSaysTheyAre() throws IOException {
    String[] letters = {"CZYX", "ZCYX", "ZYX"};
    int[][] shapes = {{2, 3}, {3, 2}, {6}};
    float[][] expected = {{0, 3, 1, 4, 2, 5}, {0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4, 5}};
    for (int i = 0; i < 3; i++) {
      String sizes = Arrays.toString(shapes[i]).replace("]", ", 1, 1]");
      Path file = described("{\"shape\": %s, \"axes\": \"%s\"}".formatted(sizes, letters[i]));
      Image read = ImageReader.read(file);
      assertEquals(i < 2 ? 2 : 1, read.channels(), letters[i]);
      assertArrayEquals(expected[i], Pixels.of(read), letters[i]);
    }
    Path wrong = described("{\"shape\": [2, 2, 1, 1], \"axes\": \"CZYX\"}");
    assertSentence(() -> ImageReader.read(wrong), "CZYX of 2, 2, 1, 1", "has 6");
  }

  private Path described(String text) throws IOException {
    TiffBuilder tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN);
    for (int page = 0; page < 6; page++) {
      tiff.page(1, 1, 8, new byte[] {(byte) page});
      if (page == 0) tiff.with(270, text);
    }
    return tiff.write(file());
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, '', 0.5",
    "500, nm, 0.5",
    "5000, \u00c5, 0.5",
    "0.5, &#181;m, 0.5",
    "2, mm, 2000",
    "1, in, 25400",
    "2, reference frame, 0",
    "1, pixel, 0",
    "0, mm, 0",
    "NaN, mm, 0",
    "2d, mm, 0",
    "0x1p3, mm, 0"
  })
  void omeSizesAreLengthsOrNone(String size, String unit, double microns) throws IOException {
    String of = unit.isEmpty() ? "" : " PhysicalSizeXUnit='" + unit + "'";
    String xml =
        "<OME><!-- <Image/> --><Image><Pixels DimensionOrder='XYCZT' SizeX='4' SizeY='4' SizeC='1'"
            + " SizeZ='1' SizeT='1' PhysicalSizeX='"
            + size
            + "'"
            + of
            + "/></Image></OME>";
    Image read = ImageReader.read(TiffBuilder.counting(4, 4).with(270, xml).write(file()));
    Calibration expected =
        microns > 0 ? new Calibration(microns, microns, 1, "micron") : Calibration.PIXELS;
    assertEquals(expected.unit(), read.calibration().unit());
    assertEquals(expected.x(), read.calibration().x(), 1e-9 * expected.x());
    assertEquals(expected.y(), read.calibration().y(), 1e-9 * expected.y());
    Path other = TiffBuilder.counting(2, 8).with(270, xml).write(file());
    assertSentence(() -> ImageReader.read(other), "planes of 4 x 4 in pages of 2 x 8");
  }

  @Test
  void planesWithoutAPageAreThereOrNamed() throws IOException {
    Path cut = TiffBuilder.counting(4, 4).with(270, "ImageJ=1.54\nimages=2\n").write(file());
    assertSentence(() -> ImageReader.read(cut), cut, "cut off");
    Path metamorph = TiffBuilder.counting(4, 4).with(33629, 1, 2, 3, 4, 5, 6).write(file());
    assertSentence(() -> ImageReader.read(metamorph), "MetaMorph", "convert");
    TiffBuilder inks = new TiffBuilder(ByteOrder.LITTLE_ENDIAN).page(2, 2, 8, new byte[16]);
    Path planar = inks.with(262, 5).with(277, 4).with(258, 8, 8, 8, 8).with(284, 2).write(file());
    assertSentence(() -> ImageReader.read(planar), "colours 5", "convert");
  }

  @Test
  void omeThatDoesNotFitIsRefused() throws IOException {
    assertSentence(
        () -> ImageReader.read(ome(5, "XYCZT", 2, 3, 1, "")), "2 channels x 3 slices", "5 pages");
    assertSentence(() -> ImageReader.read(ome(6, "XYQZT", 2, 3, 1, "")), "DimensionOrder", "OME");
    String twice = "<TiffData IFD=\"0\" PlaneCount=\"1\"/><TiffData IFD=\"1\" PlaneCount=\"1\"/>";
    assertSentence(() -> ImageReader.read(ome(2, "XYCZT", 2, 1, 1, twice)), "no place, or two");
    String two = "<UUID FileName=\"a\">1</UUID><UUID FileName=\"b\">2</UUID>";
    assertSentence(() -> ImageReader.read(ome(2, "XYCZT", 2, 1, 1, two)), "several files");
  }

  /** ImageJ shows all pages as slices; the model would see other numbers than in the file. */
  @Test
  void openImagesThatImageJShowsWithoutTheirOmeAreRefused() throws IOException {
    Path file = ome(2, "XYCZT", 2, 1, 1, "");
    ImagePlus shown = new Opener().openImage(file.toString());
    assertEquals(1, shown.getNChannels());
    assertSentence(() -> ImagePlusConverter.toImage(shown), "not shown as its file", "Hyperstacks");
  }

  private Path ome(int pages, String order, int c, int z, int t, String data) throws IOException {
    String xml =
        ("<?xml version=\"1.0\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\">"
                + "<Image ID=\"Image:0\"><Pixels ID=\"Pixels:0\" DimensionOrder=\"%s\" Type=\"uint8\""
                + " SizeX=\"1\" SizeY=\"1\" SizeC=\"%d\" SizeZ=\"%d\" SizeT=\"%d\""
                + " PhysicalSizeX=\"0.5\" PhysicalSizeY=\"250\" PhysicalSizeYUnit=\"nm\">%s</Pixels></Image></OME>")
            .formatted(order, c, z, t, data);
    TiffBuilder tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN);
    for (int page = 0; page < pages; page++) {
      tiff.page(1, 1, 8, new byte[] {(byte) page});
      if (page == 0) tiff.with(270, xml);
    }
    return tiff.write(file());
  }

  @Test
  void slicesAndFramesTogetherFollowEachOther() throws IOException {
    TiffBuilder tiff = new TiffBuilder(ByteOrder.LITTLE_ENDIAN);
    for (int page = 0; page < 12; page++) tiff.page(1, 1, 8, new byte[] {(byte) page});
    Path plain = tiff.write(file());
    assertEquals(12, ImageReader.read(plain).slices());
    ImagePlus hyperstack = new Opener().openImage(plain.toString());
    hyperstack.setDimensions(2, 3, 2);
    Path file = file();
    new FileSaver(hyperstack).saveAsTiffStack(file.toString());
    Image read = ImageReader.read(file);
    assertArrayEquals(new long[] {1, 1, 2, 6}, read.pixels().dimensionsAsLongArray());
    ImagePlus shown = new Opener().openImage(file.toString());
    assertEquals(2, shown.getNFrames());
    assertArrayEquals(Pixels.of(ImagePlusConverter.toImage(shown)), Pixels.of(read));
    assertTrue(read.notes().get(0).contains("3 slices of the 2 time points"), read.notes() + "");
  }

  @Test
  void pagesThatDifferAreNamedAndPreviewsLeftOut() throws IOException {
    Path differing = TiffBuilder.counting(4, 4).page(2, 2, 8, new byte[4]).write(file());
    assertSentence(() -> ImageReader.read(differing), "pages that differ", "4 x 4", "2 x 2");
    Path preview = TiffBuilder.counting(4, 4).page(2, 2, 8, new byte[4]).with(254, 1).write(file());
    assertEquals(1, ImageReader.read(preview).slices());
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
