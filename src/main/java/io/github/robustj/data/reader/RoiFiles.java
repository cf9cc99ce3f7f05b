package io.github.robustj.data.reader;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * ImageJ's ROIs from a {@code .roi} file, or a {@code .zip} of them as the ROI Manager saves. Texts
 * and images drawn over an image are passed over. Nothing of an archive is written anywhere.
 */
final class RoiFiles {

  /** Bytes of a ROI; an outline of a million points has less. */
  private static final int LARGEST = 16 << 20;

  /** Bytes of all entries of an archive, unpacked. */
  private static final long LARGEST_ARCHIVE = 256L << 20;

  private static final int MOST_ENTRIES = 200_000;

  private RoiFiles() {}

  /**
   * @return in the file's order, each with a name: its own, or the file's
   * @throws RobustJException if the file cannot be read, is unreasonably large or holds something
   *     else
   */
  static List<Roi> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (FolderFiles.hasOne(file, List.of(".zip"))) return zipped(file);
      List<Roi> rois = new ArrayList<>();
      decode(file, Names.fileStem(file), bounded(file, in, LARGEST)).ifPresent(rois::add);
      return rois;
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private static List<Roi> zipped(Path file) throws IOException {
    requireZip(file);
    List<Roi> rois = new ArrayList<>();
    long bytes = 0;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        // Others are unpacked, too, to get behind them.
        byte[] content = bounded(file, zip, (int) Math.min(LARGEST, LARGEST_ARCHIVE - bytes));
        bytes += content.length;
        if (++entries > MOST_ENTRIES) throw tooLarge(file);
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (name.endsWith(".roi") && !name.startsWith("."))
          decode(file, Names.fileStem(name), content).ifPresent(rois::add);
      }
    } catch (IllegalArgumentException e) {
      // An entry's name in no known encoding.
      throw damaged(file, e);
    }
    return rois;
  }

  private static byte[] bounded(Path file, InputStream in, int most) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) throw tooLarge(file);
    return bytes;
  }

  /** A stream of something else looks like an archive without entries. */
  private static void requireZip(Path file) throws IOException {
    byte[] start;
    try (var in = Files.newInputStream(file)) {
      start = in.readNBytes(2);
    }
    if (start.length < 2 || start[0] != 'P' || start[1] != 'K') throw damaged(file, null);
  }

  /** Nothing for what is no selection. */
  private static Optional<Roi> decode(Path file, String name, byte[] bytes) {
    RoiBytes checked = new RoiBytes(bytes);
    if (!checked.isPossible()) throw damaged(file, null);
    if (checked.isDecoration()) return Optional.empty();
    Roi roi;
    try {
      roi = RoiDecoder.openFromByteArray(bytes);
    } catch (RuntimeException e) {
      // What is wrong beyond lengths and places, such as colours or properties.
      throw damaged(file, e);
    }
    if (roi == null) throw damaged(file, null);
    if (roi.getName() == null) roi.setName(name);
    return Optional.of(roi);
  }

  private static RobustJException tooLarge(Path file) {
    return new RobustJException(
        "%s is no file of ROIs: it holds more than %d MB in a ROI, %d MB in all or %d entries; give another file."
            .formatted(file, LARGEST >> 20, LARGEST_ARCHIVE >> 20, MOST_ENTRIES));
  }

  private static RobustJException damaged(Path file, Exception cause) {
    return new RobustJException(
        "%s is damaged: it does not hold ROIs of ImageJ; save it again.".formatted(file), cause);
  }
}
