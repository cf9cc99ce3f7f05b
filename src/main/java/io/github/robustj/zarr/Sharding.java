package io.github.robustj.zarr;

import io.github.robustj.zarr.ChunkCodecs.ArrayCodec;
import io.github.robustj.zarr.ChunkCodecs.Numbers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Several chunks in one file, and an index of where each lies (sharding_indexed of Zarr 3). Inner
 * chunks that are not there are full of the fill value.
 *
 * @param inner shape of an inner chunk; divides that of the shard
 * @param codecs of the inner chunks
 * @param atStart whether the index stands before the chunks, else behind them
 * @param order of the index's numbers
 * @param checked whether a checksum follows the index
 */
record Sharding(int[] inner, ChunkCodecs codecs, boolean atStart, ByteOrder order, boolean checked)
    implements ArrayCodec {

  private static final int ENTRY = 16;
  private static final long MISSING = -1;

  /** The bytes of a shard, wherever they are. */
  interface Source {
    long length() throws IOException;

    byte[] read(long at, int length) throws IOException;
  }

  private record InMemory(byte[] bytes) implements Source {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public byte[] read(long at, int length) {
      return Arrays.copyOfRange(bytes, (int) at, (int) at + length);
    }
  }

  /** How many inner chunks a shard has along each axis. */
  int[] grid(int[] shard) {
    int[] grid = new int[shard.length];
    for (int i = 0; i < grid.length; i++) grid[i] = shard[i] / inner[i];
    return grid;
  }

  private static long count(int[] grid) {
    long count = 1;
    for (int n : grid) count = Math.multiplyExact(count, n);
    return count;
  }

  private int indexLength(int[] shard) {
    long length = count(grid(shard)) * ENTRY + (checked ? Crc32cCodec.BYTES : 0);
    return Math.toIntExact(length);
  }

  /**
   * One inner chunk; nothing if the shard has it not.
   *
   * @param number of the inner chunk in C order
   */
  Optional<byte[]> read(Source source, int[] shard, int number, Numbers numbers)
      throws IOException {
    return read(source, index(source, shard), number, numbers);
  }

  private ByteBuffer index(Source source, int[] shard) throws IOException {
    int length = indexLength(shard);
    if (source.length() < length) throw new CodecException("it is shorter than its shard's index");
    byte[] stored = source.read(atStart ? 0 : source.length() - length, length);
    if (checked) stored = new Crc32cCodec().decode(stored, length);
    return ByteBuffer.wrap(stored).order(order);
  }

  private Optional<byte[]> read(Source source, ByteBuffer index, int number, Numbers numbers)
      throws IOException {
    long at = index.getLong(ENTRY * number);
    long length = index.getLong(ENTRY * number + 8);
    if (at == MISSING && length == MISSING) return Optional.empty();
    if (at < 0 || length < 0 || length > source.length() - at)
      throw new CodecException("its shard's index points beyond its end");
    if (length > codecs.mostStored(inner, numbers.type()))
      throw new CodecException("a chunk of its shard has %d bytes".formatted(length));
    return Optional.of(codecs.decode(source.read(at, (int) length), inner, numbers));
  }

  @Override
  public byte[] decode(byte[] stored, int[] shape, Numbers numbers) throws IOException {
    Source source = new InMemory(stored);
    ByteBuffer index = index(source, shape);
    int[] grid = grid(shape);
    byte[] whole =
        numbers.fill().chunk((int) ChunkCodecs.bytes(shape, numbers.type()), numbers.type());
    for (int i = 0; i < count(grid); i++) {
      Optional<byte[]> part = read(source, index, i, numbers);
      if (part.isPresent()) copy(part.get(), whole, grid, i, numbers.type().bytes(), true);
    }
    return whole;
  }

  @Override
  public byte[] encode(byte[] chunk, int[] shape, Numbers numbers) {
    int[] grid = grid(shape);
    int count = Math.toIntExact(count(grid));
    ByteBuffer index = ByteBuffer.allocate(count * ENTRY).order(order);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int start = atStart ? indexLength(shape) : 0;
    byte[] part = new byte[(int) ChunkCodecs.bytes(inner, numbers.type())];
    for (int i = 0; i < count; i++) {
      copy(part, chunk, grid, i, numbers.type().bytes(), false);
      boolean empty = numbers.fill().fills(part, numbers.type());
      byte[] stored = empty ? new byte[0] : codecs.encode(part.clone(), inner, numbers);
      index.putLong(empty ? MISSING : start + out.size()).putLong(empty ? MISSING : stored.length);
      out.writeBytes(stored);
    }
    byte[] last = checked ? new Crc32cCodec().encode(index.array()) : index.array();
    byte[] chunks = out.toByteArray();
    byte[] shard = Arrays.copyOf(atStart ? last : chunks, last.length + chunks.length);
    byte[] behind = atStart ? chunks : last;
    System.arraycopy(behind, 0, shard, shard.length - behind.length, behind.length);
    return shard;
  }

  /** Row by row between an inner chunk and its shard. */
  private void copy(byte[] part, byte[] whole, int[] grid, int number, int size, boolean in) {
    int n = inner.length;
    int row = (n == 0 ? 1 : inner[n - 1]) * size;
    int rows = part.length / row;
    for (int r = 0; r < rows; r++) {
      int at = place(grid, number, r) * size;
      if (in) System.arraycopy(part, r * row, whole, at, row);
      else System.arraycopy(whole, at, part, r * row, row);
    }
  }

  /** Where in the shard a row of an inner chunk begins, in numbers. */
  private int place(int[] grid, int number, int row) {
    int place = 0;
    int step = 1;
    for (int axis = inner.length - 1; axis >= 0; axis--) {
      int within = 0;
      if (axis < inner.length - 1) {
        within = row % inner[axis];
        row /= inner[axis];
      }
      place += (number % grid[axis] * inner[axis] + within) * step;
      number /= grid[axis];
      step *= grid[axis] * inner[axis];
    }
    return place;
  }

  @Override
  public long most(int[] shape, DataType type) {
    return indexLength(shape) + count(grid(shape)) * codecs.mostStored(inner, type);
  }
}
