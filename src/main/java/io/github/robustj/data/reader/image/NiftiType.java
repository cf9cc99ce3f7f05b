package io.github.robustj.data.reader.image;

import io.github.robustj.error.RobustJException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;

/** How a NIfTI-1 file stores a pixel. */
enum NiftiType {
  UINT8(2, 1, b -> b.get() & 0xff),
  INT16(4, 2, ByteBuffer::getShort),
  INT32(8, 4, ByteBuffer::getInt),
  FLOAT32(16, 4, ByteBuffer::getFloat),
  FLOAT64(64, 8, ByteBuffer::getDouble),
  INT8(256, 1, ByteBuffer::get),
  UINT16(512, 2, b -> b.getShort() & 0xffff),
  UINT32(768, 4, b -> b.getInt() & 0xffffffffL),
  INT64(1024, 8, ByteBuffer::getLong),
  UINT64(1280, 8, b -> unsigned(b.getLong()));

  private final int code;
  private final int bytes;
  private final ToDoubleFunction<ByteBuffer> reader;

  NiftiType(int code, int bytes, ToDoubleFunction<ByteBuffer> reader) {
    this.code = code;
    this.bytes = bytes;
    this.reader = reader;
  }

  static NiftiType of(Path file, int code) {
    for (NiftiType type : values()) if (type.code == code) return type;
    throw new RobustJException(
        "%s has the NIfTI data type %d, which is not a single number per pixel; convert it to integers or floats."
            .formatted(file, code));
  }

  int code() {
    return code;
  }

  int bytes() {
    return bytes;
  }

  /** The next pixel of a buffer in the file's byte order. */
  double read(ByteBuffer buffer) {
    return reader.applyAsDouble(buffer);
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
  }
}
