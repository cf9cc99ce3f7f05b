package io.github.robustj.data.reader.image;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.data.VolumeSize;
import io.github.robustj.data.World;
import io.github.robustj.data.reader.MemoryCheck;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import net.imglib2.img.array.ArrayImgs;

/**
 * NIfTI-1 images in one file, {@code .nii} or {@code .nii.gz} (Cox et al. 2004): 2-D and 3-D, every
 * integer and floating-point type of at most 64 bits, both byte orders. Axes are taken as the file
 * has them, x fastest.
 */
public final class Nifti {

  private static final int GZIP_MAGIC = 0x1f8b;

  /** Comments beyond these bytes are not looked at. */
  private static final int MOST_COMMENTS = 1 << 16;

  private static final long LARGEST_REST = 64 << 20;

  private Nifti() {}

  public static boolean isNifti(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".nii") || name.endsWith(".nii.gz");
  }

  /**
   * Intensities, or label values, after the file's slope and intercept; a slope of 0 means none.
   * The values may be NaN.
   *
   * @throws RobustJException if the file is no NIfTI-1 image, is cut off or too large
   */
  static Image read(Path file, Role role) {
    try (InputStream in = open(file)) {
      NiftiHeader header = NiftiHeader.parse(file, header(file, in));
      requireRoom(file, header);
      Optional<CleanScaling> clean = clean(file, in, header);
      float[] values = values(in, header, role);
      requireEnd(file, in);
      return new Image(
          Names.stem(file),
          ArrayImgs.floats(values, header.width(), header.height(), 1, header.slices()),
          header.calibration(),
          clean,
          header.world(),
          header.notes());
    } catch (IOException e) {
      throw sentence(file, e);
    }
  }

  /** What stands between the header and the pixels, of which a comment may be ours. */
  private static Optional<CleanScaling> clean(Path file, InputStream in, NiftiHeader header)
      throws IOException {
    int between = header.offset() - NiftiHeader.SIZE;
    byte[] read = exactly(in, Math.min(between, MOST_COMMENTS));
    in.skipNBytes(between - read.length);
    return NiftiWriter.comment(ByteBuffer.wrap(read).order(header.order()), CleanScaling.KEY + ":")
        .map(text -> CleanScaling.parse(text, file));
  }

  /** Before the pixels' memory is taken: what the file's length allows at most. */
  private static void requireRoom(Path file, NiftiHeader header) throws IOException {
    long bytes = header.offset() + header.pixels() * header.type().bytes();
    long most = Files.size(file) * (isCompressed(file) ? MemoryCheck.DEFLATE : 1);
    if (header.pixels() <= MemoryCheck.LARGEST_ARRAY && bytes > most) throw new EOFException();
    MemoryCheck.require(file, header.pixels(), Float.BYTES);
  }

  /** To the end of a compressed file, where its checksum stands. */
  private static void requireEnd(Path file, InputStream in) throws IOException {
    byte[] rest = new byte[1 << 16];
    for (long behind = 0; behind < LARGEST_REST; ) {
      int n = in.read(rest);
      if (n < 0) return;
      behind += n;
    }
    throw new RobustJException(
        "%s goes on for more than %d MB behind its last pixel, but one image was expected; write it again."
            .formatted(file, LARGEST_REST >> 20));
  }

  /**
   * The bytes of a file's header, in the file's byte order.
   *
   * @throws RobustJException if the file is no NIfTI-1 image
   */
  static ByteBuffer header(Path file) {
    try (InputStream in = open(file)) {
      return header(file, in);
    } catch (IOException e) {
      throw sentence(file, e);
    }
  }

  static World world(Path file) {
    return NiftiHeader.parse(file, header(file)).world();
  }

  static VolumeSize size(Path file) {
    NiftiHeader header = NiftiHeader.parse(file, header(file));
    return new VolumeSize(header.width(), header.height(), header.slices());
  }

  /** How many bits a pixel has in the file. */
  static int bits(Path file) {
    return 8 * NiftiHeader.NiftiType.of(file, header(file).getShort(NiftiHeader.DATATYPE)).bytes();
  }

  private static ByteBuffer header(Path file, InputStream in) throws IOException {
    return NiftiHeader.ordered(file, exactly(in, NiftiHeader.SIZE));
  }

  private static RobustJException sentence(Path file, IOException e) {
    if (!(e instanceof EOFException || e instanceof ZipException))
      return ReadFailure.sentence(file, e);
    return new RobustJException(
        "%s is cut off or damaged: its pixels cannot all be read; copy it again.".formatted(file),
        e);
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return isCompressed(file) ? new GZIPInputStream(raw, 1 << 16) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** By its content: {@code .nii.gz} files that were unpacked on the way keep their name. */
  private static boolean isCompressed(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (in.read() << 8 | in.read()) == GZIP_MAGIC;
    }
  }

  private static float[] values(InputStream in, NiftiHeader header, Role role) throws IOException {
    float[] values = new float[Math.toIntExact(header.pixels())];
    int chunk = 1 << 16;
    for (int from = 0; from < values.length; from += chunk) {
      int to = Math.min(values.length, from + chunk);
      ByteBuffer bytes =
          ByteBuffer.wrap(exactly(in, (to - from) * header.type().bytes())).order(header.order());
      for (int i = from; i < to; i++) {
        double stored = header.type().read(bytes);
        values[i] = role == Role.LABELS ? header.label(stored) : header.scaled(stored);
      }
    }
    return values;
  }

  private static byte[] exactly(InputStream in, int n) throws IOException {
    byte[] bytes = in.readNBytes(n);
    if (bytes.length < n) throw new EOFException();
    return bytes;
  }

  private static final int QFORM_CODE = 252;
  private static final int SFORM_CODE = 254;
  private static final int QUATERNION = 256;
  private static final int OFFSETS = 268;
  private static final int ROWS = 280;

  /**
   * Where the image lies (nifti1.h, methods 1 to 3): {@code sform} if its code is above 0, else
   * {@code qform}, else only pixel sizes.
   *
   * @param unit mm in a unit of the header
   * @throws RobustJException if the position holds numbers that are none
   */
  static World placed(Path file, ByteBuffer header, double unit, Calibration spacing) {
    double[] affine = null;
    if (header.getShort(SFORM_CODE) > 0) affine = rows(header);
    else if (header.getShort(QFORM_CODE) > 0) affine = quaternion(header);
    if (affine == null) return World.of(spacing);
    List<Double> scaled = new ArrayList<>();
    for (double value : affine) {
      if (!Double.isFinite(value))
        throw new RobustJException(
            "%s states its place in the world by a number that is none (%s); mend its header or write it again."
                .formatted(file, value));
      scaled.add(value * unit);
    }
    return new World(scaled, spacing);
  }

  private static double[] rows(ByteBuffer header) {
    double[] affine = new double[12];
    for (int i = 0; i < 12; i++) affine[i] = header.getFloat(ROWS + 4 * i);
    return affine;
  }

  private static double[] quaternion(ByteBuffer header) {
    double b = header.getFloat(QUATERNION);
    double c = header.getFloat(QUATERNION + 4);
    double d = header.getFloat(QUATERNION + 8);
    double a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
    double[][] rotation = {
      {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
      {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
      {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c}
    };
    double handedness = header.getFloat(NiftiHeader.PIXDIM) < 0 ? -1 : 1;
    double[] affine = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        double size = header.getFloat(NiftiHeader.PIXDIM + 4 + 4 * axis);
        affine[4 * row + axis] = rotation[row][axis] * size * (axis == 2 ? handedness : 1);
      }
      affine[4 * row + 3] = header.getFloat(OFFSETS + 4 * row);
    }
    return affine;
  }
}
