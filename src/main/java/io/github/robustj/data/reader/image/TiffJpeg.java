package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.SystemReason;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Strips and tiles that are JPEG streams of their own (TIFF Technical Note 2, compression 7), by
 * Java's decoder. Which colours they have is what the page says, as libtiff and OpenSlide have it,
 * and never what markers inside the streams say: slide scanners write none, or wrong ones.
 *
 * @param tables what all streams have in common, without its first and last marker; may be empty
 * @param components numbers of a pixel
 * @param luminance whether they are luminance and two colour differences (ITU-R BT.601, full
 *     range), not red, green and blue
 */
record TiffJpeg(Path file, byte[] tables, int components, boolean luminance) {

  /**
   * Bytes that one byte of a stream can stand for, about: a block of 64 numbers takes two bits at
   * least, and where colours are subsampled twelve bits are 768 numbers.
   */
  static final int MOST = 1024;

  private static final double[] BT_601 = {.299, .587, .114};

  private static final Pattern ENDS_EARLY = Pattern.compile("(?i)missing EOI");

  private static final int SOI = 0xd8;

  /**
   * @throws RobustJException if the tables are damaged, or luminance is of another standard
   */
  static TiffJpeg of(Path file, TiffPage page, TiffKinds kind) throws IOException {
    boolean luminance = kind.photometric() == TiffKinds.YCBCR;
    for (int i = 0; luminance && i < BT_601.length; i++)
      if (page.count(TiffPage.YCBCR_COEFFICIENTS) == BT_601.length
          && Math.abs(page.fraction(TiffPage.YCBCR_COEFFICIENTS, i) - BT_601[i]) > .001)
        throw TiffKinds.unsupported(file, "whose luminance is not that of ITU-R BT.601");
    byte[] tables = page.bytes(TiffPage.JPEG_TABLES);
    if (tables.length == 0) return new TiffJpeg(file, tables, components(kind), luminance);
    int end =
        tables.length - (JpegFrame.isMarker(tables, tables.length - 2, JpegFrame.EOI) ? 2 : 0);
    if (!JpegFrame.isMarker(tables, 0, SOI) || end < 2)
      throw Damage.damaged(file, "its JPEG tables begin with other bytes");
    byte[] inside = Arrays.copyOfRange(tables, 2, end);
    return new TiffJpeg(file, inside, components(kind), luminance);
  }

  private static int components(TiffKinds kind) {
    return kind.planar() ? 1 : kind.samples();
  }

  /**
   * @param kind of the strip or tile; it may be higher than its rows that lie in the image
   * @param piece which it is, for messages
   * @return rows of grey, or of red, green and blue
   * @throws RobustJException if the stream is damaged or not of the strip's or tile's size
   */
  byte[] pixels(byte[] packed, TiffKinds kind, int rows, Object piece) {
    if (!JpegFrame.isMarker(packed, 0, SOI))
      throw Damage.damaged(file, "its %s is no JPEG stream".formatted(piece));
    byte[] stream = new byte[packed.length + tables.length];
    System.arraycopy(packed, 0, stream, 0, 2);
    System.arraycopy(tables, 0, stream, 2, tables.length);
    System.arraycopy(packed, 2, stream, 2 + tables.length, packed.length - 2);
    JpegFrame frame = JpegFrame.of(stream);
    require(frame, kind, rows, piece);
    byte[] pixels;
    try {
      pixels = decoded(stream, frame, kind.width(), rows);
      // Java decodes some damaged streams until an index is out of range.
    } catch (IOException | RuntimeException e) {
      throw Damage.damaged(
          file, "its %s cannot be decoded (%s)".formatted(piece, SystemReason.of(e)), e);
    }
    if (luminance) colour(pixels);
    return pixels;
  }

  private void require(JpegFrame frame, TiffKinds kind, int rows, Object piece) {
    if (frame.width() == 0) throw Damage.damaged(file, "its %s has no pixels".formatted(piece));
    if (!frame.unsupported().isEmpty())
      throw TiffKinds.unsupported(
          file, "compressed by JPEG %s (its %s)".formatted(frame.unsupported(), piece));
    boolean same = frame.width() == kind.width() && frame.components() == components;
    if (!same || frame.height() < rows || frame.height() > kind.height())
      throw Damage.damaged(
          file,
          "its %s has %d x %d pixels of %d numbers, but %d x %d of %d were expected"
              .formatted(
                  piece,
                  frame.width(),
                  frame.height(),
                  frame.components(),
                  kind.width(),
                  rows,
                  components));
    if (frame.isDecodable()) return;
    throw Damage.damaged(
        file,
        "its %s needs tables that neither it nor the page's JPEG tables have".formatted(piece));
  }

  private static byte[] decoded(byte[] stream, JpegFrame frame, int width, int rows)
      throws IOException {
    ImageReader decoder = decoder();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(stream))) {
      decoder.setInput(in, true, true);
      StringBuilder warnings = new StringBuilder();
      decoder.addIIOReadWarningListener((source, text) -> warnings.append(text));
      Raster raster = decoder.readRaster(0, null);
      // Of a progressive one all pixels are there after the first scan, and not as they should be.
      boolean early = frame.isProgressive() && ENDS_EARLY.matcher(warnings).find();
      if (!JpegScans.areComplete(stream)) throw new IOException("some of its scans are missing");
      if (early || Rasters.INVENTED.matcher(warnings).find())
        throw new IOException(warnings.toString());
      return (byte[]) raster.getDataElements(0, 0, width, rows, null);
    } finally {
      decoder.dispose();
    }
  }

  /** Java's own, which gives numbers as they are stored; others may be installed beside it. */
  private static ImageReader decoder() {
    for (Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName("jpeg"); all.hasNext(); ) {
      ImageReader decoder = all.next();
      if (decoder.getClass().getModule() == ImageIO.class.getModule()) return decoder;
    }
    throw new RobustJException(
        "This Java has no decoder for JPEG; use one with the module java.desktop.");
  }

  /** Red, green and blue in the place of luminance and differences, by factors of 2^-16. */
  private static void colour(byte[] pixels) {
    for (int i = 0; i < pixels.length; i += 3) {
      int y = (pixels[i] & 0xff) << 16 | 1 << 15;
      int blue = (pixels[i + 1] & 0xff) - 128;
      int red = (pixels[i + 2] & 0xff) - 128;
      pixels[i] = limited(y + 91881 * red >> 16);
      pixels[i + 1] = limited(y - 22554 * blue - 46802 * red >> 16);
      pixels[i + 2] = limited(y + 116130 * blue >> 16);
    }
  }

  private static byte limited(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
