package io.github.robustj.data.reader;

import io.github.robustj.file.ReadFailure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file read from any place, in a byte order. Every read beyond its end is an EOFException. */
public final class FileBytes implements AutoCloseable {

  private static final int WINDOW = 1 << 13;

  private final FileChannel channel;
  private final long length;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long start;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  /** What is done with the bytes. */
  public interface Use<T> {
    T apply(FileBytes in) throws IOException;
  }

  /**
   * Reads an image file, which is closed again.
   *
   * @throws io.github.robustj.error.RobustJException if it ends too early, or cannot be read
   */
  public static <T> T read(Path file, Use<T> use) {
    try (FileBytes in = new FileBytes(file)) {
      return use.apply(in);
    } catch (EOFException e) {
      throw Damage.cutOff(file);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  public FileBytes(Path file) throws IOException {
    channel = FileChannel.open(file);
    length = channel.size();
  }

  public void order(ByteOrder value) {
    order = value;
  }

  public ByteOrder order() {
    return order;
  }

  public long length() {
    return length;
  }

  public int u8(long at) throws IOException {
    return window(at, 1).get() & 0xff;
  }

  public int u16(long at) throws IOException {
    return window(at, 2).getShort() & 0xffff;
  }

  public long u32(long at) throws IOException {
    return window(at, 4).getInt() & 0xffffffffL;
  }

  /** As a signed number: one from 2^63 on is negative. */
  public long u64(long at) throws IOException {
    return window(at, 8).getLong();
  }

  /** No more than the file holds is ever asked of the memory. */
  public byte[] bytes(long at, long n) throws IOException {
    require(at, n);
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(n));
    fill(bytes, at);
    return bytes.array();
  }

  private ByteBuffer window(long at, int n) throws IOException {
    require(at, n);
    if (at < start || at + n > start + window.limit()) {
      start = at;
      window.clear().limit((int) Math.min(WINDOW, length - at));
      fill(window, at);
      window.flip();
    }
    return window.order(order).position((int) (at - start));
  }

  private void fill(ByteBuffer bytes, long at) throws IOException {
    while (bytes.hasRemaining())
      if (channel.read(bytes, at + bytes.position()) < 0) throw new EOFException();
  }

  private void require(long at, long n) throws EOFException {
    if (at < 0 || n < 0 || n > length - at) throw new EOFException();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
