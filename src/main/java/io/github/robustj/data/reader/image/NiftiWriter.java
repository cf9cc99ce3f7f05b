package io.github.robustj.data.reader.image;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Writes NIfTI-1 images, {@code .nii.gz}, little-endian. Written for a NIfTI image, a result gets
 * that image's pixel size and place in space, so that other programs show the two in register;
 * without one it gets a pixel size alone.
 */
public final class NiftiWriter {

  private NiftiWriter() {}

  /**
   * 32-bit floats of an image with one channel.
   *
   * @throws RobustJException if the image has several channels or the file cannot be written
   */
  public static void write(Path file, Image image) {
    RandomAccessibleInterval<FloatType> pixels = onlyChannel(file, image);
    write(file, of(file, pixels, NiftiHeader.NiftiType.FLOAT32, image.calibration()), pixels);
  }

  /**
   * 32-bit floats of an image with one channel, in the place of the NIfTI image {@code source}; one
   * that was brought to another resolution has its own pixel size alone.
   *
   * @throws RobustJException if the image has several channels, {@code source} cannot be read, or
   *     the file cannot be written
   */
  public static void write(Path file, Image image, Path source) {
    RandomAccessibleInterval<FloatType> pixels = onlyChannel(file, image);
    byte[] header = of(file, pixels, NiftiHeader.NiftiType.FLOAT32, image.calibration());
    boolean resized = image.clean().map(CleanScaling::resized).orElse(false);
    byte[] placed = resized ? header : placed(header, source);
    String clean = image.clean().map(c -> CleanScaling.KEY + ": " + c.text()).orElse("");
    write(file, clean.isEmpty() ? placed : commented(placed, clean), pixels);
  }

  /**
   * 32-bit label values.
   *
   * @throws RobustJException if the file cannot be written
   */
  public static void write(Path file, Mask mask, Calibration calibration) {
    byte[] header = of(file, mask.labels(), NiftiHeader.NiftiType.INT32, calibration);
    writeLabels(file, header, mask);
  }

  /**
   * 32-bit label values in the place of the NIfTI image {@code source}.
   *
   * @throws RobustJException if {@code source} cannot be read or the file cannot be written
   */
  public static void write(Path file, Mask mask, Path source) {
    byte[] header = of(file, mask.labels(), NiftiHeader.NiftiType.INT32, Calibration.PIXELS);
    writeLabels(file, placed(header, source), mask);
  }

  private static RandomAccessibleInterval<FloatType> onlyChannel(Path file, Image image) {
    if (image.channels() == 1) return Views.hyperSlice(image.pixels(), 2, image.pixels().min(2));
    throw new RobustJException(
        "%s cannot be written: NIfTI holds one channel and the image %s has %d; use TIFF."
            .formatted(file, image.name(), image.channels()));
  }

  private static void write(Path file, byte[] header, RandomAccessibleInterval<FloatType> pixels) {
    compress(
        file,
        header,
        out -> {
          for (FloatType pixel : Views.flatIterable(pixels))
            out.writeInt(Integer.reverseBytes(Float.floatToIntBits(pixel.get())));
        });
  }

  private static void writeLabels(Path file, byte[] header, Mask mask) {
    compress(
        file,
        header,
        out -> {
          for (IntType label : Views.flatIterable(mask.labels()))
            out.writeInt(Integer.reverseBytes(label.get()));
        });
  }

  private interface Pixels {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static void compress(Path file, byte[] header, Pixels pixels) {
    AtomicFiles.write(file, raw -> compress(raw, header, pixels));
  }

  private static void compress(OutputStream raw, byte[] header, Pixels pixels) throws IOException {
    GZIPOutputStream gzip = new GZIPOutputStream(raw, 1 << 16);
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(gzip, 1 << 16));
    out.write(header);
    pixels.writeTo(out);
    out.flush();
    gzip.finish();
  }

  private static final int LENGTH = 352;
  private static final int COMMENT = 6;
  private static final int UNKNOWN = 0;
  private static final int MILLIMETRES = 2;
  private static final int MICRONS = 3;

  /** Quaternion, offset and affine rows: what {@code qform_code} and {@code sform_code} declare. */
  private static final int SPACE = 256;

  private static final int SPACE_END = 328;
  private static final int CODES = 252;

