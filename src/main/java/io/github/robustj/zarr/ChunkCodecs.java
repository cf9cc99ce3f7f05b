package io.github.robustj.zarr;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/**
 * How the numbers of a chunk become the bytes of a file: transposed, then one after the other in a
 * byte order, or as a shard, then packed.
 *
 * @param packing in the order in which it is applied when a chunk is written
 */
record ChunkCodecs(Transposition transposition, ArrayCodec array, List<Codec> packing) {

  /** What all chunks of an array have in common. */
  record Numbers(DataType type, FillValue fill) {}

  /** Numbers as bytes. */
  sealed interface ArrayCodec permits Plain, Sharding {

    /**
     * @param shape of the chunk, as it is stored
     */
    byte[] decode(byte[] stored, int[] shape, Numbers numbers) throws IOException;

    byte[] encode(byte[] chunk, int[] shape, Numbers numbers);

    /** Most bytes that a chunk of so many bytes can have. */
    long most(int[] shape, DataType type);
  }

  /** One number after the other. */
  record Plain(ByteOrder order) implements ArrayCodec {

    @Override
    public byte[] decode(byte[] stored, int[] shape, Numbers numbers) throws CodecException {
      long expected = most(shape, numbers.type());
      if (stored.length != expected)
        throw new CodecException(
            "it holds %d bytes and not the %d of its chunk".formatted(stored.length, expected));
      return littleEndian(stored, numbers.type().bytes());
    }

    @Override
    public byte[] encode(byte[] chunk, int[] shape, Numbers numbers) {
      return littleEndian(chunk, numbers.type().bytes());
    }

    @Override
    public long most(int[] shape, DataType type) {
      return bytes(shape, type);
    }

    /** Both ways. */
    private byte[] littleEndian(byte[] in, int size) {
      if (order == ByteOrder.LITTLE_ENDIAN || size == 1) return in;
      byte[] out = new byte[in.length];
      for (int i = 0; i < in.length; i += size)
        for (int b = 0; b < size; b++) out[i + b] = in[i + size - 1 - b];
      return out;
    }
  }

  static long bytes(int[] shape, DataType type) {
    long bytes = type.bytes();
    for (int side : shape) bytes = Math.multiplyExact(bytes, side);
    return bytes;
  }

  /**
   * @param shape of the chunk
   * @throws CodecException if the bytes are not such a chunk
   */
  byte[] decode(byte[] stored, int[] shape, Numbers numbers) throws IOException {
    int[] asStored = transposition.shape(shape);
    long plain = array.most(asStored, numbers.type());
    byte[] bytes = stored;
    for (int i = packing.size() - 1; i >= 0; i--)
      bytes = packing.get(i).decode(bytes, (int) Math.min(most(plain, i), Integer.MAX_VALUE - 8));
    byte[] chunk = array.decode(bytes, asStored, numbers);
    return transposition.isNone()
        ? chunk
        : transposition.inverse(chunk, shape, numbers.type().bytes());
  }

  byte[] encode(byte[] chunk, int[] shape, Numbers numbers) {
    int[] asStored = transposition.shape(shape);
    byte[] bytes =
        transposition.isNone() ? chunk : transposition.apply(chunk, shape, numbers.type().bytes());
    bytes = array.encode(bytes, asStored, numbers);
    for (Codec codec : packing) bytes = codec.encode(bytes);
    return bytes;
  }

  /** Most bytes that a stored chunk can have; a longer file is none. */
  long mostStored(int[] shape, DataType type) {
    return most(array.most(transposition.shape(shape), type), packing.size());
  }

  /** Behind the first of the packing's steps. */
  private long most(long plain, int steps) {
    long most = plain;
    for (int i = 0; i < steps; i++) most += packing.get(i).slack(most);
    return most;
  }

  /** Whether single inner chunks can be read from a file of one. */
  boolean isSharded() {
    return array instanceof Sharding && transposition.isNone() && packing.isEmpty();
  }
}
