package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The orientation in an Exif block (Exif 2.3: a TIFF header and directory). */
final class Exif {

  private static final int ENTRY = 12;

  private Exif() {}

  /** Upright where the block says nothing, or is damaged: viewers show such a picture as it is. */
  static Orientation orientation(FileBytes in, long at, long length) throws IOException {
    ByteBuffer block = ByteBuffer.wrap(in.bytes(at, length));
    if (length < 8) return Orientation.UPRIGHT;
    block.order(block.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = block.getInt(4) & 0xffffffffL;
    if (directory + 2 > length) return Orientation.UPRIGHT;
    int entries = block.getShort((int) directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY;
      if (entry + ENTRY > length) break;
      if ((block.getShort((int) entry) & 0xffff) == Orientation.TAG)
        return Orientation.of(block.getShort((int) entry + 8) & 0xffff);
    }
    return Orientation.UPRIGHT;
  }
}
