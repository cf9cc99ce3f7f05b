package io.github.robustj.zarr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Arrays that others wrote, see the scripts beside the zips in {@code src/test/resources/zarr}. */
public final class Unzipped {

  private Unzipped() {}

  public static Path of(String name, Path into) throws IOException {
    try (InputStream in = Unzipped.class.getResourceAsStream("/zarr/" + name);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = into.resolve(entry.getName());
        if (entry.isDirectory()) continue;
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
    return into;
  }
}
