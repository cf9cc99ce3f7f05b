package io.github.robustj.zarr;

import io.github.robustj.error.RobustJException;
import io.github.robustj.zarr.ChunkCodecs.Numbers;
import java.nio.file.Path;

/**
 * What a file of metadata says of an array.
 *
 * @param file that says it
 * @param chunks shape of what a file holds: a chunk, or a shard
 */
record ArrayMetadata(
    Path file, long[] shape, int[] chunks, Numbers numbers, ChunkKeys keys, ChunkCodecs codecs) {

  static final String V2 = ".zarray";
  static final String V3 = "zarr.json";

  /** Bytes of a chunk that is read at once. */
  static final long LARGEST_CHUNK = 1L << 30;

  private static final int MOST_AXES = 32;
  private static final int MOST_IN_SHARD = 1 << 22;

  /**
   * @throws RobustJException if it describes nothing that can be read
   */
  ArrayMetadata {
    if (shape.length > MOST_AXES || shape.length != chunks.length)
      throw ZarrFailure.damaged(
          file, "%d axes and chunks of %d".formatted(shape.length, chunks.length));
    try {
      long pixels = 1;
      for (long side : shape) pixels = Math.multiplyExact(pixels, Math.max(side, 1));
      requireReadable(file, chunks, numbers.type(), codecs);
    } catch (ArithmeticException e) {
      throw new RobustJException(
          "%s states more numbers than any disk holds (2^63); copy it again.".formatted(file), e);
    }
  }

  private static void requireReadable(Path file, int[] chunks, DataType type, ChunkCodecs codecs) {
    long bytes = ChunkCodecs.bytes(chunks, type);
    if (codecs.array() instanceof Sharding sharding) {
      long count = 1;
      for (int n : sharding.grid(chunks)) count = Math.multiplyExact(count, n);
      if (count > MOST_IN_SHARD)
        throw ZarrFailure.unsupported(
            file, count + " chunks in a shard", "at most " + MOST_IN_SHARD + " were");
      requireReadable(file, sharding.inner(), type, sharding.codecs());
      if (codecs.isSharded()) return;
    }
    if (bytes > LARGEST_CHUNK)
      throw new RobustJException(
          "%s has chunks of %d MB, but at most %d MB are read at once; write the array again with smaller chunks."
              .formatted(file, bytes >> 20, LARGEST_CHUNK >> 20));
  }

  /** Sides of chunks as they fit into an array of Java. */
  static int[] sides(Json json, String key) {
    long[] stated = json.numbers(key);
    int[] sides = new int[stated.length];
    for (int i = 0; i < sides.length; i++) {
      if (stated[i] < 1) throw json.wrong(key, "sides of at least 1");
      if (stated[i] > Integer.MAX_VALUE)
        throw new RobustJException(
            "%s has chunks with a side of %d, which cannot be read at once; write the array again with smaller chunks."
                .formatted(json.file(), stated[i]));
      sides[i] = (int) stated[i];
    }
    return sides;
  }

  static FillValue fill(Json json, DataType type) {
    try {
      return FillValue.of(json.get("fill_value"), type);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw json.wrong("fill_value", "a value of type " + type.longName());
    }
  }
}
