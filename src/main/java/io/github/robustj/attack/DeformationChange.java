package io.github.robustj.attack;

/**
 * A small smooth deformation: every pixel shows what lies at most 1.5 pixels of the network's
 * images beside it. The displacement is a uniform cubic B-spline (Rueckert et al. 1999,
 * doi:10.1109/42.796284) over 4 x 4 patches, whose 7 x 7 vectors are at most that long; intensities
 * are interpolated linearly, and continued by the outermost pixels. The truth stays where it was: a
 * scanner's distortion of that size is within what annotations of borders vary.
 */
final class DeformationChange implements PhysicalChange {

  static final AttackType TYPE =
      new PhysicalType(
          "worst_deformation",
          "worst small deformation (physical)",
          "The smooth deformation of at most 1.5 pixels under which the model does worst") {
        @Override
        PhysicalChange change() {
          return new DeformationChange();
        }

        @Override
        String words() {
          return "the worst deformation of 1.5 pixels";
        }
      };

  /** Largest displacement in pixels. */
  static final double LARGEST = 1.5;

  private static final int PATCHES = 4;

  /** Control points along an axis. */
  private static final int POINTS = PATCHES + 3;

  /** For each control point, row by row, its share of the largest displacement along x and y. */
  @Override
  public int parameters() {
    return 2 * POINTS * POINTS;
  }

  @Override
  public void bound(double[] parameters) {
    for (int i = 0; i < parameters.length; i += 2) {
      double length = Math.hypot(parameters[i], parameters[i + 1]);
      if (length <= 1) continue;
      parameters[i] /= length;
      parameters[i + 1] /= length;
    }
  }

  @Override
  public float[] apply(Frame frame, double[] parameters) {
    float[] changed = new float[frame.clean().length];
    visit(
        frame,
        parameters,
        (pixel, place, spline) -> {
          for (int c = 0; c < frame.channels(); c++)
            changed[pixel * frame.channels() + c] = (float) place.value(c);
        });
    return changed;
  }

  @Override
  public double[] gradient(Frame frame, double[] parameters, float[] slope) {
    double[] gradient = new double[parameters.length];
    visit(
        frame,
        parameters,
        (pixel, place, spline) -> {
          double alongX = 0;
          double alongY = 0;
          for (int c = 0; c < frame.channels(); c++) {
            float s = slope[pixel * frame.channels() + c];
            if (s == 0) continue;
            alongX += s * place.slopeX(c);
            alongY += s * place.slopeY(c);
          }
          if (alongX != 0 || alongY != 0) spline.add(gradient, LARGEST * alongX, LARGEST * alongY);
        });
    return gradient;
  }

  private interface Visitor {
    void at(int pixel, Place place, Spline spline);
  }

  private static void visit(Frame frame, double[] parameters, Visitor visitor) {
    double[][] down = weights(frame.height());
    double[][] across = weights(frame.width());
    for (int y = 0; y < frame.height(); y++)
      for (int x = 0; x < frame.width(); x++) {
        Spline spline =
            new Spline(patch(y, frame.height()), patch(x, frame.width()), down[y], across[x]);
        double dx = LARGEST * spline.sum(parameters, 0);
        double dy = LARGEST * spline.sum(parameters, 1);
        visitor.at(y * frame.width() + x, Place.of(frame, x + dx, y + dy), spline);
      }
  }

  private static double position(int i, int length) {
    return (i + .5) / length * PATCHES;
  }

  private static int patch(int i, int length) {
    return Math.min(PATCHES - 1, (int) position(i, length));
  }

  /** The four cubic B-splines at each pixel along an axis; they are not negative and sum to 1. */
  private static double[][] weights(int length) {
    double[][] weights = new double[length][];
    for (int i = 0; i < length; i++) {
      double t = position(i, length) - patch(i, length);
      double s = 1 - t;
      weights[i] =
          new double[] {
            s * s * s / 6,
            (3 * t * t * t - 6 * t * t + 4) / 6,
            (3 * s * s * s - 6 * s * s + 4) / 6,
            t * t * t / 6
          };
    }
    return weights;
  }

  /** The control points that a pixel feels. */
  private record Spline(int top, int left, double[] down, double[] across) {

    double sum(double[] parameters, int axis) {
      double sum = 0;
      for (int j = 0; j < 4; j++)
        for (int i = 0; i < 4; i++) sum += down[j] * across[i] * parameters[index(j, i) + axis];
      return sum;
    }

    void add(double[] gradient, double alongX, double alongY) {
      for (int j = 0; j < 4; j++)
        for (int i = 0; i < 4; i++) {
          double weight = down[j] * across[i];
          gradient[index(j, i)] += weight * alongX;
          gradient[index(j, i) + 1] += weight * alongY;
        }
    }

    private int index(int j, int i) {
      return 2 * ((top + j) * POINTS + left + i);
    }
  }

  /**
   * A place between four pixels.
   *
   * @param freeX,freeY 1, or 0 where the image was left and moving on changes nothing
   */
  private record Place(
      Frame frame, int x, int y, double fractionX, double fractionY, int freeX, int freeY) {

    static Place of(Frame frame, double x, double y) {
      double insideX = Math.min(Math.max(x, 0), frame.width() - 1.);
      double insideY = Math.min(Math.max(y, 0), frame.height() - 1.);
      // The last pixel is the end of the cell before it.
      int left = Math.max(0, Math.min((int) insideX, frame.width() - 2));
      int top = Math.max(0, Math.min((int) insideY, frame.height() - 2));
      return new Place(
          frame,
          left,
          top,
          insideX - left,
          insideY - top,
          insideX == x ? 1 : 0,
          insideY == y ? 1 : 0);
    }

    private double at(int dx, int dy, int channel) {
      int column = Math.min(x + dx, frame.width() - 1);
      int row = Math.min(y + dy, frame.height() - 1);
      return frame.clean()[(row * frame.width() + column) * frame.channels() + channel];
    }

    double value(int c) {
      double above = at(0, 0, c) + fractionX * (at(1, 0, c) - at(0, 0, c));
      double below = at(0, 1, c) + fractionX * (at(1, 1, c) - at(0, 1, c));
      return above + fractionY * (below - above);
    }

    double slopeX(int c) {
      double above = at(1, 0, c) - at(0, 0, c);
      double below = at(1, 1, c) - at(0, 1, c);
      return freeX * (above + fractionY * (below - above));
    }

    double slopeY(int c) {
      double left = at(0, 1, c) - at(0, 0, c);
      double right = at(1, 1, c) - at(1, 0, c);
      return freeY * (left + fractionX * (right - left));
    }
  }
}
