package io.github.robustj.zarr;

import com.google.gson.JsonArray;
import java.util.List;
import java.util.Optional;

/**
 * An array that is to be written, full of zeros at first.
 *
 * @param version 2 or 3 of Zarr
 * @param shape slowest axis first
 * @param chunks shape of a chunk
 * @param shard shape of a shard, a multiple of the chunks'; only in version 3
 * @param names of the axes
 */
public record NewArray(
    int version,
    long[] shape,
    int[] chunks,
    Optional<int[]> shard,
    DataType type,
    List<String> names) {

  public NewArray {
    if (version != 2 && version != 3 || version == 2 && shard.isPresent())
      throw new IllegalArgumentException("version " + version);
    names = List.copyOf(names);
  }

  /** Shape of what a file holds. */
  int[] stored() {
    return shard.orElse(chunks);
  }

  static JsonArray list(long[] numbers) {
    JsonArray list = new JsonArray();
    for (long n : numbers) list.add(n);
    return list;
  }

  static JsonArray list(int[] numbers) {
    JsonArray list = new JsonArray();
    for (int n : numbers) list.add(n);
    return list;
  }
}
