package io.github.robustj.zarr;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The names of the files of chunks.
 *
 * @param prefixed whether they begin with a {@code c}, as those of version 3 do
 * @param separator between the numbers, {@code .} or {@code /}
 */
record ChunkKeys(boolean prefixed, String separator) {

  /** As in {@code c/0/12}. */
  String key(long[] index) {
    String numbers =
        Arrays.stream(index).mapToObj(Long::toString).collect(Collectors.joining(separator));
    if (index.length == 0) return prefixed ? "c" : "0";
    return prefixed ? "c" + separator + numbers : numbers;
  }
}
