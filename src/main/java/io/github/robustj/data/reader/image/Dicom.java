package io.github.robustj.data.reader.image;

import io.github.robustj.data.Image;
import io.github.robustj.data.StoredPixels;
import io.github.robustj.data.reader.Damage;
import io.github.robustj.data.reader.FileBytes;
import io.github.robustj.data.reader.MemoryCheck;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.Role;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Uncompressed DICOM files of one grey number per pixel (8, 16 or 32 bit, signed or not, floating
 * point) or of 8-bit RGB; frames are slices, see {@link DicomFrames}. Intensities are those after
 * the rescale slope and intercept: Hounsfield units for CT.
 */
final class Dicom {

  private static final int SAMPLES = 0x00280002;
  private static final int PHOTOMETRIC = 0x00280004;
  private static final int PLANAR = 0x00280006;
  private static final int FRAMES = 0x00280008;
  private static final int ROWS = 0x00280010;
  private static final int COLUMNS = 0x00280011;
  private static final int ALLOCATED = 0x00280100;
  private static final int STORED = 0x00280101;
  private static final int HIGH = 0x00280102;
  private static final int SIGNED = 0x00280103;
  private static final int INTERCEPT = 0x00281052;
  private static final int SLOPE = 0x00281053;
  private static final int LOOK_UP = 0x00283000;
  private static final int FLOATS = 0x7fe00008;

  private static final Map<String, String> COMPRESSIONS =
      Map.of(
          "1.2.840.10008.1.2.5", "run lengths",
          "1.2.840.10008.1.2.1.99", "Deflate");

  private Dicom() {}

  /**
   * @throws RobustJException if the file is cut off, damaged, too large, compressed or of another
   *     kind of pixels
   */
  static Image read(Path file, Role role) {
    return FileBytes.read(file, in -> read(file, in, role));
  }

  private static Image read(Path file, FileBytes in, Role role) throws IOException {
    DicomTags tags = DicomTags.read(file, in);
    requireUncompressed(file, tags);
    Kind kind = Kind.of(file, tags);
    long pixels =
        Math.multiplyExact((long) kind.width * kind.height, (long) kind.samples * kind.frames);
    MemoryCheck.require(file, pixels, Float.BYTES);
    long expected = pixels * kind.bytes;
    if (expected > in.length() - tags.pixels().start()) throw Damage.cutOff(file);
    requireNoMore(file, in, tags, expected, expected / kind.frames);
    boolean inverted = role == Role.IMAGE && tags.text(PHOTOMETRIC).equals("MONOCHROME1");
    DicomFrames frames = DicomFrames.of(file, tags, kind.frames);
    DicomPlace place = DicomPlace.of(file, tags, frames);
    List<String> notes = new ArrayList<>(place.notes());
    if (inverted) notes.add(PlaneStack.INVERTED);
    return stack(in, tags.pixels().start(), kind, frames.order(), inverted)
        .greyIfEqual()
        .image(Names.stem(file), place.calibration(), place.world(), notes);
  }

  /**
   * Some padding behind the pixels is usual; another frame is not, nor items of compressed ones.
   */
  private static void requireNoMore(
      Path file, FileBytes in, DicomTags tags, long expected, long frame) throws IOException {
    long stated = tags.pixels().length();
    boolean items = stated > expected + 1 && in.u32(tags.pixels().start()) == DicomTags.ITEM_START;
    if (stated - expected < frame && !items) return;
    throw new RobustJException(
        "%s has %d bytes of pixels where %d were expected; it is compressed or has more frames than it states: write it again, uncompressed."
            .formatted(file, stated, expected));
  }

  private static void requireUncompressed(Path file, DicomTags tags) {
    String syntax = tags.text(DicomTags.SYNTAX);
    boolean plain = syntax.isEmpty() || syntax.matches("1\\.2\\.840\\.10008\\.1\\.2(\\.[12])?");
    if (!plain || tags.pixels().length() < 0) throw compressed(file, syntax);
  }

  static RobustJException compressed(Path file, String syntax) {
    String how = syntax.startsWith("1.2.840.10008.1.2.4") ? "JPEG" : "a kind of its own";
    return new RobustJException(
        "%s is a DICOM file compressed by %s (transfer syntax %s), which is not supported; decompress it, with dcmdjpeg or gdcmconv --raw for instance."
            .formatted(
                file, COMPRESSIONS.getOrDefault(syntax, how), syntax.isEmpty() ? "none" : syntax));
  }

