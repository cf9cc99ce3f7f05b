package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.error.RobustJException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A directory of a TIFF file (TIFF 6.0) or of a BigTIFF file, whose addresses have 64 bit: one
 * page.
 *
 * @param fields by tag; their values lie inside the file
 */
record TiffPage(FileBytes in, Map<Integer, Field> fields) {

  static final int SUBFILE = 254;
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int FILL_ORDER = 266;
  static final int DESCRIPTION = 270;
  static final int STRIP_OFFSETS = 273;
  static final int SAMPLES = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_BYTES = 279;
  static final int X_RESOLUTION = 282;
  static final int Y_RESOLUTION = 283;
  static final int PLANAR = 284;
  static final int RESOLUTION_UNIT = 296;
  static final int PREDICTOR = 317;
  static final int COLOR_MAP = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_LENGTH = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTES = 325;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int JPEG_TABLES = 347;

  /** What red, green and blue have of the luminance. */
  static final int YCBCR_COEFFICIENTS = 529;

  /** ImageJ's overlays, texts and look-up tables, and how long each is. */
  static final int METADATA_COUNTS = 50838;

  static final int METADATA = 50839;

  private static final int SHORT = 3;
  private static final int RATIONAL = 5;
  private static final int LONG_64 = 16;

  /** Numbers of a field that are read at once, such as the places of all strips. */
  private static final int MOST_NUMBERS = 1 << 26;

  /**
   * @param type 1 byte, 2 text, 3 16 bit, 4 32 bit, 5 a fraction of two 32 bit numbers, 16 64 bit
   * @param at place of the first value in the file
   */
  record Field(int type, long count, long at) {

    /** Bytes of a value; 0 for a type that is not known. */
    int size() {
      return switch (type) {
        case 1, 2, 6, 7 -> 1;
        case 3, 8 -> 2;
        case 4, 9, 11, 13 -> 4;
        case 5, 10, 12, 16, 17, 18 -> 8;
        default -> 0;
      };
    }
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  long count(int tag) {
    return has(tag) ? fields.get(tag).count() : 0;
  }

  /** The first value, {@code otherwise} where there is none. */
  long number(int tag, long otherwise) throws IOException {
    return count(tag) < 1 ? otherwise : number(tag, 0, fields.get(tag));
  }

  long[] numbers(int tag) throws IOException {
    if (count(tag) > MOST_NUMBERS) throw new EOFException();
    return numbers(tag, (int) count(tag));
  }

  /** The first of them. */
  long[] numbers(int tag, int n) throws IOException {
    if (count(tag) < n) throw new EOFException();
    long[] values = new long[n];
    for (int i = 0; i < values.length; i++) values[i] = number(tag, i, fields.get(tag));
    return values;
  }

  private long number(int tag, int index, Field field) throws IOException {
    long at = field.at() + (long) index * field.size();
    return switch (field.size()) {
      case 1 -> in.u8(at);
      case 2 -> in.u16(at);
      default -> field.type() >= LONG_64 ? in.u64(at) : in.u32(at);
    };
  }

  /** A fraction; 0 where there is none or it has no value. */
  double fraction(int tag) throws IOException {
    return fraction(tag, 0);
  }

  double fraction(int tag, int index) throws IOException {
    if (count(tag) <= index || fields.get(tag).type() != RATIONAL) return 0;
    long at = fields.get(tag).at() + 8L * index;
    double below = in.u32(at + 4);
    return below == 0 ? 0 : in.u32(at) / below;
  }

  /** The bytes of a field, empty where there is none. */
  byte[] bytes(int tag) throws IOException {
    if (!has(tag)) return new byte[0];
    return in.bytes(fields.get(tag).at(), count(tag) * fields.get(tag).size());
  }

  /** Empty where there is none. */
  String text(int tag) throws IOException {
    if (!has(tag)) return "";
    Field field = fields.get(tag);
    return new String(in.bytes(field.at(), field.count() * field.size()), StandardCharsets.UTF_8)
        .replaceFirst("\u0000+$", "");
  }

  /** Entries of a palette, 16 bit each: all reds, greens, blues. */
  boolean hasPalette() {
    return has(COLOR_MAP) && fields.get(COLOR_MAP).type() == SHORT;
  }

  private static final int BIG = 43;

  /**
   * The pages in the order of the file, previews left out.
   *
   * @throws RobustJException as {@link #all}, or if there is no page
   */
  static List<TiffPage> read(Path file, FileBytes in) throws IOException {
    return withoutPreviews(file, all(file, in));
  }

  static List<TiffPage> withoutPreviews(Path file, List<TiffPage> all) throws IOException {
    List<TiffPage> pages = new ArrayList<>();
    for (TiffPage page : all) if ((page.number(TiffPage.SUBFILE, 0) & 1) == 0) pages.add(page);
    if (pages.isEmpty()) throw Damage.damaged(file, "it has no page");
    return pages;
  }

  /**
   * Pages and previews in the order of the file.
   *
   * @throws RobustJException if the directories are damaged or form a loop
   */
  static List<TiffPage> all(Path file, FileBytes in) throws IOException {
    in.order(in.u8(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    Directories form = new Directories(in, in.u16(2) == BIG);
    List<TiffPage> pages = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (long at = form.first(); at != 0; at = form.next(at)) {
      if (!seen.add(at)) throw Damage.damaged(file, "its directories form a loop");
      pages.add(form.page(at));
    }
    return pages;
  }

  /** How directories are written: with numbers of 32 bit, or of 64 in BigTIFF. */
  private record Directories(FileBytes in, boolean big) {

    long first() throws IOException {
      return number(big ? 8 : 4);
    }

    private long number(long at) throws IOException {
      return big ? in.u64(at) : in.u32(at);
    }

    private long entries(long at) throws IOException {
      long entries = big ? in.u64(at) : in.u16(at);
      if (entries < 0 || entries > 1 << 16) throw new EOFException();
      return entries;
    }

    private long entry(long at, long i) {
      return at + (big ? 8 + 20 * i : 2 + 12 * i);
    }

    long next(long at) throws IOException {
      return number(entry(at, entries(at)));
    }

    TiffPage page(long at) throws IOException {
      Map<Integer, TiffPage.Field> fields = new HashMap<>();
      long entries = entries(at);
      for (long i = 0; i < entries; i++) {
        long entry = entry(at, i);
        int type = in.u16(entry + 2);
        long count = number(entry + 4);
        long values = entry + (big ? 12 : 8);
        int size = new TiffPage.Field(type, count, 0).size();
        if (size == 0) continue;
        if (count < 0 || count > in.length()) throw new EOFException();
        boolean inside = count * size <= (big ? 8 : 4);
        TiffPage.Field field = new TiffPage.Field(type, count, inside ? values : number(values));
        if (field.at() < 0 || field.at() > in.length() - count * size) throw new EOFException();
        fields.put(in.u16(entry), field);
      }
      return new TiffPage(in, fields);
    }
  }
}
