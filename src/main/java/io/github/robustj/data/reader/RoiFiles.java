package io.github.robustj.data.reader;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** ImageJ's ROIs from a {@code .roi} file, or a {@code .zip} of them as the ROI Manager saves. */
final class RoiFiles {

  private RoiFiles() {}

  /**
   * @return in the file's order, each with a name: its own, or the file's
   * @throws RobustJException if the file cannot be read or holds something else
   */
  static List<Roi> read(Path file) {
    try {
      if (!file.toString().endsWith(".zip"))
        return List.of(decode(file, Names.fileStem(file), Files.readAllBytes(file)));
      return zipped(file);
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
  }

  private static List<Roi> zipped(Path file) throws IOException {
    requireZip(file);
    List<Roi> rois = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
        if (entry.getName().endsWith(".roi"))
          rois.add(decode(file, Names.fileStem(Path.of(entry.getName())), zip.readAllBytes()));
    }
    return rois;
  }

  /** A stream of something else looks like an archive without entries. */
  private static void requireZip(Path file) throws IOException {
    byte[] start;
    try (var in = Files.newInputStream(file)) {
      start = in.readNBytes(2);
    }
    if (start.length < 2 || start[0] != 'P' || start[1] != 'K') throw damaged(file, null);
  }

  private static Roi decode(Path file, String name, byte[] bytes) {
    Roi roi;
    try {
      roi = RoiDecoder.openFromByteArray(bytes);
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw damaged(file, e);
    }
    if (roi == null) throw damaged(file, null);
    if (roi.getName() == null) roi.setName(name);
    return roi;
  }

  private static RobustJException damaged(Path file, Exception cause) {
    return new RobustJException(
        "%s is damaged: it does not hold ROIs of ImageJ; save it again.".formatted(file), cause);
  }
}
