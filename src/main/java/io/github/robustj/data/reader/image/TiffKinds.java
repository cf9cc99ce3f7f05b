package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.PlaneStack.Orientation;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How the pixels of a TIFF page are stored, where that is one of the ways that are read: strips or
 * tiles of 1, 8, 16 or 32 bit numbers, as they are or compressed by LZW, Deflate or PackBits, or of
 * 8 bit compressed by JPEG.
 *
 * @param samples per pixel
 * @param format 1 whole, 2 whole and signed, 3 floating-point
 * @param planar whether each sample has a plane of its own
 */
record TiffKinds(
    int width,
    int height,
    int samples,
    int bits,
    int format,
    boolean planar,
    int compression,
    boolean differences,
    int photometric) {

  static final int NONE = 1;
  static final int LZW = 5;
  static final int JPEG = 7;
  static final int DEFLATE = 8;
  static final int OLD_DEFLATE = 32946;
  static final int PACK_BITS = 32773;

  static final int WHITE_IS_ZERO = 0;
  static final int PALETTE = 3;
  static final int CMYK = 5;
  static final int YCBCR = 6;

  private static final int LARGEST_SIDE = 1 << 24;

  /**
   * @throws RobustJException naming the kind if it is another one
   */
  static TiffKinds of(Path file, TiffPage page, Role role) throws IOException {
    Orientation orientation = Orientation.of(page.number(Orientation.TAG, 1));
    if (!orientation.equals(Orientation.UPRIGHT))
      throw new RobustJException(
          "%s has the orientation tag %d, which ImageJ does not follow and other programs do; turn the image upright and save it without the tag."
              .formatted(file, orientation.tag()));
    // Programs leave it where it means nothing; libtiff, too, looks at it for others alone.
    boolean jpeg = page.number(TiffPage.COMPRESSION, NONE) == JPEG;
    long predictor = jpeg ? 1 : page.number(TiffPage.PREDICTOR, 1);
    TiffKinds kind =
        new TiffKinds(
            side(file, page, TiffPage.WIDTH),
            side(file, page, TiffPage.HEIGHT),
            (int) Math.min(page.number(TiffPage.SAMPLES, 1), 1 << 16),
            bits(file, page),
            format(file, page),
            page.number(TiffPage.PLANAR, 1) == 2 && page.number(TiffPage.SAMPLES, 1) > 1,
            (int) Math.max(NONE, page.number(TiffPage.COMPRESSION, NONE)),
            predictor == 2,
            (int) page.number(TiffPage.PHOTOMETRIC, 1));
    kind.requireNumbers(file);
    kind.requireCompression(file, predictor, role);
    kind.requireColours(file, page, role);
    if (kind.bits == 1 && page.number(TiffPage.FILL_ORDER, 1) == 2)
      throw unsupported(file, "of bits in reverse order");
    return kind;
  }

  static RobustJException unsupported(Path file, String kind) {
    return new RobustJException(
        "%s is a TIFF file %s, which is not supported; convert it to an uncompressed TIFF of 8, 16 or 32 bit, with Bio-Formats in Fiji (File > Import, then File > Save As > Tiff) for instance."
            .formatted(file, kind));
  }

  private RobustJException compressed(Path file, String name) {
    return new RobustJException(
        "%s is a TIFF file with the compression %s, which is not supported; convert it to OME-Zarr with bioformats2raw, or if it is small to an uncompressed TIFF with Bio-Formats in Fiji (File > Import, then File > Save As > Tiff)."
            .formatted(file, name));
  }

  /** The same of a part of the page. */
  TiffKinds part(int itsWidth, int itsHeight) {
    return new TiffKinds(
        itsWidth, itsHeight, samples, bits, format, planar, compression, differences, photometric);
  }

  /** Colour channels of a pixel as the network sees it. */
  int colours() {
    return photometric == CMYK ? 3 : samples;
  }

  /** Bytes of the rows of a strip. */
  long bytes(long rows) {
    return ((long) width * bits * (planar ? 1 : samples) + 7) / 8 * rows;
  }

  private static int side(Path file, TiffPage page, int tag) throws IOException {
    long side = page.number(tag, 0);
    if (side >= 1 && side < LARGEST_SIDE) return (int) side;
    throw Damage.damaged(file, "it states a side of %d pixels".formatted(side));
  }

  private static int bits(Path file, TiffPage page) throws IOException {
    long[] bits = page.count(TiffPage.BITS) > 16 ? new long[] {0, 1} : page.numbers(TiffPage.BITS);
    if (bits.length == 0) return 1;
    if (Arrays.stream(bits).allMatch(b -> b == bits[0])) return (int) bits[0];
    throw unsupported(file, "whose samples have different numbers of bits");
  }

  private static int format(Path file, TiffPage page) throws IOException {
    int format = (int) page.number(TiffPage.SAMPLE_FORMAT, 1);
    if (format == 4) return 1;
    if (format >= 1 && format <= 3) return format;
    throw unsupported(file, "of complex numbers");
  }

  private void requireNumbers(Path file) {
    boolean known =
        switch (bits) {
          case 1, 8 -> format == 1;
          case 16 -> format < 3;
          case 32 -> true;
          default -> false;
        };
    String[] words = {"whole", "signed whole", "floating-point"};
    if (!known) throw unsupported(file, "of %d-bit %s numbers".formatted(bits, words[format - 1]));
    if (samples > 1 && bits != 8 && bits != 16)
      throw unsupported(file, "of %d samples of %d bit per pixel".formatted(samples, bits));
  }

  private void requireCompression(Path file, long predictor, Role role) {
    String name =
        switch (compression) {
          case NONE, LZW, DEFLATE, OLD_DEFLATE, PACK_BITS, JPEG -> "";
          case 2, 3, 4 -> "fax";
          case 6 -> "old-style JPEG (6)";
          case 33003, 33004, 33005, 34712 -> "JPEG 2000 (" + compression + ")";
          case 34887 -> "LERC";
          case 34925 -> "LZMA";
          case 50000, 34926 -> "Zstandard";
          case 50001, 34927 -> "WebP";
          default -> "of the unknown kind " + compression;
        };
    if (!name.isEmpty()) throw compressed(file, name);
    if (compression == JPEG && role == Role.LABELS)
      throw new RobustJException(
          "%s is a label image compressed by JPEG, which changes values; save the labels as PNG or as TIFF without JPEG from their source."
              .formatted(file));
    if (compression == JPEG && bits != 8)
      throw unsupported(file, "with the compression JPEG of numbers of %d bit".formatted(bits));
    if (predictor == 3 || differences && (bits == 1 || format == 3))
      throw unsupported(file, "compressed by differences of floating-point numbers");
  }

  private void requireColours(Path file, TiffPage page, Role role) throws IOException {
    boolean rgb = photometric == 2 && samples >= 3;
    boolean grey = photometric <= 1 && samples == 1 || photometric <= 1 && planar;
    boolean palette = photometric == PALETTE && samples == 1 && bits <= 8;
    boolean cmyk = photometric == CMYK && samples == 4 && bits == 8 && !planar;
    // ImageJ writes three channels of 16 bit with grey for a colour.
    boolean jpeg = photometric == YCBCR && samples == 3 && !planar && compression == JPEG;
    boolean known = rgb || grey || palette || cmyk || jpeg || photometric == 1 && samples == 3;
    known &= compression != JPEG || samples == 1 || samples == 3 || planar;
    boolean alpha = page.count(TiffPage.EXTRA_SAMPLES) > 0 && samples != 3;
    if (!known || samples > 4 && !planar || rgb && samples == 4 && !alpha)
      throw unsupported(
          file, "of %d samples per pixel in the colours %d".formatted(samples, photometric));
    if (alpha && !rgb || alpha && role == Role.LABELS)
      throw unsupported(file, "with transparent pixels");
  }
}
