package io.github.robustj.data.reader;

import io.github.robustj.data.Calibration;
import io.github.robustj.error.RobustJException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import net.imglib2.Interval;

/** The bytes of a NIfTI-1 file before its first pixel: header and empty extension. */
final class NiftiBytes {

  private static final int LENGTH = 352;
  private static final int UNKNOWN = 0;
  private static final int MILLIMETRES = 2;
  private static final int MICRONS = 3;

  /** Quaternion, offset and affine rows: what {@code qform_code} and {@code sform_code} declare. */
  private static final int SPACE = 256;

  private static final int SPACE_END = 328;
  private static final int CODES = 252;

  private NiftiBytes() {}

  /**
   * @param size of the image: x, y, slice
   * @throws RobustJException naming the file to write if an axis is longer than NIfTI-1 can state
   */
  static byte[] of(Path file, Interval size, NiftiType type, Calibration calibration) {
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
    header.putFloat(NiftiHeader.PIXDIM + 12, (float) calibration.z());
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
