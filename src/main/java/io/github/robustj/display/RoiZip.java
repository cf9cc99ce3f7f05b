package io.github.robustj.display;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import io.github.robustj.file.AtomicFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Overlays as the zip files that the ROI Manager opens and saves. */
public final class RoiZip {

  private RoiZip() {}

  /**
   * Writes the ROIs in their order. Names that come again, as those of a class in several slices,
   * get the ROI Manager's counter: {@code anterior}, {@code anterior-1}, {@code anterior-2}. An
   * empty overlay gives an archive without entries.
   *
   * @throws io.github.robustj.error.RobustJException if the file cannot be written
   */
  public static void write(Overlay overlay, Path file) {
    AtomicFiles.write(file, out -> writeEntries(overlay, out));
  }

  private static void writeEntries(Overlay overlay, OutputStream out) throws IOException {
    Set<String> taken = new HashSet<>();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Roi roi : overlay) {
        Roi named = (Roi) roi.clone();
        named.setName(unique(fileName(roi), taken));
        zip.putNextEntry(new ZipEntry(named.getName() + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(named));
        zip.closeEntry();
      }
    }
  }

  private static String fileName(Roi roi) {
    String name = roi.getName() == null ? "roi" : roi.getName();
    return name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
  }

  /** Unpacked, names that differ in case only would be one file on some systems. */
  private static String unique(String name, Set<String> taken) {
    String candidate = name;
    for (int n = 1; !taken.add(candidate.toLowerCase(Locale.ROOT)); n++) candidate = name + "-" + n;
    return candidate;
  }
}
