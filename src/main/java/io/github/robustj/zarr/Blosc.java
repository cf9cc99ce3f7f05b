package io.github.robustj.zarr;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.snappy.SnappyDecompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The frame of Blosc 1 (README_CHUNK_FORMAT of c-blosc): blocks that are shuffled and compressed
 * each for itself, in one stream or one for each byte of a number.
 *
 * <p>All of its compressions are read. Written is LZ4 with shuffled bytes, which is what numcodecs
 * takes by itself and every reader of Blosc knows.
 *
 * @param typeSize bytes of a number, for what is written
 */
record Blosc(int typeSize) implements Codec {

  private static final int HEADER = 16;
  private static final int SHUFFLE = 1;
  private static final int COPIED = 2;
  private static final int BIT_SHUFFLE = 4;
  private static final int UNSPLIT = 16;

  /** Streams that a block can be split into, and the shortest of them. */
  private static final int MOST_STREAMS = 16;

  private static final int SHORTEST_STREAM = 128;

  private static final int BLOCK = 1 << 18;

  /** Version of the frame, and of LZ4 in it. */
  private static final byte[] VERSIONS = {2, 1};

  private static final int LZ4 = 1;

  @Override
  public byte[] decode(byte[] stored, int most) throws CodecException {
    if (stored.length < HEADER) throw new CodecException("it is shorter than the header of Blosc");
    Frame frame = Frame.of(stored);
    if (frame.length > most) throw CodecException.tooLarge(most);
    byte[] bytes = new byte[frame.length];
    try {
      frame.decode(bytes);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new CodecException("its Blosc data point beyond their end", e);
    }
    return bytes;
  }

  @Override
  public byte[] encode(byte[] bytes) {
    // No reader takes a block that is longer than the whole.
    int block = Math.max(1, Math.min(BLOCK / typeSize * typeSize, bytes.length));
    int blocks = (bytes.length + block - 1) / block;
    ByteBuffer out =
        ByteBuffer.allocate(HEADER + 8 * blocks + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(VERSIONS).put((byte) (SHUFFLE | UNSPLIT | LZ4 << 5)).put((byte) typeSize);
    out.putInt(bytes.length).putInt(block).position(HEADER + 4 * blocks);
    for (int i = 0; i < blocks; i++) {
      byte[] part = Arrays.copyOfRange(bytes, i * block, Math.min(bytes.length, (i + 1) * block));
      byte[] shuffled = typeSize > 1 ? Shuffle.bytes(part, typeSize) : part;
      byte[] packed = Lz4.block(shuffled, 0, shuffled.length);
      if (packed.length >= shuffled.length) packed = shuffled;
      out.putInt(HEADER + 4 * i, out.position()).putInt(packed.length).put(packed);
    }
    out.putInt(HEADER - 4, out.position());
    return Arrays.copyOf(out.array(), out.position());
  }

  /** What stands in the header. */
  private record Frame(ByteBuffer in, int flags, int typeSize, int length, int block) {

    static Frame of(byte[] stored) throws CodecException {
      ByteBuffer in = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
      int version = in.get(0);
      if (version < 1 || version > 2)
        throw new CodecException("it has the version %d of Blosc, not 1 or 2".formatted(version));
      Frame frame = new Frame(in, in.get(2), in.get(3) & 0xff, in.getInt(4), in.getInt(8));
      int end = in.getInt(12);
      if (end != stored.length)
        throw new CodecException("it has %d bytes, not %d".formatted(stored.length, end));
      boolean possible = frame.length >= 0 && frame.block > 0 && frame.typeSize > 0;
      if (!possible) throw new CodecException("the header of Blosc is not valid");
      return frame;
    }

    void decode(byte[] bytes) throws CodecException {
      if (has(COPIED)) {
        if (in.capacity() - HEADER < length) throw new CodecException("it is cut off");
        in.get(HEADER, bytes);
        return;
      }
      long blocks = ((long) length + block - 1) / block;
      if (blocks * 4 > in.capacity()) throw new CodecException("it is cut off");
      for (int i = 0; i < blocks; i++) {
        int at = i * block;
        int size = Math.min(block, length - at);
        byte[] part = streams(in.getInt(HEADER + 4 * i), size, size < block);
        System.arraycopy(ordered(part), 0, bytes, at, size);
      }
    }

    private boolean has(int flag) {
      return (flags & flag) != 0;
    }

    private byte[] ordered(byte[] part) {
      if (has(SHUFFLE) && typeSize > 1) return Shuffle.inOrder(part, typeSize);
      if (has(BIT_SHUFFLE) && part.length >= typeSize) return Shuffle.bitsInOrder(part, typeSize);
      return part;
    }

    /**
     * @param last whether the block is shorter than the others; such a one is never split
     */
    private byte[] streams(int at, int size, boolean last) throws CodecException {
      boolean split =
          !has(UNSPLIT) && !last && typeSize <= MOST_STREAMS && size / typeSize >= SHORTEST_STREAM;
      int streams = split ? typeSize : 1;
      int each = size / streams;
      byte[] part = new byte[size];
      for (int s = 0; s < streams; s++) {
        int packed = in.getInt(at);
        at += 4;
        if (packed < 0 || packed > in.capacity() - at)
          throw new CodecException("a block of Blosc points beyond its end");
        if (packed == each) in.get(at, part, s * each, each);
        else unpack(at, packed, part, s * each, each);
        at += packed;
      }
      return part;
    }

    private void unpack(int from, int packed, byte[] into, int at, int size) throws CodecException {
      byte[] stored = in.array();
      switch (flags >> 5 & 7) {
        case 0 -> BloscLz.decode(stored, from, packed, into, at, size);
        case LZ4 -> Lz4.decode(stored, from, packed, into, at, size);
        case 2 -> snappy(stored, from, packed, into, at, size);
        case 3 -> inflate(stored, from, packed, into, at, size);
        case 4 -> {
          if (Zstandard.decode(stored, from, packed, into, at, size) != size)
            throw new CodecException("a block of Blosc is shorter than stated");
        }
        default -> throw new CodecException("its Blosc data have an unknown compression");
      }
    }
  }

  private static void snappy(byte[] stored, int from, int packed, byte[] into, int at, int size)
      throws CodecException {
    try {
      int n = new SnappyDecompressor().decompress(stored, from, packed, into, at, size);
      if (n != size) throw new CodecException("a block of Blosc is shorter than stated");
    } catch (MalformedInputException e) {
      throw new CodecException("its Snappy data are cut off or not whole", e);
    }
  }

  private static void inflate(byte[] stored, int from, int packed, byte[] into, int at, int size)
      throws CodecException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stored, from, packed);
      int n = 0;
      while (n < size) {
        int more = inflater.inflate(into, at + n, size - n);
        if (more == 0) throw new CodecException("a block of Blosc is cut off");
        n += more;
      }
    } catch (DataFormatException e) {
      throw new CodecException("its zlib data are not whole", e);
    } finally {
      inflater.end();
    }
  }
}
