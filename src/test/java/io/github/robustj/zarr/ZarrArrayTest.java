package io.github.robustj.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arrays against other implementations: zarr-python 2.13.6 wrote {@code python-zarr-v2.zip} and
 * zarrita 0.7.5 {@code zarrita-v3.zip}, by the scripts beside them, which also say what the numbers
 * are.
 */
class ZarrArrayTest {

  @TempDir Path folder;

  /** All numbers of an array in C order. */
  static float[] all(ZarrArray array) {
    long[] shape = array.shape();
    int[] chunks = array.chunks();
    float[] all = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    long[] at = new long[shape.length];
    Map<String, float[]> read = new HashMap<>();
    for (int k = 0; k < all.length; k++) {
      long[] index = new long[at.length];
      int inside = 0;
      long rest = k;
      for (int i = at.length - 1; i >= 0; i--, rest /= shape[i + 1]) at[i] = rest % shape[i];
      for (int i = 0; i < at.length; i++) {
        index[i] = at[i] / chunks[i];
        inside = inside * chunks[i] + (int) (at[i] % chunks[i]);
      }
      all[k] =
          read.computeIfAbsent(Arrays.toString(index), i -> array.type().floats(array.read(index)))[
              inside];
    }
    return all;
  }

  /** As the scripts have it. */
  static float[] expected(int n, DataType type) {
    float[] expected = new float[n];
    boolean signed = type.isFloating() || type.longName().startsWith("int");
    for (int k = 0; k < n; k++) {
      float v = (37 * k + 11) % 101;
      expected[k] = type == DataType.BOOL ? v % 2 : signed ? v - 50 : v;
      if (type.isFloating()) expected[k] /= 4;
    }
    return expected;
  }

  private void check(Path root) throws IOException {
    try (Stream<Path> list = Files.list(root)) {
      for (Path place : list.sorted().toList()) {
        if (place.getFileName().toString().startsWith("fill_")) continue;
        ZarrArray array = ZarrArray.open(place);
        float[] all = all(array);
        assertArrayEquals(expected(all.length, array.type()), all, place.toString());
      }
    }
  }

  @Test
  void readsWhatZarrPythonWrites() throws IOException {
    check(Unzipped.of("python-zarr-v2.zip", folder));
  }

  @Test
  void readsWhatZarritaWrites() throws IOException {
    check(Unzipped.of("zarrita-v3.zip", folder));
  }

  @Test
  void missingChunksAreTheFillValue() throws IOException {
    Unzipped.of("python-zarr-v2.zip", folder);
    float[] fills = {Float.NaN, Float.NEGATIVE_INFINITY, 1.5f, 0};
    String[] names = {"nan", "inf", "number", "null"};
    for (int i = 0; i < fills.length; i++) {
      float[] all = all(ZarrArray.open(folder.resolve("fill_" + names[i])));
      for (int k = 0; k < 35; k++) {
        boolean written = k / 7 < 2 && k % 7 < 3;
        float there = expected(6, DataType.FLOAT32)[written ? k / 7 * 3 + k % 7 : 0];
        assertEquals(written ? there : fills[i], all[k], names[i] + " " + k);
      }
    }
  }

  /** What we write, we read: also where chunks and shards reach beyond the array. */
  @Test
  void readsWhatItWrites() {
    int[] chunks = {2, 3, 4};
    for (int version : new int[] {2, 3, 4})
      for (DataType type :
          List.of(DataType.UINT8, DataType.UINT16, DataType.UINT32, DataType.FLOAT32)) {
        boolean sharded = version == 4;
        Optional<int[]> shard = sharded ? Optional.of(new int[] {4, 6, 8}) : Optional.empty();
        NewArray wanted =
            new NewArray(
                sharded ? 3 : version,
                new long[] {5, 7, 9},
                chunks,
                shard,
                type,
                List.of("z", "y", "x"));
        Path place = folder.resolve(version + "_" + type);
        ZarrArray array = ZarrArray.create(place, wanted);
        assertArrayEquals(chunks, array.chunks());
        assertArrayEquals(new float[315], all(array), "zeros before anything is written");
        write(array, expected(315, DataType.UINT8));
        assertArrayEquals(expected(315, DataType.UINT8), all(ZarrArray.open(place)));
      }
  }

