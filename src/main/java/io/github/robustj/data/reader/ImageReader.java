package io.github.robustj.data.reader;

import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images from files: NIfTI-1 by our own reader, PNG, JPEG, TIFF and DICOM by ImageJ's. */
public final class ImageReader {

  private ImageReader() {}

  /**
   * @throws RobustJException if the file is missing, unreadable, of no known format, too large for
   *     the memory, or has pixels that are no numbers
   */
  public static Image read(Path file) {
    if (!Files.exists(file))
      throw new RobustJException("There is no file " + file + "; check the path.");
    if (!Files.isRegularFile(file))
      throw new RobustJException(file + " is a folder, but an image file was expected.");
    if (!Files.isReadable(file))
      throw new RobustJException(
          "No permission to read " + file + "; change its permissions or choose another file.");
    Image image = Nifti.isNifti(file) ? Nifti.read(file) : ImageJFormats.read(file);
    image.requireNumbers(file);
    return image;
  }
}
