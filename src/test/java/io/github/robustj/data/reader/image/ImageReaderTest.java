package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that ImageJ and Java write, and a DICOM file written by hand. */
class ImageReaderTest {

  @TempDir Path folder;

  @Test
  void tiffKeepsItsValuesInEachDepth() {
    byte[] bytes = {(byte) 200, 1, 2, 3, 4, 5};
    short[] shorts = {(short) 40000, 1, 2, 3, 4, 5};
    float[] floats = {-1.5f, 1, 2, 3, 4, 1e20f};
    assertArrayEquals(
        new float[] {200, 1, 2, 3, 4, 5}, Pixels.of(viaTiff(new ByteProcessor(2, 3, bytes))));
    assertArrayEquals(
        new float[] {40000, 1, 2, 3, 4, 5},
        Pixels.of(viaTiff(new ShortProcessor(2, 3, shorts, null))));
    assertArrayEquals(floats, Pixels.of(viaTiff(new FloatProcessor(2, 3, floats))));
  }

  @Test
  void signedValuesStaySigned() {
    ShortProcessor pixels = new ShortProcessor(2, 1);
    pixels.set(0, 32768 - 1000);
    pixels.set(1, 32768 + 40);
    ImagePlus image = new ImagePlus("signed", pixels);
    image.getCalibration().setSigned16BitCalibration();
    assertArrayEquals(new float[] {-1000, 40}, Pixels.of(viaTiff(image)));
  }

  @Test
  void colourImagesHaveThreeChannels() {
    ColorProcessor pixels = new ColorProcessor(2, 1, new int[] {0x0a141e, 0xff0001});
    Image image = viaTiff(pixels);
    assertArrayEquals(new long[] {2, 1, 3, 1}, image.pixels().dimensionsAsLongArray());
    assertArrayEquals(new float[] {10, 255, 20, 0, 30, 1}, Pixels.of(image));
  }

  @Test
  void stacksKeepChannelsSlicesAndCalibration() {
    ImageStack stack = new ImageStack(2, 1);
    for (int plane = 0; plane < 6; plane++)
      stack.addSlice(new ByteProcessor(2, 1, new byte[] {(byte) plane, (byte) (10 + plane)}));
    ImagePlus image = new ImagePlus("stack", stack);
    image.setDimensions(2, 3, 1);
    CompositeImage composite = new CompositeImage(image);
    composite.getCalibration().setUnit("mm");
    composite.getCalibration().pixelWidth = .5;
    composite.getCalibration().pixelHeight = .25;
    composite.getCalibration().pixelDepth = 2;
    Image read = viaTiff(composite);
    assertArrayEquals(new long[] {2, 1, 2, 3}, read.pixels().dimensionsAsLongArray());
    // ImageJ stores channel by channel within a slice.
    assertEquals(3, read.pixels().getAt(0, 0, 1, 1).get());
    assertEquals(14, read.pixels().getAt(1, 0, 0, 2).get());
    // ImageJ writes the size as a resolution of 1/1000000.
    Calibration size = read.calibration();
    assertEquals("mm", size.unit());
    assertArrayEquals(new double[] {.5, .25, 2}, new double[] {size.x(), size.y(), size.z()}, 1e-6);
  }

  @Test
  void pngIsReadInGreyPaletteSixteenBitAndColour() throws IOException {
    Path grey = folder.resolve("grey.dcm.png");
    new FileSaver(new ImagePlus("", new ByteProcessor(2, 1, new byte[] {7, (byte) 250})))
        .saveAsPng(grey.toString());
    assertArrayEquals(new float[] {7, 250}, Pixels.of(ImageReader.read(grey)));
    assertEquals("grey.dcm", ImageReader.read(grey).name());
    assertEquals(Calibration.PIXELS, ImageReader.read(grey).calibration());
    BufferedImage sixteen = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    sixteen.getRaster().setSample(1, 0, 0, 50000);
    assertArrayEquals(new float[] {0, 50000}, Pixels.of(viaImageIO(sixteen, "png")));
    // A palette gives labels a colour; the label is the index.
    assertArrayEquals(new int[] {0, 3, 1, 2}, Pixels.of(MaskImages.read(palette())));
    BufferedImage colour = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    colour.setRGB(0, 0, 0x0a141e);
    assertArrayEquals(new float[] {10, 20, 30}, Pixels.of(viaImageIO(colour, "png")));
  }

