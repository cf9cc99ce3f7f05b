package io.github.robustj.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.scalableminds.bloscjava.Blosc.Compressor;
import com.scalableminds.bloscjava.Blosc.Shuffle;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our frame of Blosc against c-blosc 1.21, which blosc-java brings as a native library. */
class BloscTest {

  private static final int[] TYPE_SIZES = {1, 2, 4, 8, 3, 16, 17};
  private static final int[] LENGTHS = {0, 1, 7, 16, 129, 1000, 4096, 70_001};

  /** Numbers that compress well, badly, and in long runs, in turn. */
  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    Random random = new Random(seed);
    for (int i = 0; i < length; i++)
      bytes[i] =
          (byte)
              switch (i / 700 % 3) {
                case 0 -> i / 4 % 50;
                case 1 -> random.nextInt();
                default -> 7;
              };
    return bytes;
  }

  private static void requireNative() {
    boolean there;
    try {
      com.scalableminds.bloscjava.Blosc.compress(new byte[9], 1);
      there = true;
    } catch (LinkageError | RuntimeException e) {
      there = false;
    }
    assumeTrue(there, "blosc-java has no native library for this machine");
  }

  @Test
  void readsWhatTheOriginalWrites() throws Exception {
    requireNative();
    for (Compressor compressor : Compressor.values())
      for (Shuffle shuffle : Shuffle.values())
        for (int size : TYPE_SIZES)
          for (int length : LENGTHS)
            for (int block : new int[] {0, 256, 5000}) {
              byte[] plain = bytes(length, size);
              byte[] stored =
                  com.scalableminds.bloscjava.Blosc.compress(
                      plain, size, compressor, 5, shuffle, block, 1);
              assertArrayEquals(
                  plain,
                  new Blosc(size).decode(stored, length),
                  compressor + " " + shuffle + " " + size + " " + length + " " + block);
            }
  }

  /** The strongest BloscLZ looks back farther than 8191 bytes. */
  @Test
  void copiesFromFarBack() throws Exception {
    requireNative();
    byte[] plain = new byte[120_000];
    byte[] random = new byte[10_000];
    new Random(1).nextBytes(random);
    // Zeros among them, or BloscLZ gives up at the start.
    for (int i = 0; i < random.length; i++) if (i % 100 < 70) random[i] = 0;
    for (int at = 0; at < plain.length; at += random.length)
      System.arraycopy(random, 0, plain, at, random.length);
    byte[] stored =
        com.scalableminds.bloscjava.Blosc.compress(
            plain, 1, Compressor.BLOSCLZ, 9, Shuffle.NO_SHUFFLE, plain.length, 1);
    assertTrue(stored.length < 30_000, "the copies were found: " + stored.length);
    assertArrayEquals(plain, new Blosc(1).decode(stored, plain.length));
  }

  @Test
  void theOriginalReadsWhatWeWrite() throws Exception {
    requireNative();
    for (int size : TYPE_SIZES)
      for (int length : new int[] {1, 7, 129, 4096, 70_001, 1_000_003}) {
        byte[] plain = bytes(length, size);
        byte[] stored = new Blosc(size).encode(plain);
        assertArrayEquals(plain, com.scalableminds.bloscjava.Blosc.decompress(stored));
        assertArrayEquals(plain, new Blosc(size).decode(stored, length));
      }
  }

  /** Whatever a disk makes of the bytes: a clause, and never another failure or other numbers. */
  @Test
  void damageIsAClause() {
    byte[] plain = bytes(3000, 1);
    byte[] whole = new Blosc(4).encode(plain);
    for (int length = 0; length < whole.length; length += 13) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(CodecException.class, () -> new Blosc(4).decode(cut, 3000));
    }
    Random random = new Random(5);
    for (int i = 0; i < 3000; i++) {
      byte[] changed = whole.clone();
      int at = random.nextInt(i % 2 == 0 ? 40 : whole.length);
      changed[at] = (byte) random.nextInt();
      try {
        assertTrue(new Blosc(4).decode(changed, 3000).length <= 3000);
      } catch (CodecException expected) {
        assertTrue(expected.getMessage().length() < 200);
      }
    }
    assertThrows(CodecException.class, () -> new Blosc(4).decode(whole, 2999));
  }
}
