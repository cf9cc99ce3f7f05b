package io.github.robustj.data.reader;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Files that something happened to: other bytes, wild numbers, pieces cut out or put in. */
final class Mutations {

  private static final int[] WILD = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 0x7fff, 1 << 16, 1 << 24, 1 << 28, 257
  };

  private static final String[] WORDS = {
    "99999999999", "-1", "NaN", "1e308", "0", "2147483647", "65535", "", "\"", "<", "{", "\0"
  };

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  /** One to four changes of one of the files, sometimes with a piece of another. */
  byte[] of(List<byte[]> seeds) {
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--)
      bytes = changed(bytes, seeds);
    // Else a checksum hides every change behind the first chunk.
    return random.nextBoolean() && isPng(bytes) ? checked(bytes) : bytes;
  }

  private byte[] changed(byte[] bytes, List<byte[]> seeds) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(8)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> number(bytes, at);
      case 3 -> number(bytes, random.nextInt(Math.min(bytes.length, 128)));
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> {
        return joined(bytes, at, piece(seeds.get(random.nextInt(seeds.size()))), at);
      }
      case 6 -> {
        int until = Math.min(bytes.length, at + 1 + random.nextInt(64));
        return joined(bytes, at, new byte[0], until);
      }
      default -> {
        return word(bytes, at);
      }
    }
    return bytes;
  }

  private void number(byte[] bytes, int at) {
    int size = random.nextBoolean() ? 2 : 4;
    if (at + size > bytes.length) return;
    ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    int wild = WILD[random.nextInt(WILD.length)];
    if (size == 2) buffer.putShort(at, (short) wild);
    else buffer.putInt(at, wild);
  }

  /** In place of the digits from here on. */
  private byte[] word(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && !Character.isDigit(bytes[at])) at++;
    int end = at;
    while (end < bytes.length && Character.isDigit(bytes[end])) end++;
    String word = WORDS[random.nextInt(WORDS.length)];
    return joined(bytes, at, word.getBytes(java.nio.charset.StandardCharsets.US_ASCII), end);
  }

  private byte[] piece(byte[] of) {
    int at = random.nextInt(of.length);
    return Arrays.copyOfRange(of, at, Math.min(of.length, at + 1 + random.nextInt(256)));
  }

  private static byte[] joined(byte[] bytes, int at, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(middle);
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }

  private static boolean isPng(byte[] bytes) {
    return bytes.length > 12 && bytes[0] == (byte) 0x89 && bytes[1] == 'P';
  }

  /** With checksums that hold, as far as its chunks can be followed. */
  private static byte[] checked(byte[] png) {
    ByteBuffer buffer = ByteBuffer.wrap(png);
    for (long at = 8; at + 12 <= png.length; ) {
      long length = buffer.getInt((int) at) & 0xffffffffL;
      if (at + 12 + length > png.length) break;
      CRC32 crc = new CRC32();
      crc.update(png, (int) at + 4, (int) length + 4);
      buffer.putInt((int) (at + 8 + length), (int) crc.getValue());
      at += 12 + length;
    }
    return png;
  }
}
