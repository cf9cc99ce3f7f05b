package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.data.reader.MemoryCheck;
import io.github.robustj.data.reader.image.ImageReader.FileKind;
import io.github.robustj.data.reader.image.PlaneStack.Orientation;
import io.github.robustj.error.RobustJException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * What the structure of a PNG, JPEG, GIF or BMP file says before a pixel is decoded.
 *
 * @param orientation how the picture lies
 * @param transparent the stored grey or colour that a PNG declares transparent; empty for none
 * @param greyBits of a grey PNG's sample; 8 for all else
 * @param colours in the palette of a PNG; 0 for none
 */
record PictureFile(Orientation orientation, int[] transparent, int greyBits, int colours) {

  private static final PictureFile PLAIN = of(Orientation.UPRIGHT);

  /** A JPEG of nothing but empty blocks: two bits for 64 pixels. */
  private static final int JPEG_PIXELS = 512;

  private static PictureFile of(Orientation orientation) {
    return new PictureFile(orientation, new int[0], 8, 0);
  }

  /**
   * Walks through the file to its end.
   *
   * @throws RobustJException if it is cut off or damaged, states a size that it cannot hold, holds
   *     several pictures, or is of a kind whose pixels are no input of a network
   */
  static PictureFile check(Path file, FileKind kind) throws IOException {
    try (FileBytes in = new FileBytes(file)) {
      in.order(kind == FileKind.PNG || kind == FileKind.JPEG ? ByteOrder.BIG_ENDIAN : in.order());
      return switch (kind) {
        case PNG -> png(file, in);
        case JPEG -> jpeg(file, in);
        case GIF -> gif(file, in);
        default -> bmp(file, in);
      };
    } catch (EOFException e) {
      throw Damage.cutOff(file);
    }
  }

  /** Chunks with their checksums up to IEND. */
  private static PictureFile png(Path file, FileBytes in) throws IOException {
    Orientation orientation = Orientation.UPRIGHT;
    int[] transparent = new int[0];
    long deflated = 0;
    long rows = 0;
    boolean grey = false;
    int bits = 8;
    int palette = 0;
    for (long at = 8; ; ) {
      long length = in.u32(at);
      String type = text(in, at + 4, 4);
      requireChecksum(file, in, at + 4, length + 4);
      switch (type) {
        case "IHDR" -> {
          int colours = in.u8(at + 17);
          grey = colours == 0;
          bits = in.u8(at + 16);
          int samples = colours == 2 ? 3 : colours == 6 ? 4 : colours == 4 ? 2 : 1;
          rows = (in.u32(at + 8) * samples * in.u8(at + 16) + 7) / 8 * in.u32(at + 12);
        }
        case "IDAT" -> deflated += length;
        case "eXIf" -> orientation = Orientation.exif(in, at + 8, length);
        case "PLTE" -> palette = (int) length / 3;
        case "acTL" -> requireOne(file, in.u32(at + 8));
        case "tRNS" -> transparent = transparent(in, at + 8, length, grey);
        case "IEND" -> {
          Damage.requirePossible(file, rows, deflated, MemoryCheck.DEFLATE);
          return new PictureFile(orientation, transparent, grey ? bits : 8, palette);
        }
        default -> {}
      }
      at += length + 12;
    }
  }

  /** Of a palette (neither 2 nor 6 bytes in a colour's place) the decoder knows it. */
  private static int[] transparent(FileBytes in, long at, long length, boolean grey)
      throws IOException {
    if (grey && length == 2) return new int[] {in.u16(at)};
    return length == 6 ? new int[] {in.u16(at), in.u16(at + 2), in.u16(at + 4)} : new int[0];
  }

  private static void requireChecksum(Path file, FileBytes in, long at, long length)
      throws IOException {
    CRC32 crc = new CRC32();
    for (long done = 0; done < length; done += 1 << 16)
      crc.update(in.bytes(at + done, Math.min(1 << 16, length - done)));
    if (crc.getValue() != in.u32(at + length))
      throw Damage.damaged(file, "a checksum of its does not hold");
  }

  /** Segments up to the end marker; markers inside a segment, of a preview, do not count. */
  private static PictureFile jpeg(Path file, FileBytes in) throws IOException {
    Orientation orientation = Orientation.UPRIGHT;
    long pixels = 0;
    JpegScans scans = null;
    for (long at = 2; ; ) {
      if (in.u8(at) != 0xff) throw Damage.damaged(file, "a segment does not begin where it should");
      int marker = in.u8(at + 1);
      if (marker == JpegFrame.EOI) {
        Damage.requirePossible(file, pixels, at, JPEG_PIXELS);
        if (scans != null && !scans.areComplete())
          throw Damage.damaged(file, "some of its scans are missing");
        return of(orientation);
      }
      if (marker == 0xff) {
        at++;
        continue;
      }
      int length = in.u16(at + 2);
      if (JpegFrame.isFrame(marker)) {
        pixels = frame(file, in, at, marker);
        scans = new JpegScans(segment(in, at, length), marker == JpegFrame.SOF2);
      }
      if (marker == JpegFrame.SOS && scans != null) scans.add(segment(in, at, length));
      if (marker == 0xe1 && length > 8 && text(in, at + 4, 4).equals("Exif"))
        orientation = Orientation.exif(in, at + 10, length - 8);
      at += 2 + Math.max(2, length);
      if (marker == JpegFrame.SOS) at = endOfScan(in, at);
    }
  }