  /** Whole numbers, C order. */
  static void write(ZarrArray array, float[] all) {
    long[] shape = array.shape();
    int[] stored = array.stored();
    long[] grid = new long[shape.length];
    for (int i = 0; i < grid.length; i++) grid[i] = (shape[i] + stored[i] - 1) / stored[i];
    for (long z = 0; z < grid[0]; z++)
      for (long y = 0; y < grid[1]; y++)
        for (long x = 0; x < grid[2]; x++) {
          float[] chunk = new float[stored[0] * stored[1] * stored[2]];
          for (int i = 0; i < chunk.length; i++) {
            long cz = z * stored[0] + i / (stored[1] * stored[2]);
            long cy = y * stored[1] + i / stored[2] % stored[1];
            long cx = x * stored[2] + i % stored[2];
            if (cz < shape[0] && cy < shape[1] && cx < shape[2])
              chunk[i] = all[(int) ((cz * shape[1] + cy) * shape[2] + cx)];
          }
          assertFalse(array.isStored(z, y, x));
          array.write(array.type().bytes(chunk), z, y, x);
          assertTrue(array.isStored(z, y, x));
        }
  }

  /** All 65 536 of them: each becomes a float and back again, and what lies between is rounded. */
  @Test
  void halfPrecisionIsExact() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = DataType.half((short) bits);
      if (Float.isNaN(value)) continue;
      assertEquals((short) bits, FillValue.half(value), "" + value);
    }
    assertEquals(1, DataType.half((short) 0x3c00));
    assertEquals(65504, DataType.half((short) 0x7bff));
    assertEquals(0x1p-24f, DataType.half((short) 1));
    assertEquals((short) 0x3c00, FillValue.half(1 + 0x1p-11f), "a tie goes to even");
    assertEquals((short) 0x3c02, FillValue.half(1 + 3 * 0x1p-11f), "a tie goes to even");
  }

  @Test
  void largeWholeNumbersAreRounded() {
    byte[] all = new byte[8];
    Arrays.fill(all, (byte) -1);
    assertEquals(0x1p64f, DataType.UINT64.floats(all)[0]);
    assertEquals(-1, DataType.INT64.floats(all)[0]);
    assertEquals(0x1p32f, DataType.UINT32.floats(Arrays.copyOf(all, 4))[0]);
  }

  /** Every order of the axes: there and back again. */
  @Test
  void transpositionsAreUndone() {
    int[] shape = {2, 3, 4};
    byte[] chunk = new byte[48];
    new Random(1).nextBytes(chunk);
    for (int[] order : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}}) {
      Transposition transposition = new Transposition(order);
      byte[] stored = transposition.apply(chunk, shape, 2);
      assertArrayEquals(chunk, transposition.inverse(stored, shape, 2));
    }
  }

  /** Of which each is of the stored form before it, as the specification has it. */
  @Test
  void transpositionsFollowEachOther() {
    int[] shape = {2, 3, 4};
    byte[] chunk = new byte[24];
    new Random(1).nextBytes(chunk);
    Transposition first = new Transposition(new int[] {2, 0, 1});
    Transposition second = new Transposition(new int[] {1, 0, 2});
    byte[] once = first.apply(chunk, shape, 1);
    assertArrayEquals(new int[] {4, 2, 3}, first.shape(shape));
    assertArrayEquals(
        second.apply(once, first.shape(shape), 1), first.then(second).apply(chunk, shape, 1));
  }

  /**
   * What zstd-jni 1.5.7 writes at level 22 into a stream: 1000 bytes, and a window of 128 MB in
   * which they would be looked for.
   */
  @Test
  void aLargeWindowOfZstandardIsRead() throws IOException {
    byte[] frame =
        HexFormat.of()
            .parseHex("28b52ffd00887c00004000010203040506000100e9520b1745000008030100f02a1002");
    byte[] plain = new byte[1000];
    for (int i = 0; i < 1000; i++) plain[i] = (byte) (i % 7);
    assertArrayEquals(plain, new Zstandard().decode(frame, 1000));
  }
}
