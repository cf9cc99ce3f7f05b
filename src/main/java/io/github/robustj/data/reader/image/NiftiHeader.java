package io.github.robustj.data.reader.image;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.World;
import io.github.robustj.error.RobustJException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a NIfTI-1 header (nifti1.h of the NIfTI Data Format Working Group) says about the pixels.
 *
 * @param offset of the first pixel in bytes
 * @param slope {@code intercept} of the stored values; slope 0 means neither
 */
record NiftiHeader(
    ByteOrder order,
    int width,
    int height,
    int slices,
    NiftiType type,
    int offset,
    float slope,
    float intercept,
    Calibration calibration,
    World world) {

  static final int SIZE = 348;

  private static final int SIZE_OF_VERSION_2 = 540;

  static final int DIM = 40;
  static final int DATATYPE = 70;
  static final int PIXDIM = 76;
  static final int VOX_OFFSET = 108;
  static final int SLOPE = 112;
  private static final int INTERCEPT = 116;
  static final int UNITS = 123;
  static final int MAGIC = 344;

  /** Of the slope, with room for its own rounding to single precision. */
  private static final double HALF_STEP = .5001;

  private static final double SAME_SIZE = .01;

  private static final int METRES = 1;
  private static final int MICRONS = 3;

  /**
   * The bytes of a header in the order of its file.
   *
   * @throws RobustJException if they are of another format
   */
  static ByteBuffer ordered(Path file, byte[] bytes) {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.order(header.getInt(0) == SIZE ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    String magic = new String(bytes, MAGIC, 3, StandardCharsets.ISO_8859_1);
    if (header.getInt(0) != SIZE || !magic.equals("n+1")) throw foreign(file, header, magic);
    return header;
  }

  /**
   * @throws RobustJException if the header is damaged, or of an image that is not 2-D or 3-D with
   *     one number per pixel
   */
  static NiftiHeader parse(Path file, ByteBuffer header) {
    requireScale(file, header);
    Calibration stated = calibration(header);
    double unit = stated.unit().equals("micron") ? .001 : metres(header) ? 1000 : 1;
    World world = Nifti.placed(file, header, unit, stated);
    Calibration calibration = stated.isFlat() ? deep(stated, world) : stated;
    return new NiftiHeader(
        header.order(),
        side(file, header, 1),
        side(file, header, 2),
        slices(file, header),
        NiftiType.of(file, header.getShort(DATATYPE)),
        offset(file, header),
        header.getFloat(SLOPE),
        header.getFloat(INTERCEPT),
        calibration,
        world);
  }

  /** With the slice distance that the place in the world gives, if it gives one. */
  private static Calibration deep(Calibration size, World world) {
    double distance = world.isPlaced() ? world.length(2) : 0;
    double z = size.unit().equals("micron") ? distance * 1000 : distance;
    return new Calibration(size.x(), size.y(), z, size.unit());
  }

  /**
   * For the log: nothing where {@code pixdim} and the place in the world give a pixel the same
   * size. They differ where a program changed one of the two, or the place is one in an atlas.
   */
  List<String> notes() {
    if (!world.isPlaced()) return List.of();
    double unit = calibration.unit().equals("micron") ? .001 : 1;
    double[] stated = {calibration.x() * unit, calibration.y() * unit, calibration.z() * unit};
    boolean none = calibration.equals(Calibration.PIXELS);
    boolean same = !none;
    for (int axis = 0; axis < (slices > 1 && !calibration.isFlat() ? 3 : 2); axis++)
      same &= Math.abs(world.length(axis) - stated[axis]) <= SAME_SIZE * stated[axis];
    if (same) return List.of();
    return List.of(
        "The header states two sizes of a pixel, %s (pixdim) and %s mm (its place in the world); lengths are measured in the first."
            .formatted(none ? "none" : World.of(calibration).inWords(), world.lengths()));
  }

  private static boolean metres(ByteBuffer header) {
    return (header.get(UNITS) & 7) == METRES;
  }

  /** Some programs write 0 for the place right behind the header. */
  private static int offset(Path file, ByteBuffer header) {
    float stated = header.getFloat(VOX_OFFSET);
    if (stated == 0) return SIZE + 4;
    if (stated >= SIZE && stated < Integer.MAX_VALUE && stated == Math.rint(stated))
      return (int) stated;
    throw new RobustJException(
        "%s states that its pixels begin at byte %s, but a whole number from %d was expected; it is damaged: copy it again."
            .formatted(file, stated, SIZE));
  }

  private static void requireScale(Path file, ByteBuffer header) {
    float slope = header.getFloat(SLOPE);
    float intercept = header.getFloat(INTERCEPT);
    if (slope == 0 || Float.isFinite(slope) && Float.isFinite(intercept)) return;
    throw new RobustJException(
        "%s scales its pixels by the slope %s and the intercept %s, but numbers were expected; write it again with the slope 1 and the intercept 0."
            .formatted(file, slope, intercept));
  }

  private static RobustJException foreign(Path file, ByteBuffer header, String magic) {
    String what = "";
    if (header.getInt(0) == SIZE_OF_VERSION_2) what = " (it is NIfTI-2)";
    if (magic.equals("ni1")) what = " (its pixels are in a second file)";
    return new RobustJException(
        "%s is not a NIfTI-1 image in one file%s; convert it to one.".formatted(file, what));
  }

  long pixels() {
    return (long) width * height * slices;
  }

  float scaled(double stored) {
    return (float) (slope == 0 ? stored : stored * slope + intercept);
  }

  /**
   * A label value. A program that keeps labels as scaled integers rounds each to the nearest step
   * of the slope; a whole number within half a step is what was rounded.
   */
  float label(double stored) {
    if (slope == 0 || slope == 1) return scaled(stored);
    double value = stored * slope + intercept;
    double whole = Math.rint(value);
    boolean rounded = Math.abs(slope) < 1 && Math.abs(value - whole) <= HALF_STEP * Math.abs(slope);
    return (float) (rounded ? whole : value);
  }

  private static int slices(Path file, ByteBuffer header) {
    int axes = header.getShort(DIM);
    for (int axis = 4; axis <= axes && axis < 8; axis++)
      if (side(file, header, axis) > 1)
        throw new RobustJException(
            "%s has %d volumes (axis %d), but one volume per file was expected; save each in a file of its own."
                .formatted(file, side(file, header, axis), axis));
    return axes < 3 ? 1 : side(file, header, 3);
  }

  private static int side(Path file, ByteBuffer header, int axis) {
    int axes = header.getShort(DIM);
    int length = header.getShort(DIM + 2 * axis);
    if (axes < 2 || axes > 7 || length < 1)
      throw new RobustJException(
          "%s states impossible dimensions (%d axes, axis %d has length %d); it is damaged: copy it again."
              .formatted(file, axes, axis, length));
    return length;
  }

  /** Pixels if there is no size; an unknown unit is taken for mm, as NIfTI software does. */
  private static Calibration calibration(ByteBuffer header) {
    double x = spacing(header, 1);
    double y = spacing(header, 2);
    double z = spacing(header, 3);
    if (x == 0 || y == 0) return Calibration.PIXELS;
    int unit = header.get(UNITS) & 7;
    double scale = metres(header) ? 1000 : 1;
    return new Calibration(x * scale, y * scale, z * scale, unit == MICRONS ? "micron" : "mm");
  }

  /** 0 if there is none. */
  private static double spacing(ByteBuffer header, int axis) {
    double size = Math.abs(header.getFloat(PIXDIM + 4 * axis));
    return Double.isFinite(size) ? size : 0;
  }

  /** How a NIfTI-1 file stores a pixel. */
  enum NiftiType {
    UINT8(2, 1, b -> b.get() & 0xff),
    INT16(4, 2, ByteBuffer::getShort),
    INT32(8, 4, ByteBuffer::getInt),
    FLOAT32(16, 4, ByteBuffer::getFloat),
    FLOAT64(64, 8, ByteBuffer::getDouble),
    INT8(256, 1, ByteBuffer::get),
    UINT16(512, 2, b -> b.getShort() & 0xffff),
    UINT32(768, 4, b -> b.getInt() & 0xffffffffL),
    INT64(1024, 8, ByteBuffer::getLong),
    UINT64(1280, 8, b -> unsigned(b.getLong()));

    private final int code;
    private final int bytes;
    private final ToDoubleFunction<ByteBuffer> reader;

    NiftiType(int code, int bytes, ToDoubleFunction<ByteBuffer> reader) {
      this.code = code;
      this.bytes = bytes;
      this.reader = reader;
    }

    static NiftiType of(Path file, int code) {
      for (NiftiType type : values()) if (type.code == code) return type;
      throw new RobustJException(
          "%s has the NIfTI data type %d, which is not a single number per pixel; convert it to integers or floats."
              .formatted(file, code));
    }

    int code() {
      return code;
    }

    int bytes() {
      return bytes;
    }

    /** The next pixel of a buffer in the file's byte order. */
    double read(ByteBuffer buffer) {
      return reader.applyAsDouble(buffer);
    }

    private static double unsigned(long value) {
      return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
    }
  }
}
