package io.github.robustj.data.reader;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The image files in a folder. */
final class ImageFolder {

  private ImageFolder() {}

  /**
   * The files by case name, sorted; other files, hidden ones and subfolders are passed over.
   *
   * @throws RobustJException if the folder is missing or unreadable, has no image, or has two of
   *     one name
   */
  static SortedMap<String, Path> byName(Path folder) {
    require(folder);
    SortedMap<String, Path> byName = new TreeMap<>();
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.filter(Files::isRegularFile).filter(Names::isImage).sorted().toList()) {
        Path other = byName.put(Names.stem(file), file);
        if (other != null)
          throw new RobustJException(
              "The files %s and %s have the same case name; keep one of them."
                  .formatted(other, file));
      }
    } catch (IOException e) {
      throw ReadFailure.sentence(folder, e);
    }
    if (byName.isEmpty())
      throw new RobustJException(
          "The folder %s has no images; NIfTI, TIFF, PNG, JPEG or DICOM files were expected."
              .formatted(folder));
    return byName;
  }

  /**
   * @throws RobustJException if there is no such folder, or it may not be read
   */
  static void require(Path folder) {
    if (!Files.exists(folder))
      throw new RobustJException("There is no folder " + folder + "; check the path.");
    if (!Files.isDirectory(folder))
      throw new RobustJException(folder + " is a file, but a folder of images was expected.");
    ReadFailure.requirePermission(folder);
  }
}
