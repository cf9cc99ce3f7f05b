package io.github.robustj.zarr;

import static io.github.robustj.zarr.ZarrSamples.all;
import static io.github.robustj.zarr.ZarrSamples.arrays;
import static io.github.robustj.zarr.ZarrSamples.chunk;
import static io.github.robustj.zarr.ZarrSamples.requireSentence;
import static io.github.robustj.zarr.ZarrSamples.write;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.robustj.error.RobustJException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Arrays of every codec with files that something happened to: each is read or refused in one
 * sentence that names the file, and takes no more memory than its chunk needs.
 */
class ZarrDamageTest {

  /** Twice what a chunk of 1280 bytes, its stored form and its way through the codecs take. */
  private static final long MEMORY = 4 << 20;

  @TempDir Path folder;

  private ZarrArray array(String metadata) throws IOException {
    return ZarrSamples.array(folder, metadata);
  }

  @Test
  void everyCodecIsUndone() throws IOException {
    float[] expected = new float[40 * 33];
    for (int i = 0; i < expected.length; i++)
      expected[i] = i / 33 >= 8 || i % 33 >= 5 ? i % 256 : 0;
    for (var entry : arrays().entrySet()) {
      ZarrArray array = array(entry.getValue());
      write(array);
      assertArrayEquals(expected, all(array), entry.getKey());
    }
  }

  private static long memory(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void everyCodecNamesWhatIsCutOff() throws IOException {
    for (var entry : arrays().entrySet()) {
      ZarrArray array = array(entry.getValue());
      write(array);
      Path file = chunk(array);
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length; length += 1 + whole.length / 15) {
        Files.write(file, Arrays.copyOf(whole, length));
        String what = entry.getKey() + " cut to " + length;
        RobustJException e = assertThrows(RobustJException.class, () -> all(array), what);
        requireSentence(e, file, what);
      }
      // Behind an index at the start of a shard there may be whatever is not in use.
      if (entry.getKey().equals("v3 shard start")) continue;
      Files.write(file, Arrays.copyOf(whole, 1 << 20));
      requireSentence(
          assertThrows(RobustJException.class, () -> all(array), entry.getKey() + " longer"),
          file,
          entry.getKey());
    }
  }

  @Test
  void noDamageIsAnythingButASentence() throws IOException {
    Random random = new Random(7);
    for (var entry : arrays().entrySet()) {
      ZarrArray array = array(entry.getValue());
      write(array);
      Path file = chunk(array);
      byte[] whole = Files.readAllBytes(file);
      array.read(0, 0);
      for (int i = 0; i < 60; i++) {
        byte[] changed = whole.clone();
        int within = i % 3 == 0 ? Math.min(40, whole.length) : whole.length;
        int at = random.nextInt(within);
        // Numbers of four bytes, such as lengths, among what is changed.
        for (int k = at; k < Math.min(within, at + 1 + i % 4); k++)
          changed[k] = (byte) (i % 5 == 0 ? 0xff : random.nextInt());
        Files.write(file, changed);
        String what = entry.getKey() + " changed at " + at;
        long bytes =
            memory(
                () -> {
                  try {
                    array.read(0, 0);
                  } catch (RobustJException e) {
                    requireSentence(e, file, what);
                  }
                });
        assertTrue(bytes < MEMORY, what + " took " + bytes);
      }
    }
  }

  /** Checksums are there to be looked at. */
  @Test
  void aWrongChecksumIsNamed() throws IOException {
    for (String key : List.of("v2 zlib", "v2 gzip", "v3 crc32c", "v3 two", "v3 shard end")) {
      ZarrArray array = array(arrays().get(key));
      write(array);
      Path file = chunk(array);
      byte[] whole = Files.readAllBytes(file);
      for (int back = 1; back <= 4; back++) {
        byte[] changed = whole.clone();
        changed[whole.length - back - (key.equals("v2 gzip") ? 4 : 0)] ^= 1;
        Files.write(file, changed);
        assertThrows(RobustJException.class, () -> all(array), key + " " + back);
      }
    }
  }

  /** 256 MB of zeros in the place of a chunk of 1280 bytes. */
  @Test
  void whatUnpacksToMoreIsRefusedBeforeItDoes() throws IOException {
    byte[] zeros = new byte[1 << 20];
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 64; i++) out.write(zeros);
    }
    byte[] plain = new byte[64 << 20];
    Map<String, byte[]> bombs =
        Map.of(
            "v2 gzip", bomb.toByteArray(),
            "v2 zlib", Deflate.ZLIB.encode(plain),
            "v2 zstd", new Zstandard().encode(plain),
            "v2 lz4", new Lz4().encode(plain),
            "v2 blosc", new Blosc(2).encode(plain));
    for (var entry : bombs.entrySet()) {
      ZarrArray array = array(arrays().get(entry.getKey()));
      write(array);
      // Short enough for a chunk, so that it is unpacked.
      byte[] stored = entry.getValue();
      Files.write(chunk(array), stored.length > 60_000 ? Arrays.copyOf(stored, 60_000) : stored);
      long bytes =
          memory(
              () ->
                  requireSentence(
                      assertThrows(RobustJException.class, () -> array.read(0, 0)),
                      chunk(array),
                      entry.getKey()));
      assertTrue(bytes < MEMORY, entry.getKey() + " took " + bytes);
    }
  }
}
