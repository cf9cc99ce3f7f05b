package io.github.robustj.data.reader.mask;

import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.reader.Role;
import io.github.robustj.data.reader.image.ImageReader;
import io.github.robustj.data.reader.image.MaskImages;
import java.nio.file.Path;

/** Label images from files, in every format of {@link ImageReader}. */
public final class MaskReader {

  private MaskReader() {}

  /**
   * @throws io.github.robustj.error.RobustJException if the file cannot be read, or holds something
   *     else than whole numbers from 0
   */
  public static Mask read(Path file) {
    return MaskImages.of(ImageReader.read(file, Role.LABELS), file.toString());
  }
}
