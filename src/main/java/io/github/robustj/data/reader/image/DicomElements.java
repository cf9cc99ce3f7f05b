package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.FileBytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The elements of a DICOM file (PS3.5) up to its pixels: explicit or implicit value representation,
 * either byte order. Sequences are passed over, but for the groups of values that frames share, or
 * that each frame has.
 */
final class DicomElements {

  /** All behind the group 2 is packed. */
  private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

  private static final int SHARED_GROUPS = 0x52009229;
  private static final int FRAME_GROUPS = 0x52009230;
  private static final int ITEM = 0xfffee000;

  /**
   * In those groups: the size of pixels, their scale, where a frame lies, and its indices. Files of
   * the implicit kind do not say what is a sequence.
   */
  private static final Set<Integer> SEQUENCES =
      Set.of(0x00289110, 0x00289145, 0x00209111, 0x00209113, 0x00209116);

  private static final int ITEM_END = 0xfffee00d;
  private static final int SEQUENCE_END = 0xfffee0dd;
  private static final long UNDEFINED = 0xffffffffL;
  private static final String LONG = "OB OW OF OL OD OV SQ SV UC UN UR UT UV";
  private static final String SHORT =
      "AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US";

  /** Tags of whole numbers, which files of the implicit kind do not call so. */
  private static final String BINARY =
      "00280002 00280006 00280010 00280011 00280100 00280101 00280102 00280103 00209157 00480006"
          + " 00540010 00540020 00540030 00540050 00540060 00540070 00540080 00540090 00540100";

  private static final int LONGEST = 1 << 10;
  private static final int LONGEST_VECTOR = 1 << 16;
  private static final int DEEPEST = 16;

  private final Path file;
  private final FileBytes in;
  private final DicomTags tags;
  private boolean inFrames;
  private boolean explicit = true;

  /**
   * @param tags gets what is found
   */
  DicomElements(Path file, FileBytes in, DicomTags tags) {
    this.file = file;
    this.in = in;
    this.tags = tags;
  }

  /**
   * An element, or the mark at the begin or end of an item.
   *
   * @param kind its value representation; empty where the file does not say it
   * @param start of its value
   */
  private record Element(int tag, String kind, long start, long length) {

    boolean isMark() {
      return tag == ITEM || tag == ITEM_END || tag == SEQUENCE_END;
    }

    boolean isPixels() {
      return tag >>> 16 == 0x7fe0 && (tag & 0xffff) >= 8 && (tag & 0xffff) <= 16;
    }

    boolean isGroups() {
      return tag == SHARED_GROUPS || tag == FRAME_GROUPS;
    }

    boolean isSequence() {
      return kind.equals("SQ") || kind.isEmpty() && SEQUENCES.contains(tag);
    }

    boolean isEndless() {
      return length == UNDEFINED;
    }

    long end() {
      return start + length;
    }
  }

  void read() throws IOException {
    boolean preamble =
        in.length() > 132
            && new String(in.bytes(128, 4), StandardCharsets.ISO_8859_1).equals("DICM");
    if (!preamble) explicit = SHORT.contains(letters(4)) || LONG.contains(letters(4));
    all(preamble ? 132 : 0, in.length(), 0, true);
  }

  /** To the pixels, the end of the sequence, or the end of the file; gives where it stopped. */
  private long all(long from, long end, int depth, boolean wanted) throws IOException {
    if (depth > DEEPEST) throw Damage.damaged(file, "its sequences lie too deep in each other");
    for (long at = from; at < end && !tags.isComplete(); ) {
      if (depth == 0) settle(at);
      Element next = element(at);
      if (next.isMark()) {
        at = next.start();
        if (next.tag() == ITEM && inFrames && depth == 1) tags.addFrame();
        if (next.tag() == SEQUENCE_END && depth > 0) return at;
      } else if (depth == 0 && next.isPixels()) {
        tags.found(
            new DicomTags.Pixels(next.tag(), next.start(), next.isEndless() ? -1 : next.length()));
        return next.start();
      } else at = behind(next, end, depth, wanted);
    }
    return end;
  }

