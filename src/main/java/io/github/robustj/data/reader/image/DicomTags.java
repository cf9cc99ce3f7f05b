package io.github.robustj.data.reader.image;

import io.github.robustj.data.Numbers;
import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The elements of a DICOM file (PS3.5) up to its pixels: explicit or implicit value representation,
 * either byte order. Sequences are passed over, but for the groups of values that frames share, or
 * that each frame has.
 */
final class DicomTags {

  static final int SYNTAX = 0x00020010;
  static final int PIXELS = 0x7fe00010;

  /** All behind the group 2 is packed. */
  private static final String DEFLATED = "1.2.840.10008.1.2.1.99";

  private static final int SHARED_GROUPS = 0x52009229;
  private static final int FRAME_GROUPS = 0x52009230;
  private static final int FRAMES = 0x00280008;
  private static final int ITEM = 0xfffee000;

  /**
   * In those groups: the size of pixels, their scale, where a frame lies, and its indices. Files of
   * the implicit kind do not say what is a sequence.
   */
  private static final Set<Integer> SEQUENCES =
      Set.of(0x00289110, 0x00289145, 0x00209111, 0x00209113, 0x00209116);

  /** The same as the four bytes of a little-endian file make it. */
  static final long ITEM_START = 0xe000fffeL;

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
  private final Map<Integer, Set<String>> values = new HashMap<>();

  /** What each frame says of its place; null of one that says nothing. */
  private final List<Map<Integer, String>> frames = new ArrayList<>();

  private boolean inFrames;
  private boolean explicit = true;

  /** Null until they are found. */
  private Pixels pixels;

  /**
   * The element of the pixels.
   *
   * @param length in bytes; negative for compressed pixels, which do not say it
   */
  record Pixels(int tag, long start, long length) {}

  private DicomTags(Path file, FileBytes in) {
    this.file = file;
    this.in = in;
  }

  /**
   * @throws EOFException if the file ends before its pixels
   */
  static DicomTags read(Path file, FileBytes in) throws IOException {
    DicomTags tags = new DicomTags(file, in);
    boolean preamble =
        in.length() > 132
            && new String(in.bytes(128, 4), StandardCharsets.ISO_8859_1).equals("DICM");
    if (!preamble)
      tags.explicit = SHORT.contains(tags.letters(4)) || LONG.contains(tags.letters(4));
    tags.elements(preamble ? 132 : 0, in.length(), 0, true);
    if (tags.pixels == null) throw new EOFException();
    return tags;
  }

  Pixels pixels() {
    return pixels;
  }

  /** How many frames are described one by one; 0 if none. */
  int frames() {
    return frames.size();
  }

  /** Whether frames differ in it. */
  boolean several(int tag) {
    return has(tag) && values.get(tag).size() > 1;
  }

  /** All numbers of an element that has several; empty where there are none. */
  double[] numbers(int tag) {
    return numbers(text(tag));
  }

  /** The same as a frame has it, or all of them. */
  double[] numbers(int tag, int frame) {
    Map<Integer, String> own = frame < frames.size() ? frames.get(frame) : null;
    return numbers(own != null && own.containsKey(tag) ? own.get(tag) : text(tag));
  }

