package io.github.robustj.data.reader.image;

import static io.github.robustj.data.reader.Sentences.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePlusConverterTest {

  @Test
  void floatPixelsAreSharedAndTheTitleGivesTheName() {
    float[] pixels = {1, 2};
    Image image =
        ImagePlusConverter.toImage(new ImagePlus("a/b.nii.gz", new FloatProcessor(2, 1, pixels)));
    pixels[1] = 7;
    assertArrayEquals(new float[] {1, 7}, Pixels.of(image));
    assertEquals("a/b", image.name());
  }

  @Test
  void framesStandForSlicesWhereThereAreNone() {
    ImagePlus series = new ImagePlus("series", bytes(6));
    series.setDimensions(2, 1, 3);
    Image image = ImagePlusConverter.toImage(series);
    assertArrayEquals(new long[] {1, 1, 2, 3}, image.pixels().dimensionsAsLongArray());
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, Pixels.of(image));
    series.setDimensions(1, 2, 3);
    Image both = ImagePlusConverter.toImage(series);
    assertArrayEquals(new long[] {1, 1, 1, 6}, both.pixels().dimensionsAsLongArray());
    assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, Pixels.of(both));
  }

  @Test
  void colourStacksKeepTheirSlices() {
    ImageStack stack = new ImageStack(1, 1);
    stack.addSlice(new ColorProcessor(1, 1, new int[] {0x010203}));
    stack.addSlice(new ColorProcessor(1, 1, new int[] {0x040506}));
    Image image = ImagePlusConverter.toImage(new ImagePlus("colour", stack));
    assertArrayEquals(new long[] {1, 1, 3, 2}, image.pixels().dimensionsAsLongArray());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, Pixels.of(image));
  }

  @ParameterizedTest
  @CsvSource({
    "mm, 2, 2, mm",
    "cm, .2, 2, mm",
    "inch, 1, 25.4, mm",
    "um, 3, 3, micron",
    "microns, 3, 3, micron",
    "furlong, 3, 3, furlong"
  })
  void pixelSizesAreInMillimetresOrMicrons(String unit, double size, double expected, String as) {
    ImagePlus image = new ImagePlus("", new ByteProcessor(1, 1));
    image.getCalibration().setUnit(unit);
    image.getCalibration().pixelWidth = size;
    image.getCalibration().pixelHeight = size;
    image.getCalibration().pixelDepth = size;
    // One rounding of a product.
    assertEquals(expected, ImagePlusConverter.calibration(image).z(), 1e-12);
    assertEquals(as, ImagePlusConverter.calibration(image).unit());
  }

  @Test
  void withoutSizePixelsAreTheUnit() {
    ImagePlus image = new ImagePlus("", new ByteProcessor(1, 1));
    assertEquals(Calibration.PIXELS, ImagePlusConverter.calibration(image));
    // As ImageJ has a TIFF of 72 pixels per nothing, the resolution unit 1.
    image.getCalibration().setUnit(" ");
    image.getCalibration().pixelWidth = 1 / 72.;
    image.getCalibration().pixelHeight = 1 / 72.;
    assertEquals(Calibration.PIXELS, ImagePlusConverter.calibration(image));
    assertEquals(Calibration.PIXELS, ImagePlusConverter.calibration(1 / 72., 1 / 72., 1, ""));
  }

  @Test
  void labelImagesBecomeMasks() {
    ImageStack stack = new ImageStack(2, 1);
    stack.addSlice(new FloatProcessor(2, 1, new float[] {0, 3}));
    stack.addSlice(new FloatProcessor(2, 1, new float[] {70000, 3}));
    ImagePlus labels = new ImagePlus("labels", stack);
    assertArrayEquals(new int[] {0, 3, 70000, 3}, Pixels.of(ImagePlusConverter.toMask(labels)));
    ImagePlus grey = new ImagePlus("grey", new ColorProcessor(1, 1, new int[] {0x070707}));
    assertArrayEquals(new int[] {7}, Pixels.of(ImagePlusConverter.toMask(grey)));
  }

  @ParameterizedTest
  @CsvSource({".5", "-1", "NaN", "16777216"})
  void labelsAreWholeNumbersFromZero(float wrong) {
    ImagePlus image = new ImagePlus("odd", new FloatProcessor(1, 1, new float[] {wrong}));
    assertSentence(() -> ImagePlusConverter.toMask(image), "odd", wrong, "whole numbers");
  }

  @Test
  void colouredLabelsAreRefused() {
    ImagePlus image = new ImagePlus("red", new ColorProcessor(1, 1, new int[] {0xff0000}));
    assertSentence(() -> ImagePlusConverter.toMask(image), "red", "colour", "8 or 16 bit");
  }

  private static ImageStack bytes(int planes) {
    ImageStack stack = new ImageStack(1, 1);
    for (int i = 0; i < planes; i++) stack.addSlice(new ByteProcessor(1, 1, new byte[] {(byte) i}));
    return stack;
  }
}
