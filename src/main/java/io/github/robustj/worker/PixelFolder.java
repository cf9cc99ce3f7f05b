package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.SystemReason;
import io.github.robustj.worker.PixelFile.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * The folder through which two processes hand each other images of {@link FloatType} or {@link
 * IntType}. A file is written once, taken once and then deleted.
 */
record PixelFolder(Path folder) implements PixelStore {

  /** What must stay free for others. */
  private static final long RESERVE = 64L << 20;

  /**
   * @throws RobustJException if there is not enough space, or the folder cannot be written to
   * @throws CancellationException if the thread is interrupted, as it is where a user stops a job
   */
  @Override
  public PixelFile write(RandomAccessibleInterval<?> image) throws IOException {
    PixelFile file =
        new PixelFile(UUID.randomUUID() + ".pixels", Kind.of(image), image.dimensionsAsLongArray());
    requireSpace(file.bytes());
    Path path = folder.resolve(file.file());
    try (Pixels to = Pixels.create(path, file.kind())) {
      copy(image, to);
      return file;
    } catch (ClosedByInterruptException e) {
      discard(path);
      throw new CancellationException("interrupted");
    } catch (IOException e) {
      discard(path);
      throw new RobustJException(
          "An image cannot be written to the folder for temporary files, %s (%s); free some space there and let it be writable."
              .formatted(folder, SystemReason.of(e)),
          e);
    }
  }

  /**
   * The image, whose file is gone afterwards.
   *
   * @throws IOException if the file is not there or ends before its image does
   */
  @Override
  public RandomAccessibleInterval<?> take(PixelFile file) throws IOException {
    Path path = folder.resolve(file.file());
    RandomAccessibleInterval<?> image;
    try (Pixels from = Pixels.open(path, file.kind())) {
      image = filled(file, from);
    }
    discard(path);
    return image;
  }

  /** Where another program holds it, it goes with the folder. */
  private static void discard(Path path) {
    if (!path.toFile().delete() && path.toFile().exists()) path.toFile().deleteOnExit();
  }

  private static void copy(RandomAccessibleInterval<?> image, Pixels to) throws IOException {
    if (image instanceof PlanarImg<?, ?> planar)
      for (int i = 0; i < planar.numSlices(); i++) to.put(to.kind.plane(planar.getPlane(i)));
    else if (image instanceof ArrayImg<?, ?> array
        && array.update(null) instanceof ArrayDataAccess<?> all)
      to.put(all.getCurrentStorageArray());
    else
      for (Object pixel : Views.flatIterable(image))
        if (pixel instanceof FloatType value) to.put(Float.floatToRawIntBits(value.get()));
        else to.put(((IntType) pixel).get());
  }

  private static RandomAccessibleInterval<?> filled(PixelFile file, Pixels from)
      throws IOException {
    var image = file.kind().empty(file.dimensions());
    for (int i = 0; i < image.numSlices(); i++) from.get(file.kind().plane(image.getPlane(i)));
    return image;
  }

  private void requireSpace(long bytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes + RESERVE)
      throw new RobustJException(
          "The image needs %d MiB in the folder for temporary files, %s, but only %d MiB are free there; free some space."
              .formatted((bytes + RESERVE) >> 20, folder, free >> 20));
  }

  /**
   * A file of pixels in the machine's byte order, written or read from the first to the last by way
   * of a small buffer: a mapped one counts as memory of the process, beside the image itself, and
   * takes the process along where the disk is full.
   */
  static final class Pixels implements AutoCloseable {

    private static final int BUFFER = 1 << 20;

    private final FileChannel channel;
    private final Kind kind;
    private final boolean writes;
    private boolean failed;
    private final ByteBuffer buffer =
        ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());

    private Pixels(FileChannel channel, Kind kind, boolean writes) {
      this.channel = channel;
      this.kind = kind;
      this.writes = writes;
    }

    static Pixels create(Path file, Kind kind) throws IOException {
      return new Pixels(
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          kind,
          true);
    }

    static Pixels open(Path file, Kind kind) throws IOException {
      Pixels pixels = new Pixels(FileChannel.open(file, StandardOpenOption.READ), kind, false);
      pixels.buffer.flip();
      return pixels;
    }

    void put(int pixel) throws IOException {
      if (!buffer.hasRemaining()) flush();
      buffer.putInt(pixel);
    }

    /**
     * @param values array of the pixels' kind
     */
    void put(Object values) throws IOException {
      int length = Array.getLength(values);
      for (int done = 0, part; done < length; done += part) {
        if (!buffer.hasRemaining()) flush();
        part = Math.min(length - done, buffer.remaining() / kind.bytes);
        kind.put(values, done, part, buffer);
      }
    }

    private void flush() throws IOException {
      buffer.flip();
      failed = true;
      while (buffer.hasRemaining()) channel.write(buffer);
      failed = false;
      buffer.clear();
    }

    /**
     * Fills an array of the pixels' kind with the next ones.
     *
     * @throws IOException if there are not so many
     */
    void get(Object values) throws IOException {
      int length = Array.getLength(values);
      for (int done = 0, part; done < length; done += part) {
        if (!buffer.hasRemaining()) fill();
        part = Math.min(length - done, buffer.remaining() / kind.bytes);
        kind.get(buffer, values, done, part);
      }
    }

    private void fill() throws IOException {
      buffer.clear();
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      buffer.flip();
      // Part of a pixel is there at the end of a file alone, as the buffer holds whole ones.
      if (!buffer.hasRemaining() || buffer.remaining() % kind.bytes != 0)
        throw new EOFException("a file of pixels ends before its image does");
    }

    @Override
    public void close() throws IOException {
      try (channel) {
        if (writes && !failed) flush();
      }
    }
  }
}
