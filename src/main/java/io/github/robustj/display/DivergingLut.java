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
}
