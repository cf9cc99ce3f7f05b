package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.worker.PixelFile.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Pixels of images in memory, one image behind the other, little-endian whatever the machine. The
 * name of a {@link PixelFile} is where its image begins.
 */
final class PixelBytes implements PixelStore {

  private final long most;
  private ByteBuffer bytes;

  /**
   * To be written.
   *
   * @param most bytes that all images may have together, at most {@code 2^31 - 9}
   */
  PixelBytes(long most) {
    this.most = most;
    bytes = order(ByteBuffer.allocate(0));
  }

  /** To be read: all bytes from the buffer's position to its limit. */
  PixelBytes(ByteBuffer written) {
    most = written.remaining();
    bytes = order(written.slice());
  }

  private static ByteBuffer order(ByteBuffer bytes) {
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What was written. */
  ByteBuffer written() {
    return bytes.duplicate().flip();
  }

  @Override
  public PixelFile write(RandomAccessibleInterval<?> image) {
    PixelFile file =
        new PixelFile(
            Integer.toString(bytes.position()), Kind.of(image), image.dimensionsAsLongArray());
    reserve(file.bytes());
    if (image instanceof PlanarImg<?, ?> planar) put(planar, file.kind());
    else put(image);
    return file;
  }

  private void put(PlanarImg<?, ?> image, Kind kind) {
    for (int i = 0; i < image.numSlices(); i++) {
      Object plane = kind.plane(image.getPlane(i));
      kind.put(plane, 0, Array.getLength(plane), bytes);
    }
  }

  private void put(RandomAccessibleInterval<?> image) {
    for (Object value : Views.flatIterable(image))
      if (value instanceof FloatType real) bytes.putFloat(real.get());
      else bytes.putInt(((IntType) value).get());
  }

  private void reserve(long more) {
    long wanted = bytes.position() + more;
    if (wanted > most) throw tooLarge(wanted, most);
    if (wanted <= bytes.capacity()) return;
    long grown = Math.min(most, Math.max(wanted, 2L * bytes.capacity()));
    bytes =
        order(
            ByteBuffer.wrap(Arrays.copyOf(bytes.array(), (int) grown)).position(bytes.position()));
  }

  static RobustJException tooLarge(long bytes, long most) {
    return new RobustJException(
        "The images of this part have %d MiB, but at most %d MiB travel between machines at once; divide them into smaller images."
            .formatted(bytes >> 20, most >> 20));
  }

  @Override
  public RandomAccessibleInterval<?> take(PixelFile file) throws IOException {
    int from = Integer.parseInt(file.file());
    if (from < 0 || from + file.bytes() > bytes.limit())
      throw new EOFException("pixels end before their image does");
    ByteBuffer pixels = order(bytes.duplicate().position(from));
    var image = file.kind().empty(file.dimensions());
    for (int i = 0; i < image.numSlices(); i++) {
      Object plane = file.kind().plane(image.getPlane(i));
      file.kind().get(pixels, plane, 0, Array.getLength(plane));
    }
    return image;
  }
}
