package io.github.robustj.data.reader.image;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;
import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * The intensities, or label values, that the stored numbers of a TIFF page mean.
 *
 * @param palette reds, greens and blues by index; empty where the index itself counts
 * @param table intensity of each stored number, after ImageJ's calibration function; empty for none
 * @param inverted whether white is zero, and looks count
 */
record TiffValues(TiffKinds kind, ByteOrder order, int[] palette, float[] table, boolean inverted) {

  static TiffValues of(
      Path file, TiffPage page, TiffKinds kind, TiffProperties.ImageJText text, Role role)
      throws IOException {
    boolean white = kind.photometric() == TiffKinds.WHITE_IS_ZERO;
    if (white && kind.bits() == 1 && role == Role.LABELS)
      throw new RobustJException(
          "%s is a label image of black and white in which white is zero, which programs read in different ways; save it as 8 bit."
              .formatted(file));
    // A look-up table of ImageJ colours numbers that keep their meaning.
    boolean colours =
        kind.photometric() == TiffKinds.PALETTE && role == Role.IMAGE && !text.isGiven();
    return new TiffValues(
        kind,
        page.in().order(),
        colours ? palette(file, page, kind) : new int[0],
        table(kind, text),
        white && role == Role.IMAGE && kind.samples() == 1);
  }

  /** Of a page that is packed in another way. */
  TiffValues as(TiffKinds other) {
    return new TiffValues(other, order, palette, table, inverted);
  }

  /** Of a page. */
  int channels() {
    return palette.length > 0 ? 3 : Math.min(kind.colours(), kind.photometric() == 2 ? 3 : 1 << 16);
  }

  /** Bytes that one of them takes at most, as {@link io.github.robustj.data.StoredPixels}. */
  int bytes() {
    if (table.length > 0 || kind.bits() > 16 || kind.format() != 1) return Float.BYTES;
    return kind.bits() == 16 ? Short.BYTES : Byte.BYTES;
  }

  /** For the log. */
  List<String> notes() {
    return inverted ? List.of(PlaneStack.INVERTED) : List.of();
  }

  /** Writes strips into planes. */
  TiffStrips.Sink into(float[][] planes) {
    return (plane, row, rows, bytes) -> {
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
      if (kind.differences()) sum(buffer, rows);
      int at = row * kind.width();
      if (kind.bits() == 1) bits(bytes, planes[0], at, rows);
      else if (kind.photometric() == TiffKinds.CMYK) inks(bytes, planes, at, rows);
      else if (kind.planar()) {
        if (plane < planes.length) numbers(buffer, planes, plane, 1, at, rows);
      } else numbers(buffer, planes, 0, kind.samples(), at, rows);
      if (palette.length > 0) colour(planes, at, rows);
      if (inverted) PlaneStack.invert(planes[0], at, rows * kind.width(), largest());
    };
  }

  /** Of stored numbers that are shown as they are; 0 where there is no such. */
  private int largest() {
    boolean plain = kind.format() == 1 && table.length == 0;
    return !plain ? 0 : kind.bits() == 16 ? 65535 : kind.bits() == 32 ? 0 : 255;
  }

  private void numbers(
      ByteBuffer buffer, float[][] planes, int first, int samples, int at, int rows) {
    for (int i = 0; i < rows * kind.width(); i++)
      for (int s = 0; s < samples; s++) {
        float value = next(buffer);
        if (first + s < planes.length) planes[first + s][at + i] = value;
      }
  }

  private float next(ByteBuffer buffer) {
    return switch (kind.bits()) {
      case 8 -> tabled(buffer.get() & 0xff);
      case 16 ->
          kind.format() == 2 ? signed(buffer.getShort()) : tabled(buffer.getShort() & 0xffff);
      default ->
          switch (kind.format()) {
            case 3 -> buffer.getFloat();
            case 2 -> buffer.getInt();
            default -> buffer.getInt() & 0xffffffffL;
          };
    };
  }

  private float tabled(int stored) {
    return table.length > 0 ? table[stored] : stored;
  }

