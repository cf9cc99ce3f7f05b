package io.github.robustj.data.reader;

import io.github.robustj.data.CleanScaling;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
final class Nifti {

  private static final int GZIP_MAGIC = 0x1f8b;

  /** Comments beyond these bytes are not looked at. */
  private static final int MOST_COMMENTS = 1 << 16;

  private Nifti() {}

  static boolean isNifti(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".nii") || name.endsWith(".nii.gz");
  }

  /**
   * Intensities after the file's slope and intercept; a slope of 0 means none. The values may be
   * NaN.
   *
   * @throws RobustJException if the file is no NIfTI-1 image, is cut off or too large
   */
  static Image read(Path file) {
    try (InputStream in = open(file)) {
      NiftiHeader header = NiftiHeader.parse(file, header(file, in));
      Memory.require(file, header.pixels(), Float.BYTES);
      Optional<CleanScaling> clean = clean(file, in, header);
      float[] values = values(in, header);
      // To the end of a compressed file, where its checksum stands.
      in.transferTo(OutputStream.nullOutputStream());
      return new Image(
          Names.stem(file),
          ArrayImgs.floats(values, header.width(), header.height(), 1, header.slices()),
          header.calibration(),
          clean);
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
    return NiftiBytes.comment(ByteBuffer.wrap(read).order(header.order()), CleanScaling.KEY + ":")
        .map(text -> CleanScaling.parse(text, file));
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

  /** How many bits a pixel has in the file. */
  static int bits(Path file) {
    return 8 * NiftiType.of(file, header(file).getShort(NiftiHeader.DATATYPE)).bytes();
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
    raw.mark(2);
    int magic = raw.read() << 8 | raw.read();
    raw.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  private static float[] values(InputStream in, NiftiHeader header) throws IOException {
    float[] values = new float[Math.toIntExact(header.pixels())];
    int chunk = 1 << 16;
    for (int from = 0; from < values.length; from += chunk) {
      int to = Math.min(values.length, from + chunk);
      ByteBuffer bytes =
          ByteBuffer.wrap(exactly(in, (to - from) * header.type().bytes())).order(header.order());
      for (int i = from; i < to; i++) values[i] = header.scaled(header.type().read(bytes));
    }
    return values;
  }

  private static byte[] exactly(InputStream in, int n) throws IOException {
    byte[] bytes = in.readNBytes(n);
    if (bytes.length < n) throw new EOFException();
    return bytes;
  }
}
