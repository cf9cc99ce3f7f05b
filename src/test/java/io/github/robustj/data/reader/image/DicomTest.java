package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.io.Opener;
import io.github.robustj.data.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DICOM files written by hand, against the standard and, where it is right, ImageJ. */
class DicomTest {

  private static final String EXPLICIT = "1.2.840.10008.1.2.1\0";

  @TempDir Path folder;

  @Test
  void whereWhiteIsZeroBrightIsHighAndItIsSaid() throws IOException {
    Path file = file(kind(1, "MONOCHROME1", 8, 8, 0).bytes((byte) 0, (byte) 200));
    Image read = ImageReader.read(file);
    assertArrayEquals(new float[] {255, 55}, Pixels.of(read));
    assertTrue(read.notes().get(0).contains("inverted"));
    ImagePlus shown = new Opener().openImage(file.toString());
    assertArrayEquals(Pixels.of(read), Pixels.of(ImagePlusConverter.toImage(shown)));
    assertArrayEquals(new int[] {0, 200}, Pixels.of(MaskImages.read(file)));
  }

  /** -2 and 3 in 8 and 12 bits, times 2 less 10. */
  @ParameterizedTest
  @CsvSource({"8, 8", "16, 12", "16, 16", "32, 32"})
  void signedPixelsAreScaledWithTheirSign(int allocated, int stored) throws IOException {
    byte[] pixels = new byte[2 * allocated / 8];
    long[] values = {-2 & (1L << stored) - 1, 3};
    for (int i = 0; i < 2; i++)
      for (int b = 0; b < allocated / 8; b++)
        pixels[i * allocated / 8 + b] = (byte) (values[i] >> 8 * b);
    DicomBuilder dicom =
        kind(1, "MONOCHROME2", allocated, stored, 1)
            .decimal(0x28, 0x1052, "-10")
            .decimal(0x28, 0x1053, "2");
    assertArrayEquals(
        new float[] {-14, -4}, Pixels.of(ImageReader.read(file(dicom.bytes(pixels)))));
  }

  /** An old overlay in the bits above the stored ones. */
  @Test
  void bitsAboveTheStoredOnesDoNotCount() throws IOException {
    byte[] pixels = {5, (byte) 0xf0, 6, 0};
    Path file = file(kind(1, "MONOCHROME2", 16, 12, 0).bytes(pixels));
    assertArrayEquals(new float[] {5, 6}, Pixels.of(ImageReader.read(file)));
  }

  @Test
  void coloursArePixelByPixelOrPlaneByPlane() throws IOException {
    byte[] pixels = {1, 2, 3, 4, 5, 6};
    Path chunky = file(kind(3, "RGB", 8, 8, 0).element(0x28, 6, 0).bytes(pixels));
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, Pixels.of(ImageReader.read(chunky)));
    Path planar = file(kind(3, "RGB", 8, 8, 0).element(0x28, 6, 1).bytes(pixels));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, Pixels.of(ImageReader.read(planar)));
  }

  @ParameterizedTest
  @CsvSource({
    "3, YBR_FULL, 8",
    "1, PALETTE COLOR, 8",
    "3, RGB, 16",
    "4, ARGB, 8",
    "2, MONOCHROME2, 8",
    "1, MONOCHROME2, 64"
  })
  void otherPixelsAreNamed(int samples, String colours, int bits) throws IOException {
    Path file = file(kind(samples, colours, bits, bits, 0).bytes(new byte[64]));
    assertSentence(() -> ImageReader.read(file), file, colours, bits + " bit", "convert");
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.840.10008.1.2.4.70, JPEG",
    "1.2.840.10008.1.2.5, run lengths",
    "1.2.840.10008.1.2.1.99, Deflate"
  })
  void compressedFilesAreNamed(String syntax, String words) throws IOException {
    DicomBuilder dicom = DicomBuilder.start(syntax).kind(1, "MONOCHROME2", 1, 2, 8, 8, 0);
    Path file = file(dicom.bytes(new byte[2]));
    assertSentence(() -> ImageReader.read(file), file, words, syntax, "decompress");
  }

  /** Behind the group 2 nothing can be read as it stands. */
  @Test
  void deflatedFilesAreNamed() throws IOException {
    byte[] packed = DicomBuilder.start("1.2.840.10008.1.2.1.99").bytes(new byte[40]);
    for (int i = 132 + 32; i < packed.length; i++) packed[i] = (byte) (31 * i);
    assertSentence(() -> ImageReader.read(file(packed)), "Deflate", "decompress");
  }

  @Test
  void moreBytesThanPixelsAreNamedButPaddingIsNot() throws IOException {
    Path padded = file(kind(1, "MONOCHROME2", 16, 16, 0).bytes(new byte[6]));
    assertEquals(2, ImageReader.read(padded).width());
    Path frames = file(kind(1, "MONOCHROME2", 8, 8, 0).bytes(new byte[4]));
    assertSentence(() -> ImageReader.read(frames), frames, "4 bytes", "2 were expected");
    byte[] items = {(byte) 0xfe, (byte) 0xff, 0, (byte) 0xe0, 0, 0};
    Path compressed = file(kind(1, "MONOCHROME2", 16, 16, 0).bytes(items));
    assertSentence(() -> ImageReader.read(compressed), "compressed", "write it again");
  }

  @Test
  void wildSizesAreFoundBeforeMemoryIsTaken() throws IOException {
    DicomBuilder dicom =
        DicomBuilder.start(EXPLICIT).kind(1, "MONOCHROME2", 65535, 16000, 16, 16, 0);
    Path file = file(dicom.bytes(new byte[100]));
    assertSentence(() -> ImageReader.read(file), file);
    for (String number : List.of("x", "2d", "0x1p3", "1,5", "NaN")) {
      DicomBuilder numbers =
          DicomBuilder.start(EXPLICIT)
              .kind(1, "MONOCHROME2", 1, 2, 8, 8, 0)
              .decimal(0x28, 0x1053, number);
      assertSentence(
          () -> ImageReader.read(file(numbers.bytes(new byte[2]))),
          "\"" + number + "\"",
          "damaged");
    }
  }

  @Test
  void framesAreSlices() throws IOException {
    DicomBuilder dicom = kind(1, "MONOCHROME2", 8, 8, 0).decimal(0x28, 8, "3");
    Image read =
        ImageReader.read(
            file(dicom.bytes((byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5, (byte) 6)));
    assertEquals(3, read.slices());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, Pixels.of(read));
  }

  private static DicomBuilder kind(
      int samples, String colours, int allocated, int stored, int signed) {
    return DicomBuilder.start(EXPLICIT).kind(samples, colours, 1, 2, allocated, stored, signed);
  }

  private int files;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("image" + files++ + ".dcm"), bytes);
  }
}