  /** Behind its marker and its length, which counts its own two bytes. */
  private static byte[] segment(FileBytes in, long at, int length) throws IOException {
    return in.bytes(at + 4, Math.max(2, length) - 2);
  }

  /** The pixels of a JPEG's frame (ITU T.81, B.2.2), which is one of those that are read. */
  private static long frame(Path file, FileBytes in, long at, int marker) throws IOException {
    int bits = in.u8(at + 4);
    int components = in.u8(at + 9);
    String kind = "";
    if (marker > JpegFrame.SOF2) kind = "stored without loss or in arithmetic codes";
    else if (bits != 8) kind = "of " + bits + " bit";
    else if (components == 4) kind = "in the colours of printing (CMYK)";
    else if (components != 1 && components != 3) kind = "of " + components + " channels";
    if (!kind.isEmpty())
      throw new RobustJException(
          "%s is a JPEG file %s, which is not supported; save it as PNG or TIFF, grey or in red, green and blue."
              .formatted(file, kind));
    return (long) in.u16(at + 5) * in.u16(at + 7);
  }

  private static long endOfScan(FileBytes in, long from) throws IOException {
    for (long at = from; ; at++) {
      if (in.u8(at) != 0xff) continue;
      int next = in.u8(at + 1);
      // Stuffed bytes, fill bytes and restart markers belong to the scan.
      if (next != 0 && next != 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    }
  }

  /** Blocks up to the trailer; one image that fills the screen. */
  private static PictureFile gif(Path file, FileBytes in) throws IOException {
    long pixels = (long) in.u16(6) * in.u16(8);
    int images = 0;
    for (long at = 13 + table(in.u8(10)); ; ) {
      int block = in.u8(at);
      if (block == ';') break;
      if (block == ',') {
        images++;
        boolean whole = in.u16(at + 5) == in.u16(6) && in.u16(at + 7) == in.u16(8);
        if (!whole) throw Damage.damaged(file, "its picture does not fill the size that it states");
        at = afterBlocks(in, at + 10 + table(in.u8(at + 9)) + 1);
      } else if (block == '!') at = afterBlocks(in, at + 2);
      else throw Damage.damaged(file, "a block does not begin where it should");
    }
    Damage.requirePossible(file, pixels, in.length(), MemoryCheck.LZW);
    requireOne(file, images);
    return PLAIN;
  }

  static void requireOne(Path file, long pictures) {
    if (pictures != 1)
      throw new RobustJException(
          "%s holds %d pictures, but one was expected; save each as an image of its own or all as a TIFF stack."
              .formatted(file, pictures));
  }

  private static int table(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static long afterBlocks(FileBytes in, long at) throws IOException {
    long next = at;
    while (in.u8(next) != 0) next += 1 + in.u8(next);
    return next + 1;
  }

  /** Rows of whole four bytes behind the header. */
  private static PictureFile bmp(Path file, FileBytes in) throws IOException {
    long header = in.u32(14);
    boolean old = header == 12;
    long width = old ? in.u16(18) : in.u32(18);
    long height = old ? in.u16(20) : Math.abs((int) in.u32(22));
    int bits = in.u16(old ? 24 : 28);
    long compression = old ? 0 : in.u32(30);
    if (compression != 0 && compression != 3)
      throw new RobustJException(
          "%s is a compressed BMP (kind %d), which is not supported; save it as PNG."
              .formatted(file, compression));
    if (width < 1 || width > 1 << 20 || height < 1 || height > 1 << 20)
      throw Damage.damaged(file, "it states a size of %d x %d".formatted(width, height));
    long row = (width * bits + 31) / 32 * 4;
    if (in.length() < in.u32(10) + row * height) throw Damage.cutOff(file);
    long colours = old || bits > 8 ? 0 : in.u32(46);
    if (colours > 0 && colours < 1 << bits)
      for (long y = 0; y < height; y++)
        requireColours(file, in.bytes(in.u32(10) + y * row, row), (int) width, bits, colours);
    return PLAIN;
  }

  /** Java's decoder takes the first colour for those that a palette has not. */
  private static void requireColours(Path file, byte[] row, int width, int bits, long colours) {
    for (int x = 0; x < width; x++) {
      int bit = x * bits;
      int index = row[bit / 8] >> (8 - bits - bit % 8) & (1 << bits) - 1;
      if (index >= colours) throw noColour(file, index);
    }
  }

  static RobustJException noColour(Path file, int index) {
    return Damage.damaged(
        file, "it has a pixel of the colour %d, which its palette has not".formatted(index));
  }

  private static String text(FileBytes in, long at, int n) throws IOException {
    return new String(in.bytes(at, n), java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