  private Path palette() throws IOException {
    byte[] red = {0, (byte) 255, 0, 9};
    BufferedImage image =
        new BufferedImage(
            4, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 4, red, red, red));
    int[] indices = {0, 3, 1, 2};
    for (int x = 0; x < 4; x++) image.getRaster().setSample(x, 0, 0, indices[x]);
    Path file = folder.resolve("palette.png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** JPEG is lossy: an even image keeps its value within 2 of 256. */
  @Test
  void jpegIsRead() throws IOException {
    BufferedImage even = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 128; i++) even.getRaster().setSample(i % 16, i / 16, 0, 100);
    Image image = viaImageIO(even, "jpg");
    assertArrayEquals(new long[] {16, 8, 1, 1}, image.pixels().dimensionsAsLongArray());
    for (float value : Pixels.of(image)) assertEquals(100, value, 2);
  }

  @Test
  void dicomGivesHounsfieldUnitsAndMillimetres() throws IOException {
    byte[] dicom = DicomBuilder.ct(1, 2, "0.5\\0.25", -1024, (short) 24, (short) -10);
    // No extension: DICOM files often have none.
    Image image = ImageReader.read(Files.write(folder.resolve("IM-0001"), dicom));
    assertArrayEquals(new float[] {-1000, -1034}, Pixels.of(image));
    assertEquals(new Calibration(.25, .5, 2.5, "mm"), image.calibration());
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    Path missing = folder.resolve("missing.png");
    assertSentence(() -> ImageReader.read(missing), missing, "no file", "check the path");
    assertSentence(() -> ImageReader.read(folder), folder, "folder", "image file was expected");
  }

  @Test
  void filesThatAreNoImagesAreNamed() throws IOException {
    for (String name : new String[] {"a.png", "a.jpg", "a.tif", "a.dcm", "a.gif", "a", "a.csv"}) {
      Path file = Files.writeString(folder.resolve(name), "value,name\n1,liver\n");
      assertSentence(() -> ImageReader.read(file), file, "cannot be opened as an image", "NIfTI");
    }
  }

  @Test
  void cutOffFilesAreNamed() throws IOException {
    BufferedImage noise = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 4096; i++) noise.getRaster().setSample(i % 64, i / 64, 0, i * i % 251);
    for (String format : new String[] {"png", "jpg"}) {
      Path file = folder.resolve("whole." + format);
      ImageIO.write(noise, format, file.toFile());
      assertCutOff(file);
    }
    Path tiff = folder.resolve("whole.tif");
    new FileSaver(new ImagePlus("", new FloatProcessor(64, 64))).saveAsTiff(tiff.toString());
    assertCutOff(tiff);
    Path dicom = folder.resolve("whole.dcm");
    Files.write(dicom, DicomBuilder.ct(8, 8, "1\\1 ", 0, new short[64]));
    assertCutOff(dicom);
  }

  private static void assertCutOff(Path whole) throws IOException {
    ImageReader.read(whole);
    byte[] bytes = Files.readAllBytes(whole);
    // Half for compressed formats, whose last bytes hold no pixels.
    for (int length : new int[] {bytes.length / 2, bytes.length - bytes.length / 8}) {
      Path cut = whole.resolveSibling("cut-" + whole.getFileName());
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertSentence(() -> ImageReader.read(cut), cut);
    }
  }

  private Image viaTiff(ImageProcessor pixels) {
    return viaTiff(new ImagePlus("", pixels));
  }

  private Image viaTiff(ImagePlus image) {
    Path file = folder.resolve("image.tif");
    if (image.getStackSize() == 1) new FileSaver(image).saveAsTiff(file.toString());
    else new FileSaver(image).saveAsTiffStack(file.toString());
    return ImageReader.read(file);
  }

  private Image viaImageIO(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("image." + format);
    ImageIO.write(image, format, file.toFile());
    return ImageReader.read(file);
  }
}
