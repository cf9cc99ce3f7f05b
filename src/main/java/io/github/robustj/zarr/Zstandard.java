package io.github.robustj.zarr;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;

/** Zstandard (RFC 8878). */
final class Zstandard implements Codec {

  @Override
  public byte[] decode(byte[] stored, int most) throws CodecException {
    byte[] bytes = new byte[most];
    int n = decode(stored, 0, stored.length, bytes, 0, most);
    return n == most ? bytes : Arrays.copyOf(bytes, n);
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
