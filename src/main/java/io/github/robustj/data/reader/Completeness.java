package io.github.robustj.data.reader;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;

/**
 * Whether there is room for an image, and whether its file holds all of it: ImageJ fills up with
 * zeros what a cut-off TIFF or DICOM file misses, and Java's JPEG reader with grey.
 */
final class Completeness {

  /** Types whose pixels do not fill whole bytes. */
  private static final Set<Integer> PACKED =
      Set.of(FileInfo.BITMAP, FileInfo.GRAY10_UNSIGNED, FileInfo.GRAY12_UNSIGNED);

  /** RGB as ImageJ holds it, and its three channels as ours. */
  private static final int COLOR_BYTES = 4 + 3 * Float.BYTES;

  private static final int JPEG_START = 0xffd8;
  private static final int JPEG_END = 0xffd9;

  private Completeness() {}

  /**
   * @throws RobustJException if the image is too large for the memory, or the file ends too early
   */
  static void beforeReading(Path file) {
    FileInfo[] pages = Opener.getTiffFileInfo(file.toAbsolutePath().toString());
    if (pages == null) {
      requireMemory(file);
      requireEndOfJpeg(file);
      return;
    }
    long pixels = 0;
    long bytes = 0;
    for (FileInfo page : pages) {
      pixels += pixels(page);
      bytes = Math.max(bytes, page.getBytesPerPixel() + Float.BYTES);
      requireLength(file, end(page));
    }
    Memory.require(file, pixels, bytes);
  }

  /**
   * @throws RobustJException if the file ends before its last pixel
   */
  static void afterReading(Path file, ImagePlus image) {
    FileInfo info = image.getOriginalFileInfo();
    if (info != null && info.fileFormat == FileInfo.DICOM) requireLength(file, end(info));
  }

  private static long pixels(FileInfo page) {
    return (long) page.width * page.height * Math.max(1, page.nImages);
  }

  /** The byte after the last pixel as far as the header tells, else 0. */
  private static long end(FileInfo page) {
    long end = 0;
    boolean strips = page.stripOffsets != null && page.stripLengths != null;
    for (int i = 0; strips && i < page.stripOffsets.length; i++)
      end = Math.max(end, Integer.toUnsignedLong(page.stripOffsets[i]) + page.stripLengths[i]);
    boolean raw = page.compression <= FileInfo.COMPRESSION_NONE && !PACKED.contains(page.fileType);
    boolean single = !strips || page.stripOffsets.length == 1;
    return raw && single ? page.getOffset() + pixels(page) * page.getBytesPerPixel() : end;
  }

  private static void requireLength(Path file, long end) {
    try {
      if (Files.size(file) < end) throw cutOff(file);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  /** PNG, JPEG, GIF and BMP tell their size before their pixels are decoded. */
  private static void requireMemory(Path file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      var decoders = ImageIO.getImageReaders(in);
      if (!decoders.hasNext()) return;
      var decoder = decoders.next();
      try {
        decoder.setInput(in);
        Memory.require(file, (long) decoder.getWidth(0) * decoder.getHeight(0), COLOR_BYTES);
      } finally {
        decoder.dispose();
      }
    } catch (IOException e) {
      throw new RobustJException(
          "%s is damaged: its size cannot be read (%s); copy it again."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void requireEndOfJpeg(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int word = in.read() << 8 | in.read();
      if (word != JPEG_START) return;
      // Not only the last two bytes: padding may follow the end marker.
      for (int next = in.read(); word != JPEG_END; next = in.read()) {
        if (next < 0) throw cutOff(file);
        word = (word & 0xff) << 8 | next;
      }
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private static RobustJException cutOff(Path file) {
    return new RobustJException(
        "%s is cut off: it ends before its last pixel; copy it again.".formatted(file));
  }
}
