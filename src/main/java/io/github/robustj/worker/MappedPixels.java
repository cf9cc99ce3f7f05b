package io.github.robustj.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of 4-byte pixels in memory, read or written from the first to the last. */
final class MappedPixels implements AutoCloseable {

  /** Pixels per mapping: Java maps at most 2 GiB at once. */
  private static final long PART = 1L << 26;

  private final FileChannel channel;
  private final MapMode mode;
  private final long pixels;
  private long mapped;
  private IntBuffer part = IntBuffer.allocate(0);

  private MappedPixels(FileChannel channel, MapMode mode, long pixels) {
    this.channel = channel;
    this.mode = mode;
    this.pixels = pixels;
  }

  static MappedPixels create(Path file, long pixels) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    return new MappedPixels(channel, MapMode.READ_WRITE, pixels);
  }

  static MappedPixels open(Path file, long pixels) throws IOException {
    return new MappedPixels(
        FileChannel.open(file, StandardOpenOption.READ), MapMode.READ_ONLY, pixels);
  }

  void put(int pixel) {
    if (!part.hasRemaining()) map();
    part.put(pixel);
  }

  int next() {
    if (!part.hasRemaining()) map();
    return part.get();
  }

  private void map() {
    long length = Math.min(PART, pixels - mapped);
    try {
      part =
          channel
              .map(mode, mapped * PixelFile.BYTES, length * PixelFile.BYTES)
              .order(ByteOrder.nativeOrder())
              .asIntBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mapped += length;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
