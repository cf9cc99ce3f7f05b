package io.github.robustj.display;

import java.awt.Color;

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
