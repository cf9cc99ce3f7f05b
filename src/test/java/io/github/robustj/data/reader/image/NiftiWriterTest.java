package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiftiWriterTest {

  @TempDir Path folder;

  private final Calibration size = new Calibration(.5, .25, 3, "mm");
  private final float[] values = {-1.5f, 0, 2e20f, 4, 5, 6, 7, 8};
  private final int[] labels = {0, 1, 255, 70000, 4, 5, 6, 7};

  @Test
  void imagesComeBackWithTheirPixelSize() {
    Path file = folder.resolve("new/a.nii.gz");
    NiftiWriter.write(file, image(size));
    Image read = ImageReader.read(file);
    assertArrayEquals(values, Pixels.of(read));
    assertArrayEquals(new long[] {2, 1, 1, 4}, read.pixels().dimensionsAsLongArray());
    assertEquals(size, read.calibration());
  }

  @Test
  void masksComeBackWithTheirPixelSize() {
    Path file = folder.resolve("a.nii.gz");
    NiftiWriter.write(file, mask(), new Calibration(2, 2, 2, "micron"));
    assertArrayEquals(labels, Pixels.of(MaskImages.read(file)));
    assertEquals("micron", ImageReader.read(file).calibration().unit());
  }

  /** The fields that other programs look at, by their places in the standard. */
  @Test
  void theHeaderFollowsTheStandard() throws IOException {
    Path file = folder.resolve("a.nii.gz");
    NiftiWriter.write(file, image(size));
    ByteBuffer header = bytes(file);
    assertEquals(352 + 4 * values.length, header.capacity());
    assertEquals(348, header.getInt(0));
    short[] dims = new short[8];
    for (int i = 0; i < 8; i++) dims[i] = header.getShort(40 + 2 * i);
    assertArrayEquals(new short[] {3, 2, 1, 4, 1, 1, 1, 1}, dims);
    assertEquals(16, header.getShort(70));
    assertEquals(32, header.getShort(72));
    assertEquals(352, header.getFloat(108));
    assertEquals(2, header.get(123));
    assertEquals('n' | '+' << 8 | '1' << 16, header.getInt(344));
    assertEquals(-1.5f, header.getFloat(352));
  }

  @Test
  void resultsStandWhereTheirImageStands() throws IOException {
    Path source = placed(folder.resolve("source.nii"));
    Path image = folder.resolve("image.nii.gz");
    Path mask = folder.resolve("mask.nii.gz");
    NiftiWriter.write(image, image(Calibration.PIXELS), source);
    NiftiWriter.write(mask, mask(), source);
    for (Path file : new Path[] {image, mask}) {
      ByteBuffer header = bytes(file);
      assertEquals(-1, header.getFloat(76), "which way the third axis points");
      assertEquals(2, header.getShort(252));
      assertEquals(1, header.getShort(254));
      for (int i = 0; i < 18; i++) assertEquals(i + .5f, header.getFloat(256 + 4 * i));
      assertEquals(new Calibration(.5, .5, 2, "micron"), ImageReader.read(file).calibration());
    }
    assertArrayEquals(values, Pixels.of(ImageReader.read(image)));
    assertArrayEquals(labels, Pixels.of(MaskImages.read(mask)));
  }

  /** Big-endian, so that copying bytes as they are would show. */
  private Path placed(Path file) throws IOException {
    return new NiftiBuilder(ByteOrder.BIG_ENDIAN, 8)
        .dims(2, 1, 4)
        .type(2, 8)
        .spacing(.5, .5, 2)
        .unit(3)
        .with(b -> b.putFloat(76, -1).putShort(252, (short) 2).putShort(254, (short) 1))
        .with(
            b -> {
              for (int i = 0; i < 18; i++) b.putFloat(256 + 4 * i, i + .5f);
            })
        .plain(file);
  }

  @Test
  void whatNiftiCannotHoldIsRefusedAndLeavesNothing() throws IOException {
    Path file = folder.resolve("a.nii.gz");
    Image colour = new Image("c", ArrayImgs.floats(new float[6], 1, 2, 3, 1), size);
    assertSentence(() -> NiftiWriter.write(file, colour), file, "has 3", "use TIFF");
    Image wide = new Image("w", ArrayImgs.floats(new float[40000], 40000, 1, 1, 1), size);
    assertSentence(() -> NiftiWriter.write(file, wide), file, "40000", "use TIFF");
    Path missing = folder.resolve("missing.nii");
    assertSentence(() -> NiftiWriter.write(file, mask(), missing), missing);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  private Image image(Calibration calibration) {
    return new Image("a", ArrayImgs.floats(values, 2, 1, 1, 4), calibration);
  }

  private Mask mask() {
    return new Mask(ArrayImgs.ints(labels, 2, 1, 4));
  }

  private static ByteBuffer bytes(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
