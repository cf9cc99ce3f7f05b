package io.github.robustj.display;

import ij.process.LUT;
import java.awt.Color;

/**
 * A look-up table from blue over white to red for signed values: in a display range symmetric
 * around 0, zero is white. The ends are those of Moreland's map (<i>Diverging Color Maps for
 * Scientific Visualization</i>, ISVC 2009); between them and white the colours lie on straight
 * lines in CIE L*a*b*, so that equal changes look about equal, and on both sides alike.
 */
final class DivergingLut {

  private static final Lab BLUE = new Lab(38, 36, -64);
  private static final Lab RED = new Lab(38, 62, 42);

  private DivergingLut() {}

  /**
   * @param limit positive; the range is {@code -limit} to {@code limit}
   */
  static LUT of(double limit) {
    byte[][] rgb = new byte[3][256];
    for (int i = 0; i < 256; i++) {
      // Zero falls between the entries 127 and 128: both are white.
      double distance = (Math.abs(i - 127.5) - .5) / 127;
      Color color = Lab.WHITE.towards(i < 128 ? BLUE : RED, distance).rgb();
      rgb[0][i] = (byte) color.getRed();
      rgb[1][i] = (byte) color.getGreen();
      rgb[2][i] = (byte) color.getBlue();
    }
    LUT lut = new LUT(rgb[0], rgb[1], rgb[2]);
    lut.min = -limit;
    lut.max = limit;
    return lut;
  }

  /**
   * A colour in CIE L*a*b* (1976) under D65, in which equal distances look about equal.
   *
   * @param lightness 0 black to 100 white
   * @param a green to red, {@code b} blue to yellow
   */
  record Lab(double lightness, double a, double b) {

    static final Lab WHITE = new Lab(100, 0, 0);

    /** The colour at this share of the straight way to another one. */
    Lab towards(Lab other, double share) {
      return new Lab(
          lightness + share * (other.lightness - lightness),
          a + share * (other.a - a),
          b + share * (other.b - b));
    }

    /** The colour in sRGB (IEC 61966-2-1), cut to what a screen can show. */
    Color rgb() {
      double fy = (lightness + 16) / 116;
      double x = .95047 * cube(fy + a / 500);
      double y = cube(fy);
      double z = 1.08883 * cube(fy - b / 200);
      return new Color(
          companded(3.2404542 * x - 1.5371385 * y - .4985314 * z),
          companded(-.9692660 * x + 1.8760108 * y + .0415560 * z),
          companded(.0556434 * x - .2040259 * y + 1.0572252 * z));
    }

    private static double cube(double f) {
      return f > 6.0 / 29 ? f * f * f : 3 * (6.0 / 29) * (6.0 / 29) * (f - 4.0 / 29);
    }

    private static int companded(double linear) {
      double value = linear <= .0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - .055;
      return (int) Math.round(255 * Math.min(Math.max(value, 0), 1));
    }
  }
}