  private double[] numbers(String text) {
    if (text.isEmpty()) return new double[0];
    String[] parts = text.split("\\\\");
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) numbers[i] = number(parts[i].strip());
    return numbers;
  }

  boolean has(int tag) {
    return values.containsKey(tag);
  }

  /** Empty where there is none. */
  String text(int tag) {
    return has(tag) ? values.get(tag).iterator().next() : "";
  }

  int whole(int tag, int otherwise) {
    String text = text(tag);
    if (text.isEmpty()) return otherwise;
    if (text.matches("\\d{1,9}")) return Integer.parseInt(text);
    throw Damage.damaged(file, "it states \"%s\" for a number".formatted(Excerpt.of(text)));
  }

  /**
   * @throws RobustJException if it is no number, or frames differ in it
   */
  double number(int tag, double otherwise) {
    if (!has(tag)) return otherwise;
    if (values.get(tag).size() > 1)
      throw new RobustJException(
          "%s has frames that are scaled in different ways (%08x: %s); save the frames one by one."
              .formatted(file, tag, Excerpt.of(String.join(", ", values.get(tag)))));
    return number(text(tag));
  }

  private double number(String text) {
    return Numbers.finite(text)
        .orElseThrow(
            () ->
                Damage.damaged(file, "it states \"%s\" for a number".formatted(Excerpt.of(text))));
  }

  /** To the pixels, the end of the sequence, or the end of the file; gives where it stopped. */
  private long elements(long from, long end, int depth, boolean wanted) throws IOException {
    if (depth > DEEPEST) throw Damage.damaged(file, "its sequences lie too deep in each other");
    for (long at = from; at < end && pixels == null; ) {
      if (depth == 0) settle(at);
      int tag = in.u16(at) << 16 | in.u16(at + 2);
      if (tag == ITEM || tag == ITEM_END || tag == SEQUENCE_END) {
        at += 8;
        if (tag == ITEM && inFrames && depth == 1) addFrame();
        if (tag == SEQUENCE_END && depth > 0) return at;
        continue;
      }
      String representation = explicit || tag >>> 16 == 2 ? letters(at + 4) : "";
      boolean known = SHORT.contains(representation) && !representation.isEmpty();
      boolean wide = LONG.contains(representation) && !representation.isEmpty();
      long length = known ? in.u16(at + 6) : in.u32(at + (wide ? 8 : 4));
      long start = at + (wide ? 12 : 8);
      if (depth == 0 && tag >>> 16 == 0x7fe0 && (tag & 0xffff) >= 8 && (tag & 0xffff) <= 16) {
        pixels = new Pixels(tag, start, length == UNDEFINED ? -1 : length);
        return start;
      }
      boolean groups = tag == SHARED_GROUPS || tag == FRAME_GROUPS;
      boolean sequence =
          representation.equals("SQ") || representation.isEmpty() && SEQUENCES.contains(tag);
      if (depth == 0) inFrames = tag == FRAME_GROUPS;
      if (length == UNDEFINED)
        at = elements(start, end, depth + 1, wanted && (depth > 0 || groups));
      else if (groups || sequence && depth > 0 && wanted) {
        elements(start, Math.min(end, start + length), depth + 1, wanted);
        at = start + length;
      } else {
        if (start + length > in.length()) throw new EOFException();
        if (wanted) keep(tag, representation, start, length);
        at = start + length;
      }
    }
    return end;
  }

  /** Behind the group 2 the order is the one it has named. */
  private void settle(long at) throws IOException {
    if (!has(SYNTAX)) return;
    String syntax = text(SYNTAX);
    boolean big = syntax.equals("1.2.840.10008.1.2.2");
    in.order(ByteOrder.LITTLE_ENDIAN);
    boolean behind = in.u16(at) != 2;
    if (behind && syntax.equals(DEFLATED)) throw Dicom.compressed(file, syntax);
    if (behind && big) in.order(ByteOrder.BIG_ENDIAN);
    if (behind) explicit = !syntax.equals("1.2.840.10008.1.2");
  }

  private void addFrame() {
    frames.add(null);
    if (frames.size() > whole(FRAMES, 1))
      throw Damage.damaged(
          file, "it describes more frames than the %d it states".formatted(whole(FRAMES, 1)));
  }

  private void keep(int tag, String representation, long start, long length) throws IOException {
    int group = tag >>> 16;
    boolean place = group == 0x0020 || group == 0x0048 || group == 0x0054 || group == 0x3004;
    boolean used = group == 0x0028 || group == 0x0018 || tag == SYNTAX || place;
    if (!used || length > (place ? LONGEST_VECTOR : LONGEST)) {
      if (group == 0x0028) values.computeIfAbsent(tag, t -> new LinkedHashSet<>()).add("");
      return;
    }
    boolean binary =
        representation.isEmpty()
            ? BINARY.contains("%08x".formatted(tag))
            : representation.matches("US|SS|UL|SL");
    boolean wide = representation.endsWith("L") || representation.isEmpty() && length % 4 == 0;
    String text =
        binary
            ? place
                ? integers(start, length, wide && group != 0x0054)
                : length < 2 ? "0" : integers(start, length >= 4 ? 4 : 2, length >= 4)
            : new String(in.bytes(start, length), StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
    if (inFrames && group == 0x0020 && !frames.isEmpty()) {
      int last = frames.size() - 1;
      if (frames.get(last) == null) frames.set(last, new HashMap<>());
      frames.get(last).put(tag, text);
    } else values.computeIfAbsent(tag, t -> new LinkedHashSet<>()).add(text);
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
