package io.github.robustj.zarr;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A block of LZ4 behind its unpacked length in 4 bytes, little-endian, as numcodecs writes it. */
final class Lz4 implements Codec {

  private static final int HEADER = 4;

  @Override
  public byte[] decode(byte[] stored, int most) throws CodecException {
    if (stored.length < HEADER) throw new CodecException("it is shorter than the header of LZ4");
    int length = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 0 || length > most) throw CodecException.tooLarge(most);
    byte[] bytes = new byte[length];
    if (length > 0) decode(stored, HEADER, stored.length - HEADER, bytes, 0, length);
    return bytes;
  }

  /** Into a part of an array that it fills. */
  static void decode(byte[] stored, int from, int length, byte[] into, int at, int whole)
      throws CodecException {
    try {
      int n = new Lz4Decompressor().decompress(stored, from, length, into, at, whole);
      if (n != whole)
        throw new CodecException("its LZ4 data are %d bytes, not %d".formatted(n, whole));
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new CodecException("its LZ4 data are cut off or not whole", e);
    }
  }

  @Override
  public byte[] encode(byte[] bytes) {
    byte[] block = block(bytes, 0, bytes.length);
    byte[] stored = Arrays.copyOf(new byte[0], HEADER + block.length);
    ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).put(block);
    return stored;
  }

  static byte[] block(byte[] bytes, int from, int length) {
    Lz4Compressor compressor = new Lz4Compressor();
    byte[] block = new byte[compressor.maxCompressedLength(length)];
    return Arrays.copyOf(block, compressor.compress(bytes, from, length, block, 0, block.length));
  }
}
