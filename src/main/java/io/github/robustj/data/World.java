package io.github.robustj.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Where the pixels of a file lie in the world, as far as the file says it.
 *
 * @param affine three rows of four numbers that take a pixel's index (x, y, slice) to mm, as {@code
 *     sform} or {@code qform} of NIfTI have it; empty where only sizes are known
 * @param spacing the size of a pixel; {@link Calibration#PIXELS} where it is not known, or is a
 *     resolution for printing
 */
public record World(List<Double> affine, Calibration spacing) {

  /** Of files that say nothing, PNG for instance. */
  public static final World UNKNOWN = new World(List.of(), Calibration.PIXELS);

  public World {
    if (!affine.isEmpty() && affine.size() != 12)
      throw new IllegalArgumentException("an affine map has 12 numbers, not " + affine.size());
    affine = List.copyOf(affine);
  }

  /** Without a position: pixels of a size. */
  public static World of(Calibration spacing) {
    return new World(List.of(), spacing);
  }

  public boolean isPlaced() {
    return !affine.isEmpty();
  }

  /** A number of the affine map: row 0 to 2, column 0 to 3. */
  double at(int row, int column) {
    return affine.get(4 * row + column);
  }

  /** How far it is along an axis from a pixel to the next, in mm; only of what is placed. */
  public double length(int axis) {
    return Math.sqrt(
        at(0, axis) * at(0, axis) + at(1, axis) * at(1, axis) + at(2, axis) * at(2, axis));
  }

  /** The same of all three, for a message. */
  public String lengths() {
    return String.join(" x ", words(length(0)), words(length(1)), words(length(2)));
  }

  /** Sizes and, if known, the axes' directions and the first pixel's place, for a message. */
  public String inWords() {
    String depth = spacing.isFlat() ? "" : " x " + words(spacing.z());
    String size = words(spacing.x()) + " x " + words(spacing.y()) + depth + " " + spacing.unit();
    if (!isPlaced()) return size;
    return "%s, axes %s, first pixel at %s"
        .formatted(
            size, axes(), String.join(", ", words(at(0, 3)), words(at(1, 3)), words(at(2, 3))));
  }

  /** With four digits. */
  private static String words(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /** Where each axis leads, as three letters: RAS leads right, anterior, superior. */
  public String axes() {
    StringBuilder letters = new StringBuilder();
    for (int column = 0; column < 3; column++) {
      int row = 0;
      for (int r = 1; r < 3; r++) if (Math.abs(at(r, column)) > Math.abs(at(row, column))) row = r;
      letters.append("LRPAIS".charAt(2 * row + (at(row, column) > 0 ? 1 : 0)));
    }
    return letters.toString();
  }
}
