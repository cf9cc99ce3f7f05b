package io.github.robustj.zarr;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;

/**
 * Zstandard (RFC 8878). The library refuses frames that state a window of more than 8 MB, as levels
 * above 19 do of large chunks; whoever unpacks into one array needs no window, so that a smaller
 * one is stated to it.
 */
final class Zstandard implements Codec {

  @Override
  public byte[] decode(byte[] stored, int most) throws CodecException {
    byte[] bytes = new byte[most];
    int n = decode(withSmallWindow(stored), 0, stored.length, bytes, 0, most);
    return n == most ? bytes : Arrays.copyOf(bytes, n);
  }

  private static final int DESCRIPTOR = 4;
  private static final int SINGLE_SEGMENT = 0x20;

  /** 2^(10 + 13) bytes. */
  private static final byte LARGEST_WINDOW = 13 << 3;

  private static byte[] withSmallWindow(byte[] frame) {
    boolean windowed = frame.length > DESCRIPTOR + 1 && (frame[DESCRIPTOR] & SINGLE_SEGMENT) == 0;
    if (!windowed || (frame[DESCRIPTOR + 1] & 0xff) <= LARGEST_WINDOW) return frame;
    byte[] changed = frame.clone();
    changed[DESCRIPTOR + 1] = LARGEST_WINDOW;
    return changed;
  }

  /** Into a part of an array; how many bytes these were. */
  static int decode(byte[] stored, int from, int length, byte[] into, int at, int most)
      throws CodecException {
    try {
      return new ZstdDecompressor().decompress(stored, from, length, into, at, most);
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CodecException(
          "its Zstandard data are cut off, not whole, or more than %d bytes".formatted(most), e);
    }
  }

  @Override
  public byte[] encode(byte[] bytes) {
    ZstdCompressor compressor = new ZstdCompressor();
    byte[] stored = new byte[compressor.maxCompressedLength(bytes.length)];
    int n = compressor.compress(bytes, 0, bytes.length, stored, 0, stored.length);
    return Arrays.copyOf(stored, n);
  }
}
