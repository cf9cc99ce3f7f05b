package io.github.robustj.omezarr;

import io.github.robustj.data.Calibration;
import io.github.robustj.omezarr.Axis.Kind;

/**
 * How large the pixels of an image are and where it begins, along z, y and x.
 *
 * @param scale size of a pixel; positive
 * @param translation where the middle of the first pixel is
 * @param units as OME-NGFF has them; empty for none
 */
public record Placing(double[] scale, double[] translation, String[] units) {

  private static final Kind[] ORDER = {Kind.Z, Kind.Y, Kind.X};

  static Placing of(Multiscale image, Multiscale.Level level) {
    double[] scale = {1, 1, 1};
    double[] translation = new double[3];
    String[] units = {"", "", ""};
    for (int i = 0; i < image.axes().size(); i++)
      for (int k = 0; k < 3; k++)
        if (image.axes().get(i).kind() == ORDER[k]) {
          scale[k] = level.scale()[i];
          translation[k] = level.translation()[i];
          units[k] = image.axes().get(i).unit();
        }
    return new Placing(scale, translation, units);
  }

  /** Of pixels of a size, the first at the origin. */
  public static Placing of(Calibration size) {
    String unit =
        switch (size.unit()) {
          case "mm" -> "millimeter";
          case "micron" -> "micrometer";
          default -> "";
        };
    boolean flat = size.isFlat();
    return new Placing(
        new double[] {flat ? 1 : size.z(), size.y(), size.x()},
        new double[3],
        new String[] {flat ? "" : unit, unit, unit});
  }

  /** In mm where the unit of x is one or larger, else in microns. */
  Calibration calibration() {
    double[] mm = new double[3];
    for (int k = 0; k < 3; k++) mm[k] = new Axis(ORDER[k], units[k]).millimetres();
    // Without a unit nothing is known but, at most, how long pixels are for their width.
    if (mm[1] == 0 || mm[2] == 0) return Calibration.PIXELS;
    boolean large = mm[2] >= 1;
    double by = large ? 1 : 1000;
    // Exact where the unit is that of the result.
    return new Calibration(
        length(2, mm, by),
        length(1, mm, by),
        mm[0] == 0 ? 0 : length(0, mm, by),
        large ? "mm" : "micron");
  }

  private double length(int axis, double[] mm, double by) {
    double factor = mm[axis] * by;
    return Math.abs(factor - 1) < 1e-12 ? scale[axis] : scale[axis] * factor;
  }
}