  /** ImageJ keeps signed numbers 32768 higher, and its function is of those. */
  private float signed(short stored) {
    return table.length > 0 ? table[stored + 32768] : stored;
  }

  /** As ImageJ has them: 0 and 255. */
  private void bits(byte[] bytes, float[] plane, int at, int rows) {
    int length = bytes.length / rows;
    for (int y = 0; y < rows; y++)
      for (int x = 0; x < kind.width(); x++) {
        int bit = bytes[y * length + x / 8] >> (7 - x % 8) & 1;
        plane[at + y * kind.width() + x] = palette.length > 0 ? bit : 255 * bit;
      }
  }

  /** Cyan, magenta, yellow and black as red, green, blue, by ImageJ's formula. */
  private void inks(byte[] bytes, float[][] planes, int at, int rows) {
    for (int i = 0; i < rows * kind.width(); i++) {
      int black = bytes[4 * i + 3] & 0xff;
      for (int c = 0; c < 3; c++) {
        int ink = bytes[4 * i + c] & 0xff;
        planes[c][at + i] = 255 - (black > 0 ? (ink * (256 - black) >> 8) + black : ink);
      }
    }
  }

  private void colour(float[][] planes, int at, int rows) {
    int entries = palette.length / 3;
    for (int i = at; i < at + rows * kind.width(); i++) {
      int index = (int) planes[0][i];
      for (int c = 2; c >= 0; c--) planes[c][i] = palette[c * entries + index];
    }
  }

  /** Each number was stored as its difference to the one before it in its row and sample. */
  private void sum(ByteBuffer buffer, int rows) {
    int samples = kind.planar() ? 1 : kind.samples();
    int row = kind.width() * samples;
    for (int y = 0; y < rows; y++)
      for (int i = samples; i < row; i++) {
        int at = y * row + i;
        switch (kind.bits()) {
          case 8 -> buffer.put(at, (byte) (buffer.get(at) + buffer.get(at - samples)));
          case 16 ->
              buffer.putShort(
                  2 * at, (short) (buffer.getShort(2 * at) + buffer.getShort(2 * (at - samples))));
          default ->
              buffer.putInt(4 * at, buffer.getInt(4 * at) + buffer.getInt(4 * (at - samples)));
        }
      }
  }

  private static int[] palette(Path file, TiffPage page, TiffKinds kind) throws IOException {
    if (!page.hasPalette() || page.count(TiffPage.COLOR_MAP) != 3L << kind.bits())
      throw Damage.damaged(file, "its palette has not a colour for each number");
    long[] entries = page.numbers(TiffPage.COLOR_MAP);
    int[] palette = new int[entries.length];
    for (int i = 0; i < palette.length; i++) palette[i] = (int) (entries[i] >> 8);
    return palette;
  }

  private static float[] table(TiffKinds kind, TiffProperties.ImageJText text) {
    int function = (int) text.number("cf");
    boolean whole = kind.samples() == 1 && (kind.bits() == 8 || kind.bits() == 16);
    if (!whole || text.value("cf").isEmpty() || text.value("vunit").isEmpty()) return new float[0];
    int n = 0;
    while (n < 5 && !Double.isNaN(text.number("c" + n))) n++;
    double[] coefficients = new double[n];
    for (int i = 0; i < n; i++) coefficients[i] = text.number("c" + i);
    boolean known = function == Calibration.UNCALIBRATED_OD;
    known |=
        n >= 2 && function >= Calibration.STRAIGHT_LINE && function <= Calibration.EXP_RECOVERY;
    if (!known) return new float[0];
    Calibration calibration =
        new Calibration(
            new ImagePlus(
                "", kind.bits() == 8 ? new ByteProcessor(1, 1) : new ShortProcessor(1, 1)));
    calibration.setFunction(
        function, coefficients, text.value("vunit"), text.value("zeroclip").equals("true"));
    float[] table = calibration.getCTable();
    return table == null ? new float[0] : table;
  }
}
