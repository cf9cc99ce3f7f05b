package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** NIfTI-1 files written here byte by byte. */
class NiftiTest {

  @TempDir Path folder;

  static Stream<Arguments> types() {
    return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
        .flatMap(
            order ->
                Stream.of(
                    type(order, 2, 1, b -> b.put((byte) 200).put((byte) 3), 200, 3),
                    type(order, 256, 1, b -> b.put((byte) -56).put((byte) 3), -56, 3),
                    type(
                        order,
                        4,
                        2,
                        b -> b.putShort((short) -30000).putShort((short) 258),
                        -30000,
                        258),
                    type(
                        order,
                        512,
                        2,
                        b -> b.putShort((short) 40000).putShort((short) 258),
                        40000,
                        258),
                    type(order, 8, 4, b -> b.putInt(-70000).putInt(65538), -70000, 65538),
                    type(order, 768, 4, b -> b.putInt(0x80000000).putInt(7), 2147483648f, 7),
                    type(
                        order,
                        1024,
                        8,
                        b -> b.putLong(-(1L << 40)).putLong(7),
                        -(float) (1L << 40),
                        7),
                    type(order, 1280, 8, b -> b.putLong(Long.MIN_VALUE).putLong(7), 0x1p63f, 7),
                    type(order, 16, 4, b -> b.putFloat(-1.5e-3f).putFloat(2.25f), -1.5e-3f, 2.25f),
                    type(order, 64, 8, b -> b.putDouble(-2.5).putDouble(1e30), -2.5f, 1e30f)));
  }

  private static Arguments type(
      ByteOrder order, int code, int bytes, Consumer<ByteBuffer> put, float a, float b) {
    return Arguments.of(order, code, bytes, put, new float[] {a, b});
  }

  @ParameterizedTest(name = "{0} type {1}")
  @MethodSource("types")
  void everyTypeInBothByteOrders(
      ByteOrder order, int code, int bytes, Consumer<ByteBuffer> put, float[] expected)
      throws IOException {
    NiftiBuilder nifti =
        new NiftiBuilder(order, 2 * bytes).dims(2, 1, 1).type(code, 8 * bytes).pixels(put);
    assertArrayEquals(expected, Pixels.of(ImageReader.read(nifti.plain(file("a.nii")))));
    assertArrayEquals(expected, Pixels.of(ImageReader.read(nifti.compressed(file("a.nii.gz")))));
  }

  @Test
  void axesAreXThenYThenSlice() throws IOException {
    Image image = ImageReader.read(NiftiBuilder.counting(2, 3, 4).plain(file("case.1.nii")));
    assertEquals("case.1", image.name());
    assertArrayEquals(new long[] {2, 3, 1, 4}, image.pixels().dimensionsAsLongArray());
    // x + 2 y + 6 z
    assertEquals(1 + 2 * 2 + 6 * 3, image.pixels().getAt(1, 2, 0, 3).get());
  }

  @Test
  void flatImagesHaveOneSliceAndSingleVolumesLoseTheirFourthAxis() throws IOException {
    assertEquals(1, ImageReader.read(NiftiBuilder.counting(2, 3).plain(file("a.nii"))).slices());
    Image image = ImageReader.read(NiftiBuilder.counting(2, 3, 4, 1, 1).plain(file("b.nii")));
    assertEquals(4, image.slices());
  }

