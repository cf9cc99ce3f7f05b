package io.github.robustj.worker;

import io.github.robustj.data.LabelBytes;
import io.github.robustj.data.StoredPixels;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * The pixels of an image that is handed over, the first axis running fastest.
 *
 * @param file name within the {@link PixelFolder}, or place in {@link PixelBytes}
 * @param dimensions of the image
 */
record PixelFile(String file, Kind kind, long[] dimensions) {

  long pixels() {
    return LongStream.of(dimensions).reduce(1, Math::multiplyExact);
  }

  long bytes() {
    return pixels() * kind.bytes;
  }

  /**
   * What a pixel is; {@link FloatType} also as the whole number of 8 or 16 bit, {@link IntType} as
   * the byte.
   */
  enum Kind {
    FLOAT(Float.BYTES),
    INT(Integer.BYTES),
    SHORT(Short.BYTES),
    BYTE(Byte.BYTES),
    LABEL(Byte.BYTES);

    final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }

    /**
     * The smallest that holds an image.
     *
     * @throws IllegalArgumentException if its pixels are not handed over
     */
    static Kind of(RandomAccessibleInterval<?> image) {
      if (image instanceof PlanarImg<?, ?> planar && planar.getPlane(0) instanceof StoredPixels)
        return stored(planar);
      if (image instanceof PlanarImg<?, ?> planar && planar.getPlane(0) instanceof LabelBytes)
        return LABEL;
      Object pixel = Views.iterable(image).firstElement();
      if (pixel instanceof FloatType) return FLOAT;
      if (pixel instanceof IntType) return INT;
      throw new IllegalArgumentException("images of " + pixel.getClass() + " are not handed over");
    }

    private static Kind stored(PlanarImg<?, ?> image) {
      Kind kind = BYTE;
      for (int i = 0; i < image.numSlices(); i++) {
        Object plane = image.getPlane(i);
        if (plane instanceof StoredPixels.Floats) return FLOAT;
        if (plane instanceof StoredPixels.Shorts) kind = SHORT;
      }
      return kind;
    }

    /** A plane of an image of this kind, as an array for {@link #put} and {@link #get}. */
    Object plane(ArrayDataAccess<?> plane) {
      if (plane instanceof LabelBytes labels) return labels.values();
      if (plane instanceof StoredPixels.Bytes bytes && this == BYTE) return bytes.values();
      if (plane instanceof StoredPixels stored && this == SHORT) return stored.shorts();
      return plane.getCurrentStorageArray();
    }

    /** An image to be filled. */
    PlanarImg<?, ? extends ArrayDataAccess<?>> empty(long... dimensions) {
      if (this == FLOAT) return PlanarImgs.floats(dimensions);
      if (this == INT) return PlanarImgs.ints(dimensions);
      if (this == LABEL) return LabelBytes.image(dimensions);
      int length = PlanarImg.elementsPerSlice(dimensions);
      IntStream planes = IntStream.range(0, PlanarImg.numberOfSlices(dimensions));
      return StoredPixels.image(
          planes
              .<StoredPixels>mapToObj(
                  i ->
                      this == BYTE
                          ? new StoredPixels.Bytes(new byte[length])
                          : new StoredPixels.Shorts(new short[length]))
              .toList(),
          dimensions);
    }

    /** Puts part of a plane. */
    void put(Object plane, int from, int count, ByteBuffer to) {
      switch (this) {
        case FLOAT -> to.asFloatBuffer().put((float[]) plane, from, count);
        case INT -> to.asIntBuffer().put((int[]) plane, from, count);
        case SHORT -> to.asShortBuffer().put((short[]) plane, from, count);
        case BYTE, LABEL -> to.duplicate().put((byte[]) plane, from, count);
      }
      to.position(to.position() + count * bytes);
    }

    /** Fills part of a plane. */
    void get(ByteBuffer from, Object plane, int at, int count) {
      switch (this) {
        case FLOAT -> from.asFloatBuffer().get((float[]) plane, at, count);
        case INT -> from.asIntBuffer().get((int[]) plane, at, count);
        case SHORT -> from.asShortBuffer().get((short[]) plane, at, count);
        case BYTE, LABEL -> from.duplicate().get((byte[]) plane, at, count);
      }
      from.position(from.position() + count * bytes);
    }
  }
}
