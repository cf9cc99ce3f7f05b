package io.github.robustj.omezarr;

import io.github.robustj.data.StoredPixels;
import io.github.robustj.data.lazy.BlockCache;
import io.github.robustj.data.lazy.LazyPixels;
import io.github.robustj.omezarr.Axis.Kind;
import io.github.robustj.zarr.DataType;
import io.github.robustj.zarr.ZarrArray;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * The chunks of an array, whose axes may stand in any order, as blocks of an image with the axes x,
 * y, channel, slice. They are put in order when they are read: a view that does so pixel by pixel
 * takes longer than all else that is done with a pixel.
 *
 * @param kinds of the array's axes, slowest first; those that are missing have length 1
 */
record OmeBlocks(ZarrArray array, List<Kind> kinds) {

  long length(Kind kind) {
    return kinds.contains(kind) ? array.shape()[kinds.indexOf(kind)] : 1;
  }

  private int chunk(Kind kind) {
    return kinds.contains(kind) ? array.chunks()[kinds.indexOf(kind)] : 1;
  }

  /** Time points one after the other, as the readers of all formats have it. */
  RandomAccessibleInterval<FloatType> pixels(BlockCache cache) {
    if (length(Kind.TIME) == 1) return pixels(Kind.Z, Kind.TIME, 0, cache);
    if (length(Kind.Z) == 1) return pixels(Kind.TIME, Kind.Z, 0, cache);
    List<RandomAccessibleInterval<FloatType>> points = new ArrayList<>();
    for (long t = 0; t < length(Kind.TIME); t++) points.add(pixels(Kind.Z, Kind.TIME, t, cache));
    return Views.concatenate(3, points);
  }

  /**
   * @param slices the axis of slices
   * @param other the axis that has only the place {@code at}
   */
  private RandomAccessibleInterval<FloatType> pixels(
      Kind slices, Kind other, long at, BlockCache cache) {
    Kind[] axes = {Kind.X, Kind.Y, Kind.CHANNEL, slices};
    long[] size = new long[axes.length];
    int[] block = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      size[i] = length(axes[i]);
      block[i] = chunk(axes[i]);
    }
    return LazyPixels.image(
        array.folder(),
        size,
        block,
        isPlain() ? array.type().bytes() : Float.BYTES,
        (place, part) -> {
          long[] index = new long[kinds.size()];
          for (int i = 0; i < axes.length; i++) put(index, axes[i], place[i]);
          put(index, other, at / chunk(other));
          int begin = (int) (at % chunk(other)) * step(other);
          return stored(array.read(index), axes, part, begin);
        },
        cache);
  }

  private void put(long[] index, Kind kind, long value) {
    if (kinds.contains(kind)) index[kinds.indexOf(kind)] = value;
  }

  /** From a number of a chunk to the next one along an axis. */
  private int step(Kind kind) {
    if (!kinds.contains(kind)) return 0;
    int[] chunks = array.chunks();
    int step = 1;
    for (int i = kinds.indexOf(kind) + 1; i < chunks.length; i++) step *= chunks[i];
    return step;
  }

  /** Whether numbers stay in the type that the array has. */
  private boolean isPlain() {
    return array.type() == DataType.UINT8 || array.type() == DataType.UINT16;
  }

  private StoredPixels stored(byte[] chunk, Kind[] axes, int[] size, int begin) {
    return switch (array.type()) {
      case UINT8 ->
          new StoredPixels.Bytes((byte[]) ordered(chunk, chunk.length, axes, size, begin));
      case UINT16 -> {
        short[] numbers = new short[chunk.length / Short.BYTES];
        ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(numbers);
        yield new StoredPixels.Shorts(
            (short[]) ordered(numbers, numbers.length, axes, size, begin));
      }
      default -> {
        float[] numbers = array.type().floats(chunk);
        yield StoredPixels.of((float[]) ordered(numbers, numbers.length, axes, size, begin));
      }
    };
  }

  /**
   * The part of a chunk that lies in the image, first axis fastest.
   *
   * @param chunk an array of numbers
   * @param size of the part along the axes
   * @param begin where its first number is
   * @return an array of the same type
   */
  private Object ordered(Object chunk, int length, Kind[] axes, int[] size, int begin) {
    if (begin == 0 && isInOrder(axes) && whole(size) == length) return chunk;
    Object part = Array.newInstance(chunk.getClass().getComponentType(), whole(size));
    int[] steps = new int[axes.length];
    for (int i = 0; i < axes.length; i++) steps[i] = step(axes[i]);
    int at = 0;
    for (int z = 0; z < size[3]; z++)
      for (int c = 0; c < size[2]; c++)
        for (int y = 0; y < size[1]; y++, at += size[0])
          row(
              chunk,
              begin + z * steps[3] + c * steps[2] + y * steps[1],
              steps[0],
              part,
              at,
              size[0]);
    return part;
  }

  private static int whole(int[] size) {
    return size[0] * size[1] * size[2] * size[3];
  }

  /** Whether the array's axes are already in the order of these, as far as it has them. */
  private boolean isInOrder(Kind[] axes) {
    int before = kinds.size();
    for (Kind axis : axes)
      if (kinds.contains(axis)) {
        if (kinds.indexOf(axis) > before) return false;
        before = kinds.indexOf(axis);
      }
    return true;
  }

  private static void row(Object chunk, int from, int step, Object part, int at, int length) {
    if (step == 1) System.arraycopy(chunk, from, part, at, length);
    else if (chunk instanceof byte[] in && part instanceof byte[] out)
      for (int x = 0; x < length; x++) out[at + x] = in[from + x * step];
    else if (chunk instanceof short[] in && part instanceof short[] out)
      for (int x = 0; x < length; x++) out[at + x] = in[from + x * step];
    else if (chunk instanceof float[] in && part instanceof float[] out)
      for (int x = 0; x < length; x++) out[at + x] = in[from + x * step];
  }
}