  @ParameterizedTest
  @CsvSource({"2, 10, 12", "0, 10, 1", "-.5, 0, -.5"})
  void slopeAndInterceptApplyUnlessTheSlopeIsNone(float slope, float intercept, float expected)
      throws IOException {
    Path file = NiftiBuilder.counting(2, 1).slope(slope, intercept).plain(file("a.nii"));
    assertEquals(expected, Pixels.of(ImageReader.read(file))[1]);
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0", "Infinity, 0", "1, NaN", "2, -Infinity"})
  void aSlopeOrInterceptThatIsNoNumberIsNamed(float slope, float intercept) throws IOException {
    Path file = NiftiBuilder.counting(2, 1).slope(slope, intercept).plain(file("a.nii"));
    assertSentence(() -> ImageReader.read(file), file, slope, intercept, "slope 1");
  }

  @ParameterizedTest
  @CsvSource({"-5", "NaN", "352.5", "100", "3e9"})
  void aPlaceOfThePixelsThatIsNoneIsNamed(float offset) throws IOException {
    Path file = NiftiBuilder.counting(2, 1).with(b -> b.putFloat(108, offset)).plain(file("a.nii"));
    assertSentence(() -> ImageReader.read(file), file, offset, "damaged");
  }

  @Test
  void pixelsThatBeginAtNoughtBeginBehindTheHeader() throws IOException {
    Path file = NiftiBuilder.counting(2, 1).with(b -> b.putFloat(108, 0)).plain(file("a.nii"));
    assertArrayEquals(new float[] {0, 1}, Pixels.of(ImageReader.read(file)));
  }

  /** 2, 1 and 3 kept as multiples of 7/255, as nibabel does with labels of floating point. */
  @ParameterizedTest
  @CsvSource({".027450980618596077, 0", "3.051804378628731e-05, 1.0000152587890625", ".5, 0"})
  void labelsThatWereRoundedToStepsOfTheSlopeAreWhole(float slope, float intercept)
      throws IOException {
    Path file =
        new NiftiBuilder(ByteOrder.LITTLE_ENDIAN, 6)
            .dims(3, 1, 1)
            .type(4, 16)
            .slope(slope, intercept)
            .pixels(
                b -> {
                  for (int label : new int[] {0, 1, 2})
                    b.putShort((short) Math.round((label - (double) intercept) / slope));
                })
            .plain(file("labels.nii"));
    assertArrayEquals(new int[] {0, 1, 2}, Pixels.of(MaskImages.read(file)));
    // Of an image the numbers are as the file has them.
    assertEquals(
        Math.round((1 - (double) intercept) / slope) * (double) slope + intercept,
        Pixels.of(ImageReader.read(file))[1],
        1e-7);
  }

  /** 83/85 is two steps from 1: no rounding makes it a label. */
  @Test
  void labelsFurtherFromWholeThanTheirSlopeExplainsAreRefused() throws IOException {
    Path file = NiftiBuilder.counting(90, 1).slope(1 / 85f, 0).plain(file("labels.nii"));
    assertSentence(() -> MaskImages.read(file), file, "whole numbers");
  }

  @ParameterizedTest
  @CsvSource({"2, .5, .25, 3, mm", "3, .5, .25, 3, micron", "0, .5, .25, 3, mm"})
  void pixelSizesHaveTheHeadersUnit(int code, double x, double y, double z, String unit)
      throws IOException {
    Path file = NiftiBuilder.counting(2, 1, 1).unit(code).spacing(x, y, -z).plain(file("a.nii"));
    assertEquals(new Calibration(x, y, z, unit), ImageReader.read(file).calibration());
  }

  @Test
  void metresBecomeMillimetresAndNoSizeBecomesPixels() throws IOException {
    Path metres = NiftiBuilder.counting(1, 1, 1).unit(1).spacing(.5, 2, .25).plain(file("a.nii"));
    assertEquals(new Calibration(500, 2000, 250, "mm"), ImageReader.read(metres).calibration());
    Path none = NiftiBuilder.counting(1, 1, 1).spacing(0, 0, 0).plain(file("b.nii"));
    assertEquals(Calibration.PIXELS, ImageReader.read(none).calibration());
    Path flat = NiftiBuilder.counting(1, 1).spacing(.5, .5, 0).plain(file("c.nii"));
    assertEquals(new Calibration(.5, .5, 0, "mm"), ImageReader.read(flat).calibration());
  }

  @Test
  void pixelsBeginWhereTheHeaderSays() throws IOException {
    byte[] original = NiftiBuilder.counting(2, 2).with(b -> b.putFloat(108, 368)).bytes();
    byte[] extended = new byte[original.length + 16];
    System.arraycopy(original, 0, extended, 0, 352);
    System.arraycopy(original, 352, extended, 368, 4);
    Path file = Files.write(file("a.nii"), extended);
    assertArrayEquals(new float[] {0, 1, 2, 3}, Pixels.of(ImageReader.read(file)));
  }

  @Test
  void cutOffFilesAreToldApartFromWholeOnes() throws IOException {
    byte[] whole = NiftiBuilder.counting(16, 16, 8).bytes();
    Path plain = Files.write(file("cut.nii"), Arrays.copyOf(whole, whole.length - 1));
    assertSentence(() -> ImageReader.read(plain), plain, "cut off", "copy it again");
    byte[] gzip = NiftiBuilder.gzip(whole);
    for (int length : new int[] {0, 5, gzip.length / 2, gzip.length - 4}) {
      Path cut = Files.write(file("cut.nii.gz"), Arrays.copyOf(gzip, length));
      assertSentence(() -> ImageReader.read(cut), cut, "cut off");
    }
    gzip[gzip.length - 8] ^= 1;
    Path flipped = Files.write(file("checksum.nii.gz"), gzip);
    assertSentence(() -> ImageReader.read(flipped), flipped, "damaged");
  }

  @Test
  void otherFormatsAreNamed() throws IOException {
    Path text = Files.writeString(file("text.nii"), "x".repeat(400));
    assertSentence(() -> ImageReader.read(text), text, "not a NIfTI-1 image");
    Path pair = NiftiBuilder.counting(1, 1).with(b -> b.put(345, (byte) 'i')).plain(file("p.nii"));
    assertSentence(() -> ImageReader.read(pair), pair, "second file");
    Path two =
        Files.write(
            file("two.nii"),
            ByteBuffer.allocate(600).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 540).array());
    assertSentence(() -> ImageReader.read(two), two, "NIfTI-2");
  }

