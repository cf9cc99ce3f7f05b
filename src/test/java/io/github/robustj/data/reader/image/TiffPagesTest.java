package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages of a TIFF file are: by its own tags, by ImageJ, OME and tifffile. */
class TiffPagesTest {

  @TempDir Path folder;

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
}
