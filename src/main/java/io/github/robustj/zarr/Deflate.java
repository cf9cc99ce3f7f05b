package io.github.robustj.zarr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** Deflate as gzip (RFC 1952) or zlib (RFC 1950) frames it; both end with a checksum. */
enum Deflate implements Codec {
  GZIP,
  ZLIB;

  @Override
  public byte[] decode(byte[] stored, int most) throws CodecException {
    try (InputStream in = reader(new ByteArrayInputStream(stored))) {
      byte[] bytes = in.readNBytes(most);
      if (in.read() >= 0) throw CodecException.tooLarge(most);
      return bytes;
    } catch (CodecException e) {
      throw e;
    } catch (IOException e) {
      throw new CodecException("its %s data are cut off or not whole".formatted(this), e);
    }
  }

  private InputStream reader(InputStream in) throws IOException {
    return this == GZIP ? new GZIPInputStream(in) : new InflaterInputStream(in);
  }

  @Override
  public byte[] encode(byte[] bytes) {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (OutputStream out =
        this == GZIP ? new GZIPOutputStream(stored) : new DeflaterOutputStream(stored)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return stored.toByteArray();
  }
}
