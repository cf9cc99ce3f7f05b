package io.github.robustj.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Folders as zips. Equal folders give equal bytes: names in order, and no times. */
public final class Zip {

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Zip() {}

  /**
   * All files below a folder, under their names seen from it.
   *
   * @param out stays open
   * @throws IOException if it cannot be written
   * @throws io.github.robustj.error.RobustJException naming the file that cannot be read
   */
  public static void write(Path folder, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    for (Path file : FileCopy.files(folder)) {
      ZipEntry entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      FileCopy.bytes(file, zip);
      zip.closeEntry();
    }
    zip.finish();
  }
}
