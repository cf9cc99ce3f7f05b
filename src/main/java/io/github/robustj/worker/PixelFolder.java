package io.github.robustj.worker;

import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * The folder through which two processes hand each other images of {@link FloatType} or {@link
 * IntType}. A file is written once, taken once and then deleted.
 */
record PixelFolder(Path folder) {

  /** What must stay free: a mapped file that meets a full disk takes the whole process along. */
  private static final long RESERVE = 64L << 20;

  /**
   * @throws RobustJException if there is not enough space
   */
  PixelFile write(RandomAccessibleInterval<?> image) throws IOException {
    Object pixel = Views.iterable(image).firstElement();
    PixelFile file =
        new PixelFile(UUID.randomUUID() + ".pixels", kind(pixel), image.dimensionsAsLongArray());
    requireSpace(file.pixels() * PixelFile.BYTES);
    try (MappedPixels mapped = MappedPixels.create(folder.resolve(file.file()), file.pixels())) {
      copy(image, mapped);
    }
    return file;
  }

  /** The image, whose file is gone afterwards. */
  RandomAccessibleInterval<?> take(PixelFile file) throws IOException {
    Path path = folder.resolve(file.file());
    RandomAccessibleInterval<?> image;
    try (MappedPixels mapped = MappedPixels.open(path, file.pixels())) {
      image = file.kind() == PixelFile.Kind.FLOAT ? floats(file, mapped) : ints(file, mapped);
    }
    discard(path);
    return image;
  }

  /** Windows keeps a mapped file; there it goes with the folder. */
  private static void discard(Path path) {
    if (!path.toFile().delete()) path.toFile().deleteOnExit();
  }

  private static PixelFile.Kind kind(Object pixel) {
    if (pixel instanceof FloatType) return PixelFile.Kind.FLOAT;
    if (pixel instanceof IntType) return PixelFile.Kind.INT;
    throw new IllegalArgumentException("images of " + pixel.getClass() + " are not handed over");
  }

  private static void copy(RandomAccessibleInterval<?> image, MappedPixels to) {
    for (Object pixel : Views.flatIterable(image)) {
      if (pixel instanceof FloatType value) to.put(Float.floatToRawIntBits(value.get()));
      else to.put(((IntType) pixel).get());
    }
  }

  private static RandomAccessibleInterval<FloatType> floats(PixelFile file, MappedPixels from) {
    PlanarImg<FloatType, FloatArray> image = PlanarImgs.floats(file.dimensions());
    for (int i = 0; i < image.numSlices(); i++) {
      float[] plane = image.getPlane(i).getCurrentStorageArray();
      for (int p = 0; p < plane.length; p++) plane[p] = Float.intBitsToFloat(from.next());
    }
    return image;
  }

  private static RandomAccessibleInterval<IntType> ints(PixelFile file, MappedPixels from) {
    PlanarImg<IntType, IntArray> image = PlanarImgs.ints(file.dimensions());
    for (int i = 0; i < image.numSlices(); i++) {
      int[] plane = image.getPlane(i).getCurrentStorageArray();
      for (int p = 0; p < plane.length; p++) plane[p] = from.next();
    }
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
   * The pixels of an image in a file of their own: 4 bytes each, in the machine's byte order, the
   * first axis running fastest.
   *
   * @param file name within the {@link PixelFolder}
   * @param dimensions of the image
   */
  record PixelFile(String file, Kind kind, long[] dimensions) {

    static final int BYTES = 4;

    enum Kind {
      FLOAT,
      INT
    }

    long pixels() {
      long product = 1;
      for (long length : dimensions) product *= length;
      return product;
    }
  }

  /** A file of 4-byte pixels in memory, read or written from the first to the last. */
  static final class MappedPixels implements AutoCloseable {

    /** Pixels per mapping: Java maps at most 2 GiB at once. */
    private static final long PART = 1L << 26;

    private final FileChannel channel;
    private final MapMode mode;
    private final long pixels;
    private long mapped;
    private IntBuffer part = IntBuffer.allocate(0);

    private MappedPixels(FileChannel channel, MapMode mode, long pixels) {
      this.channel = channel;
      this.mode = mode;
      this.pixels = pixels;
    }

    static MappedPixels create(Path file, long pixels) throws IOException {
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return new MappedPixels(channel, MapMode.READ_WRITE, pixels);
    }

    static MappedPixels open(Path file, long pixels) throws IOException {
      return new MappedPixels(
          FileChannel.open(file, StandardOpenOption.READ), MapMode.READ_ONLY, pixels);
    }

    void put(int pixel) {
      if (!part.hasRemaining()) map();
      part.put(pixel);
    }

    int next() {
      if (!part.hasRemaining()) map();
      return part.get();
    }

    private void map() {
      long length = Math.min(PART, pixels - mapped);
      try {
        part =
            channel
                .map(mode, mapped * PixelFile.BYTES, length * PixelFile.BYTES)
                .order(ByteOrder.nativeOrder())
                .asIntBuffer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      mapped += length;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
