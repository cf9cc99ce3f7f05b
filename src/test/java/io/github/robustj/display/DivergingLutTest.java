package io.github.robustj.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.process.LUT;
import java.awt.Color;
import org.junit.jupiter.api.Test;

class DivergingLutTest {

  private final LUT lut = DivergingLut.of(3);

  @Test
  void theMiddleIsWhite() {
    assertEquals(0xFFFFFF, lut.getRGB(127) & 0xFFFFFF);
    assertEquals(0xFFFFFF, lut.getRGB(128) & 0xFFFFFF);
    assertEquals(-3, lut.min);
    assertEquals(3, lut.max);
  }

  /** Within half a unit of L*, which is what rounding to 8 bits costs. */
  @Test
  void bothSidesDarkenAlikeAndEvenly() {
    for (int i = 0; i < 128; i++) {
      double expected = 100 - 62 * (127 - i) / 127.0;
      assertEquals(expected, lightness(lut.getRGB(i)), .5, "entry " + i);
      assertEquals(expected, lightness(lut.getRGB(255 - i)), .5, "entry " + (255 - i));
    }
  }

  @Test
  void blueIsLowAndRedIsHigh() {
    Color low = new Color(lut.getRGB(0));
    Color high = new Color(lut.getRGB(255));
    assertTrue(low.getBlue() > 150 && low.getRed() < 100, low.toString());
    assertTrue(high.getRed() > 150 && high.getBlue() < 100, high.toString());
  }

  /** Known colours: sRGB red is L* 53.24, a* 80.09, b* 67.20 (D65), to the digits given. */
  @Test
  void labBecomesRgb() {
    assertEquals(Color.RED, new DivergingLut.Lab(53.24, 80.09, 67.20).rgb());
    assertEquals(Color.WHITE, DivergingLut.Lab.WHITE.rgb());
    assertEquals(new Color(119, 119, 119), new DivergingLut.Lab(50.03, 0, 0).rgb());
  }

  /** CIE lightness of an sRGB colour, by the definition. */
  private static double lightness(int rgb) {
    Color color = new Color(rgb);
    double y =
        .2126729 * linear(color.getRed())
            + .7151522 * linear(color.getGreen())
            + .0721750 * linear(color.getBlue());
    return y > 216.0 / 24389 ? 116 * Math.cbrt(y) - 16 : y * 24389 / 27;
  }

  private static double linear(int component) {
    double c = component / 255.0;
    return c <= .04045 ? c / 12.92 : Math.pow((c + .055) / 1.055, 2.4);
  }
}
