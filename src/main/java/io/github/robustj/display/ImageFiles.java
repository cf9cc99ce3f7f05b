package io.github.robustj.display;

import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures and images on disk; a file is there when it is complete. */
public final class ImageFiles {

  private ImageFiles() {}

  /**
   * What is seen of the current slice, without overlay, as PNG.
   *
   * @throws RobustJException if the file cannot be written
   */
  public static void png(ImagePlus image, Path file) {
    AtomicFiles.write(
        file,
        out -> {
          if (!ImageIO.write(image.getBufferedImage(), "png", out))
            throw new IOException("this Java has no PNG writer");
        });
  }

  /**
   * All slices with calibration, display range and overlay, as ImageJ's TIFF.
   *
   * @throws RobustJException if the file cannot be written or the image is a virtual stack
   */
  public static void tiff(ImagePlus image, Path file) {
    if (image.getStack().isVirtual())
      throw new RobustJException(
          image.getTitle() + " is a virtual stack; duplicate it into memory and save that.");
    AtomicFiles.write(file, out -> out.write(new FileSaver(image).serialize()));
  }
}
