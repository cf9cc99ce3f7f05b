package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.LUT;
import io.github.robustj.error.RobustJException;
import java.awt.Color;
import org.junit.jupiter.api.Test;

class AdversarialImageTest {

  /** As ImageJ shows them, so that clean and attacked photograph look alike. */
  @Test
  void coloursInIntensitiesAreAsBrightAsTheRgbImage() {
    ImageStack stack = new ImageStack(2, 2);
    for (int c = 0; c < 3; c++) stack.addSlice(null, new float[] {50, 60, 70, 80});
    CompositeImage seen = new CompositeImage(new ImagePlus("seen", stack));
    AdversarialImage.showAs(seen, IJ.createImage("photograph", "rgb", 2, 2, 1));
    for (LUT lut : seen.getLuts()) {
      assertEquals(0, lut.min);
      assertEquals(255, lut.max);
    }
  }

  @Test
  void eightBitIsRoundedAndClipped() {
    ImagePlus input = IJ.createImage("head.tif", "8-bit black", 5, 1, 1);
    input.setDisplayRange(20, 200);
    input.getCalibration().pixelWidth = .25;
    input.setLut(LUT.createLutFromColor(Color.RED));
    ImagePlus image = of(input, -3, 1.4f, 1.6f, 254.7f, 300);
    assertEquals("head-adversarial", image.getTitle());
    assertEquals(ImagePlus.GRAY8, image.getType());
    assertArrayEquals(
        new byte[] {0, 1, 2, (byte) 255, (byte) 255}, (byte[]) image.getProcessor().getPixels());
    assertEquals(20, image.getDisplayRangeMin());
    assertEquals(200, image.getDisplayRangeMax());
    assertEquals(.25, image.getCalibration().pixelWidth);
    assertEquals(0, image.getProcessor().getLut().getBlue(255));
  }

  @Test
  void sixteenBitIsRoundedAndClipped() {
    ImagePlus input = IJ.createImage("head", "16-bit black", 4, 1, 1);
    input.setDisplayRange(100, 4000);
    ImagePlus image = of(input, -1, 1000.5f, 65535, 70000);
    assertArrayEquals(
        new short[] {0, 1001, (short) 65535, (short) 65535},
        (short[]) image.getProcessor().getPixels());
    assertEquals(4000, image.getDisplayRangeMax());
  }

  @Test
  void thirtyTwoBitIsExact() {
    ImagePlus input = IJ.createImage("head", "32-bit black", 3, 1, 1);
    float[] values = {-1.25f, 1e-6f, 1e6f};
    assertArrayEquals(values, (float[]) of(input, values).getProcessor().getPixels());
  }

  @Test
  void linearCalibrationIsInverted() {
    ImagePlus ct = IJ.createImage("ct", "16-bit black", 3, 1, 1);
    ct.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {-1024, 2}, "HU");
    ImagePlus image = of(ct, -1024, 0, 41);
    assertArrayEquals(
        new short[] {0, 512, 533}, (short[]) image.getProcessor().getPixels()); // 532.5 up
    assertEquals(0, image.getCalibration().getCValue(512));
    ct.getCalibration().setSigned16BitCalibration();
    assertArrayEquals(
        new short[] {0, (short) 32768, (short) 65535},
        (short[]) of(ct, -40000, 0, 32767).getProcessor().getPixels());
  }

  @Test
  void otherCalibrationsLeaveStoredValues() {
    ImagePlus film = IJ.createImage("film", "8-bit black", 1, 1, 1);
    film.getCalibration().setFunction(Calibration.POLY2, new double[] {0, 1, 1}, "OD");
    assertEquals(7, of(film, 7).getProcessor().get(0));
    film.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {3, 0}, "OD");
    assertEquals(
        new AdversarialImage.IntensityScale(0, 1), AdversarialImage.IntensityScale.of(film));
  }

  @Test
  void rgbTakesThreeChannelsOrOneGrey() {
    ImagePlus input = IJ.createImage("slide", "RGB black", 2, 1, 1);
    ImagePlus color = of(input, 1, 300, 2.4f, -5, 255, 127.5f);
    assertEquals(ImagePlus.COLOR_RGB, color.getType());
    assertEquals(0x0102FF, color.getProcessor().getPixel(0, 0) & 0xFFFFFF);
    assertEquals(0xFF0080, color.getProcessor().getPixel(1, 0) & 0xFFFFFF);
    ImagePlus grey =
        AdversarialImage.of(
            input, Examples.result(Examples.image("slide", new float[] {9, 16}, 2, 1, 1, 1)));
    assertEquals(0x101010, grey.getProcessor().getPixel(1, 0) & 0xFFFFFF);
  }

  @Test
  void channelsAndSlicesKeepTheirPlaces() {
    ImagePlus stack = IJ.createHyperStack("cells", 1, 1, 2, 3, 1, 8);
    CompositeImage input = new CompositeImage(stack, CompositeImage.COLOR);
    input.setPosition(2, 1, 1);
    input.setDisplayRange(3, 30);
    ImagePlus image =
        AdversarialImage.of(
            input,
            Examples.result(Examples.image("cells", new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3)));
    assertArrayEquals(new int[] {1, 1, 2, 3, 1}, image.getDimensions());
    image.setPosition(2, 3, 1);
    assertEquals(6, image.getProcessor().get(0));
    assertInstanceOf(CompositeImage.class, image);
    assertEquals(30, image.getDisplayRangeMax());
  }

  @Test
  void unroundedIsInIntensities() {
    ImagePlus ct = IJ.createImage("ct", "16-bit black", 2, 1, 1);
    ct.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] {-1024, 2}, "HU");
    ct.setDisplayRange(400, 800);
    float[] values = {-3.3f, .25f};
    ImagePlus image =
        AdversarialImage.unrounded(ct, Examples.result(Examples.image("ct", values, 2, 1, 1, 1)));
    assertEquals(32, image.getBitDepth());
    assertArrayEquals(values, (float[]) image.getProcessor().getPixels());
    assertEquals(-224, image.getDisplayRangeMin());
    assertEquals(576, image.getDisplayRangeMax());
  }

  @Test
  void anImageThatHasChangedSizeIsRefused() {
    ImagePlus input = IJ.createImage("head.tif", "8-bit black", 5, 2, 1);
    RobustJException e = assertThrows(RobustJException.class, () -> of(input, 1, 2, 3));
    assertTrue(e.getMessage().contains("head.tif is now 5 x 2"), e.getMessage());
    assertTrue(e.getMessage().contains("attacked is 3 x 1"), e.getMessage());
  }

  /** The adversarial image of one row; three channels for RGB. */
  private static ImagePlus of(ImagePlus input, float... values) {
    int channels = input.getType() == ImagePlus.COLOR_RGB ? 3 : 1;
    return AdversarialImage.of(
        input,
        Examples.result(Examples.image("x", values, values.length / channels, 1, channels, 1)));
  }
}