  /**
   * @param signed whether the highest stored bit is a sign
   * @param shift of the stored bits, {@code stored} their number
   */
  private record Kind(
      int width,
      int height,
      int frames,
      int samples,
      boolean planar,
      int bytes,
      int stored,
      int shift,
      boolean signed,
      boolean floats,
      double slope,
      double intercept) {

    static Kind of(Path file, DicomTags tags) {
      int samples = tags.whole(SAMPLES, 1);
      int allocated = tags.whole(ALLOCATED, 16);
      int stored = tags.whole(STORED, allocated);
      int high = tags.whole(HIGH, stored - 1);
      requireColours(file, tags, samples, allocated);
      if (stored < 1 || stored > allocated || high < stored - 1 || high >= allocated)
        throw Damage.damaged(
            file, "it states %d bits of %d up to bit %d".formatted(stored, allocated, high));
      Kind kind =
          new Kind(
              tags.whole(COLUMNS, 0),
              tags.whole(ROWS, 0),
              Math.max(1, tags.whole(FRAMES, 1)),
              samples,
              tags.whole(PLANAR, 0) == 1,
              allocated / 8,
              stored,
              high + 1 - stored,
              tags.whole(SIGNED, 0) == 1,
              tags.pixels().tag() == FLOATS,
              tags.number(SLOPE, 1),
              tags.number(INTERCEPT, 0));
      if (kind.width < 1 || kind.height < 1 || kind.slope == 0)
        throw Damage.damaged(
            file,
            "it states a size of %d x %d and the slope %s"
                .formatted(kind.width, kind.height, kind.slope));
      return kind;
    }

    /** One grey number for a pixel, or 8-bit RGB. */
    private static void requireColours(Path file, DicomTags tags, int samples, int allocated) {
      String colours = tags.text(PHOTOMETRIC);
      boolean floats = tags.pixels().tag() == FLOATS;
      boolean grey = samples == 1 && (colours.isEmpty() || colours.matches("MONOCHROME[12]"));
      boolean rgb = samples == 3 && colours.equals("RGB") && allocated == 8 && !floats;
      boolean bits = allocated == 8 || allocated == 16 || allocated == 32;
      boolean other = tags.pixels().tag() != DicomTags.PIXELS && !floats;
      if (!grey && !rgb || !bits || other || tags.has(LOOK_UP))
        throw new RobustJException(
            "%s is a DICOM file of %d sample(s) of %d bit per pixel in the colours %s%s, but one grey number or 8-bit RGB was expected; convert it, with dcmconv or dcm2img for instance."
                .formatted(
                    file,
                    samples,
                    allocated,
                    colours.isEmpty() ? "none" : Excerpt.of(colours),
                    tags.has(LOOK_UP) ? " with a modality look-up table" : ""));
    }

    /** Of stored numbers that are shown as they are; 0 where they are not. */
    int largest() {
      boolean plain = slope == 1 && intercept == 0 && !signed && !floats && bytes < 4;
      return plain ? (1 << 8 * bytes) - 1 : 0;
    }

    float value(ByteBuffer buffer) {
      if (floats) return (float) (buffer.getFloat() * slope + intercept);
      long raw =
          switch (bytes) {
            case 1 -> buffer.get() & 0xff;
            case 2 -> buffer.getShort() & 0xffff;
            default -> buffer.getInt() & 0xffffffffL;
          };
      // What stands above and below the stored bits, overlays for instance, is no part of them.
      long bits = raw >> shift & (1L << stored) - 1;
      if (signed && bits >> stored - 1 == 1) bits -= 1L << stored;
      return (float) (bits * slope + intercept);
    }
  }

  private static PlaneStack stack(
      FileBytes in, long start, Kind kind, int[] order, boolean inverted) throws IOException {
    List<StoredPixels> planes = new ArrayList<>();
    int pixels = kind.width * kind.height;
    int frame = Math.multiplyExact(Math.multiplyExact(pixels, kind.samples), kind.bytes);
    for (long f : order) {
      ByteBuffer bytes = ByteBuffer.wrap(in.bytes(start + f * frame, frame)).order(in.order());
      float[][] samples = new float[kind.samples][pixels];
      if (kind.planar)
        for (float[] plane : samples) for (int i = 0; i < pixels; i++) plane[i] = kind.value(bytes);
      else
        for (int i = 0; i < pixels; i++) for (float[] plane : samples) plane[i] = kind.value(bytes);
      if (inverted) PlaneStack.invert(samples[0], 0, pixels, kind.largest());
      planes.addAll(PlaneStack.packed(samples));
    }
    return new PlaneStack(kind.width, kind.height, kind.samples, planes);
  }
}
