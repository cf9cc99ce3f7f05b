package io.github.robustj.zarr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Appends a checksum (RFC 3720, appendix B.4) in 4 bytes, little-endian. */
final class Crc32cCodec implements Codec {

  static final int BYTES = 4;

  @Override
  public byte[] decode(byte[] stored, int most) throws CodecException {
    int length = stored.length - BYTES;
    if (length < 0) throw new CodecException("it is shorter than its checksum");
    if (length > most) throw CodecException.tooLarge(most);
    int stated = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
    if (stated != checksum(stored, length)) throw new CodecException("its checksum is wrong");
    return Arrays.copyOf(stored, length);
  }

  @Override
  public byte[] encode(byte[] bytes) {
    byte[] stored = Arrays.copyOf(bytes, bytes.length + BYTES);
    ByteBuffer.wrap(stored)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length, checksum(bytes, bytes.length));
    return stored;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }
}