  /** Reads what is wanted of an element; gives where the next one begins. */
  private long behind(Element next, long end, int depth, boolean wanted) throws IOException {
    if (depth == 0) inFrames = next.tag() == FRAME_GROUPS;
    if (next.isEndless())
      return all(next.start(), end, depth + 1, wanted && (depth > 0 || next.isGroups()));
    if (next.isGroups() || next.isSequence() && depth > 0 && wanted) {
      all(next.start(), Math.min(end, next.end()), depth + 1, wanted);
      return next.end();
    }
    if (next.end() > in.length()) throw new EOFException();
    if (wanted) keep(next);
    return next.end();
  }

  private Element element(long at) throws IOException {
    int tag = in.u16(at) << 16 | in.u16(at + 2);
    Element mark = new Element(tag, "", at + 8, 0);
    if (mark.isMark()) return mark;
    String kind = explicit || tag >>> 16 == 2 ? letters(at + 4) : "";
    boolean known = SHORT.contains(kind) && !kind.isEmpty();
    boolean wide = LONG.contains(kind) && !kind.isEmpty();
    long length = known ? in.u16(at + 6) : in.u32(at + (wide ? 8 : 4));
    return new Element(tag, kind, at + (wide ? 12 : 8), length);
  }

  /** Behind the group 2 the order is the one it has named. */
  private void settle(long at) throws IOException {
    if (!tags.has(DicomTags.SYNTAX)) return;
    String syntax = tags.text(DicomTags.SYNTAX);
    boolean big = syntax.equals("1.2.840.10008.1.2.2");
    in.order(ByteOrder.LITTLE_ENDIAN);
    boolean behind = in.u16(at) != 2;
    if (behind && syntax.equals(DEFLATED)) throw Dicom.compressed(file, syntax);
    if (behind && big) in.order(ByteOrder.BIG_ENDIAN);
    if (behind) explicit = !syntax.equals("1.2.840.10008.1.2");
  }

  private void keep(Element element) throws IOException {
    int group = element.tag() >>> 16;
    boolean place = group == 0x0020 || group == 0x0048 || group == 0x0054 || group == 0x3004;
    boolean used = group == 0x0028 || group == 0x0018 || element.tag() == DicomTags.SYNTAX || place;
    if (!used || element.length() > (place ? LONGEST_VECTOR : LONGEST)) {
      if (group == 0x0028) tags.add(element.tag(), "");
    } else if (inFrames && group == 0x0020 && tags.frames() > 0)
      tags.addToFrame(element.tag(), text(element, place));
    else tags.add(element.tag(), text(element, place));
  }

  private String text(Element element, boolean place) throws IOException {
    long start = element.start();
    long length = element.length();
    String kind = element.kind();
    boolean binary =
        kind.isEmpty()
            ? BINARY.contains("%08x".formatted(element.tag()))
            : kind.matches("US|SS|UL|SL");
    if (!binary)
      return new String(in.bytes(start, length), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ')
          .strip();
    boolean wide = kind.endsWith("L") || kind.isEmpty() && length % 4 == 0;
    if (place) return integers(start, length, wide && element.tag() >>> 16 != 0x0054);
    return length < 2 ? "0" : integers(start, length >= 4 ? 4 : 2, length >= 4);
  }

  private String integers(long start, long length, boolean wide) throws IOException {
    StringJoiner all = new StringJoiner("\\");
    int step = wide ? 4 : 2;
    for (long at = start; at + step <= start + length; at += step)
      all.add(Long.toString(wide ? in.u32(at) : in.u16(at)));
    return all.toString();
  }

  private String letters(long at) throws IOException {
    return new String(in.bytes(at, 2), StandardCharsets.ISO_8859_1);
  }
}
