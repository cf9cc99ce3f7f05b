package io.github.robustj.cli;

import io.github.robustj.data.reader.Names;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.ReadFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** An image file given on the command line. */
record InputImage(Path file) {

  static InputImage of(Path file) {
    if (!Files.isRegularFile(file))
      throw new RobustJException("There is no file " + file + "; check the path.");
    return new InputImage(file);
  }

  /**
   * The file itself, or the images of a folder by name; other and hidden files are passed over.
   *
   * @throws RobustJException if there is none, or if the results of two would have the same name
   */
  static List<InputImage> in(Path input) {
    if (!Files.isDirectory(input)) return List.of(of(input));
    List<InputImage> images;
    try (Stream<Path> files = Files.list(input)) {
      images = files.filter(Names::isImage).sorted().map(InputImage::new).toList();
    } catch (IOException e) {
      throw ReadFailure.sentence(input, e);
    }
    if (images.isEmpty())
      throw new RobustJException(
          "There is no image in %s; known are NIfTI, TIFF, PNG, JPEG and DICOM by their extensions."
              .formatted(input));
    requireDifferentNames(images);
    return images;
  }

  /** The file's name without folder and extension. */
  String name() {
    return Names.stem(file);
  }

  boolean isNifti() {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".nii.gz") || name.endsWith(".nii");
  }

  private static void requireDifferentNames(List<InputImage> images) {
    Map<String, InputImage> seen = new HashMap<>();
    for (InputImage image : images) {
      InputImage other = seen.put(image.name(), image);
      if (other != null)
        throw new RobustJException(
            "%s and %s would have results of the same name; rename one."
                .formatted(other.file(), image.file()));
    }
  }
}
