package io.github.robustj.data.reader.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** A NIfTI-1 file byte by byte, after the standard's field table; independent of the reader. */
public final class NiftiBuilder {

  private final ByteBuffer bytes;

  public NiftiBuilder(ByteOrder order, int pixelBytes) {
    bytes = ByteBuffer.allocate(352 + pixelBytes).order(order);
    bytes.putInt(0, 348).putFloat(76, 1).putFloat(108, 352);
    bytes.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    spacing(1, 1, 1);
    unit(2);
  }

  NiftiBuilder dims(int... lengths) {
    bytes.putShort(40, (short) lengths.length);
    for (int i = 0; i < lengths.length; i++) bytes.putShort(42 + 2 * i, (short) lengths[i]);
    return this;
  }

  NiftiBuilder type(int code, int bits) {
    bytes.putShort(70, (short) code).putShort(72, (short) bits);
    return this;
  }

  NiftiBuilder spacing(double x, double y, double z) {
    bytes.putFloat(80, (float) x).putFloat(84, (float) y).putFloat(88, (float) z);
    return this;
  }

  /** 1 m, 2 mm, 3 micron; the bits above are the unit of time. */
  NiftiBuilder unit(int code) {
    bytes.put(123, (byte) (code | 8));
    return this;
  }

  public NiftiBuilder slope(float slope, float intercept) {
    bytes.putFloat(112, slope).putFloat(116, intercept);
    return this;
  }

  /** Any other field. */
  NiftiBuilder with(Consumer<ByteBuffer> change) {
    change.accept(bytes);
    return this;
  }

  NiftiBuilder pixels(Consumer<ByteBuffer> put) {
    bytes.position(352);
    put.accept(bytes);
    return this;
  }

  byte[] bytes() {
    return bytes.array();
  }

  public Path plain(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  public Path compressed(Path file) throws IOException {
    return Files.write(file, gzip(bytes()));
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  /** Bytes 0, 1, 2, ... as unsigned 8-bit pixels. */
  public static NiftiBuilder counting(int... dims) {
    int n = 1;
    for (int d : dims) n *= d;
    int pixels = n;
    return new NiftiBuilder(ByteOrder.LITTLE_ENDIAN, n)
        .dims(dims)
        .type(2, 8)
        .pixels(
            b -> {
              for (int i = 0; i < pixels; i++) b.put((byte) i);
            });
  }
}