  @Test
  void impossibleDimensionsAreNamed() throws IOException {
    Path none =
        NiftiBuilder.counting(1, 1).with(b -> b.putShort(40, (short) 0)).plain(file("a.nii"));
    assertSentence(() -> ImageReader.read(none), none, "impossible dimensions", "0 axes");
    Path negative =
        NiftiBuilder.counting(1, 1).with(b -> b.putShort(44, (short) -3)).plain(file("b.nii"));
    assertSentence(() -> ImageReader.read(negative), negative, "axis 2 has length -3");
    Path huge = NiftiBuilder.counting(1, 1, 1).dims(32767, 32767, 32767).plain(file("c.nii"));
    assertSentence(() -> ImageReader.read(huge), huge, "35181150961663 pixels", "crop");
    Path large = NiftiBuilder.counting(1, 1, 1).dims(32767, 32767, 1).plain(file("d.nii"));
    // Found before memory is taken for the 2^30 pixels, which the file cannot hold.
    assertSentence(() -> ImageReader.read(large), large, "cut off");
  }

  @Test
  void severalVolumesAndCompositeTypesAreRefused() throws IOException {
    Path volumes = NiftiBuilder.counting(2, 2, 2, 3).plain(file("a.nii"));
    assertSentence(() -> ImageReader.read(volumes), volumes, "3 volumes", "one volume per file");
    Path vector = NiftiBuilder.counting(2, 2, 2, 1, 3).plain(file("b.nii"));
    assertSentence(() -> ImageReader.read(vector), vector, "axis 5");
    Path rgb = NiftiBuilder.counting(1, 1).type(128, 24).plain(file("c.nii"));
    assertSentence(() -> ImageReader.read(rgb), rgb, "data type 128", "convert");
  }

  @Test
  void pixelsThatAreNoNumbersAreRefused() throws IOException {
    for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Path file =
          new NiftiBuilder(ByteOrder.LITTLE_ENDIAN, 8)
              .dims(2, 1, 1)
              .type(16, 32)
              .pixels(b -> b.putFloat(1).putFloat(wrong))
              .plain(file("nan.nii"));
      assertSentence(() -> ImageReader.read(file), file, "not numbers", "replace");
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}