  /**
   * @param size of the image: x, y, slice
   * @throws RobustJException naming the file to write if an axis is longer than NIfTI-1 can state
   */
  static byte[] of(Path file, Interval size, NiftiHeader.NiftiType type, Calibration calibration) {
    ByteBuffer header = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, NiftiHeader.SIZE);
    header.putShort(NiftiHeader.DIM, (short) 3);
    for (int axis = 0; axis < 7; axis++)
      header.putShort(NiftiHeader.DIM + 2 + 2 * axis, axis < 3 ? length(file, size, axis) : 1);
    header.putShort(NiftiHeader.DATATYPE, (short) type.code());
    header.putShort(NiftiHeader.DATATYPE + 2, (short) (8 * type.bytes()));
    header.putFloat(NiftiHeader.PIXDIM, 1);
    header.putFloat(NiftiHeader.PIXDIM + 4, (float) calibration.x());
    header.putFloat(NiftiHeader.PIXDIM + 8, (float) calibration.y());
    boolean single = size.dimension(2) == 1 && calibration.isFlat();
    header.putFloat(NiftiHeader.PIXDIM + 12, single ? 1 : (float) calibration.z());
    header.putFloat(NiftiHeader.VOX_OFFSET, LENGTH);
    header.putFloat(NiftiHeader.SLOPE, 1);
    header.put(NiftiHeader.UNITS, unit(calibration));
    header.position(NiftiHeader.MAGIC);
    header.put(new byte[] {'n', '+', '1', 0});
    return header.array();
  }

  /**
   * The header with pixel size, unit, orientation and position of another NIfTI image.
   *
   * @throws RobustJException if that cannot be read
   */
  static byte[] placed(byte[] header, Path source) {
    ByteBuffer from = Nifti.header(source);
    ByteBuffer to = ByteBuffer.wrap(header.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 4; i++) copyFloat(from, to, NiftiHeader.PIXDIM + 4 * i);
    to.put(NiftiHeader.UNITS, from.get(NiftiHeader.UNITS));
    to.putShort(CODES, from.getShort(CODES)).putShort(CODES + 2, from.getShort(CODES + 2));
    for (int i = SPACE; i < SPACE_END; i += 4) copyFloat(from, to, i);
    return to.array();
  }

  /** The header with a comment (code 6 of the registered extensions) behind it. */
  static byte[] commented(byte[] header, String comment) {
    byte[] text = comment.getBytes(StandardCharsets.UTF_8);
    int size = (8 + text.length + 15) / 16 * 16;
    ByteBuffer longer = ByteBuffer.allocate(header.length + size).order(ByteOrder.LITTLE_ENDIAN);
    longer.put(header).putInt(size).putInt(COMMENT).put(text);
    longer.put(NiftiHeader.SIZE, (byte) 1);
    longer.putFloat(NiftiHeader.VOX_OFFSET, longer.capacity());
    return longer.array();
  }

  /**
   * The first comment that begins with a text, without that.
   *
   * @param bytes between header and pixels
   */
  static Optional<String> comment(ByteBuffer bytes, String beginning) {
    if (bytes.remaining() < 4 || bytes.get(0) == 0) return Optional.empty();
    for (int at = 4; at + 8 <= bytes.limit(); ) {
      int size = bytes.getInt(at);
      if (size < 8 || size > bytes.limit() - at) return Optional.empty();
      String text = new String(bytes.array(), at + 8, size - 8, StandardCharsets.UTF_8);
      if (bytes.getInt(at + 4) == COMMENT && text.startsWith(beginning))
        return Optional.of(text.substring(beginning.length()).replace("\0", "").strip());
      at += size;
    }
    return Optional.empty();
  }

  private static void copyFloat(ByteBuffer from, ByteBuffer to, int position) {
    to.putFloat(position, from.getFloat(position));
  }

  private static short length(Path file, Interval size, int axis) {
    if (size.dimension(axis) <= Short.MAX_VALUE) return (short) size.dimension(axis);
    throw new RobustJException(
        "%s cannot be written: NIfTI holds %d pixels per axis and the image has %d; use TIFF."
            .formatted(file, Short.MAX_VALUE, size.dimension(axis)));
  }

  private static byte unit(Calibration calibration) {
    return switch (calibration.unit()) {
      case "mm" -> MILLIMETRES;
      case "micron" -> MICRONS;
      default -> UNKNOWN;
    };
  }
}
