package io.github.robustj.worker;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Job;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Jobs and their results as bytes, with the pixels of their images, so that they can travel to
 * other machines and lie in files. They are read back as they were, bit for bit.
 *
 * <p>Little-endian: the mark {@code RJB2}, the CRC-32 of all that follows, the length of a JSON
 * text in UTF-8 and this text as {@link Codec} has it, then pixels.
 */
public final class JobBytes {

  /** What can be written at most, since it is one array. */
  public static final long MOST = 1L << 30;

  private static final int MARK = 0x32424a52;
  private static final int HEAD = 3 * Integer.BYTES;

  private JobBytes() {}

  /**
   * @throws RobustJException if it is larger than {@link #MOST}
   */
  public static byte[] ofJob(Job<?> job) {
    return write(job, Job.class, MOST);
  }

  /**
   * @throws RobustJException if these are not the bytes of a job as they were written
   */
  public static Job<?> job(byte[] bytes) {
    return read(bytes, Job.class);
  }

  /**
   * @param job that gave the result
   * @throws RobustJException if it is larger than {@link #MOST}
   */
  public static <R> byte[] ofResult(Job<R> job, R result) {
    return write(result, Codec.resultType(job), MOST);
  }

  /**
   * @param job that gave the result
   * @throws RobustJException if these are not the bytes of its result as they were written
   */
  public static <R> R result(Job<R> job, byte[] bytes) {
    return read(bytes, Codec.resultType(job));
  }

  /**
   * Whether what begins at an index is in the form of this version; another one had other results.
   */
  public static boolean areCurrent(byte[] bytes, int from) {
    return bytes.length - from >= HEAD
        && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(from) == MARK;
  }

  static byte[] write(Object value, Type type, long most) {
    PixelBytes pixels = new PixelBytes(most);
    byte[] json = new Codec(pixels).tree(value, type).toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer images = pixels.written();
    long all = (long) HEAD + json.length + images.remaining();
    if (all > most) throw PixelBytes.tooLarge(all, most);
    ByteBuffer bytes = ByteBuffer.allocate((int) all).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(MARK).putInt(0).putInt(json.length).put(json).put(images);
    bytes.putInt(Integer.BYTES, sum(bytes.array()));
    return bytes.array();
  }

  static <T> T read(byte[] written, Type type) {
    ByteBuffer bytes = ByteBuffer.wrap(written).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (bytes.getInt() != MARK || bytes.getInt() != sum(written)) throw damaged(null);
      byte[] json = new byte[bytes.getInt()];
      bytes.get(json);
      JsonElement tree = JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
      return new Codec(new PixelBytes(bytes)).value(tree, type);
    } catch (BufferUnderflowException | NegativeArraySizeException | JsonParseException e) {
      throw damaged(e);
    }
  }

  /** Of all behind it. */
  private static int sum(byte[] bytes) {
    CRC32 crc = new CRC32();
    int from = Math.min(bytes.length, 2 * Integer.BYTES);
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }

  private static RobustJException damaged(Exception cause) {
    return new RobustJException(
        "What was written of a part of the work is damaged, or of another version of RobustJ; let"
            + " that part be done again.",
        cause);
  }
}
