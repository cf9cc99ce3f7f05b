package io.github.robustj.display;

import ij.ImagePlus;
import ij.io.FileSaver;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures and images on disk; a file is there when it is complete. */
public final class ImageFiles {

  /** What ImageJ calls the text that Image > Show Info shows. */
  private static final String INFO = "Info";

  /** Bytes of the pixels of a TIFF, which is made as one array. */
  private static final long LARGEST = 2000L << 20;

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
          // ImageIO's own stream caches in a file, which it cannot while the process is ended.
          try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image.getBufferedImage(), "png", stream))
              throw new IOException("this Java has no PNG writer");
          }
        });
  }

  /**
   * All slices with calibration, display range, overlay and properties, as ImageJ's TIFF.
   *
   * @throws RobustJException if the file cannot be written, the image is a virtual stack, or it is
   *     larger than an array can be
   */
  public static void tiff(ImagePlus image, Path file) {
    if (image.getStack().isVirtual())
      throw new RobustJException(
          image.getTitle() + " is a virtual stack; duplicate it into memory and save that.");
    double pixels = (double) image.getWidth() * image.getHeight() * image.getStackSize();
    requireSize(file, pixels * image.getBytesPerPixel());
    Object info = image.getProperty(INFO);
    try {
      image.setProperty(INFO, withProperties(image));
      byte[] bytes = new FileSaver(image).serialize();
      AtomicFiles.write(file, out -> out.write(bytes));
    } finally {
      image.setProperty(INFO, info);
    }
  }

  /**
   * Asks whether a TIFF can be written, before what it is to hold is worked out.
   *
   * @param bytes of its pixels
   * @throws RobustJException if it is larger than an array can be
   */
  public static void requireSize(Path file, double bytes) {
    if (bytes > LARGEST)
      throw new RobustJException(
          "%s would be a file of %d MiB, and a TIFF that RobustJ writes has at most %d; leave it out (options overlay and probabilities), or work on parts of the image."
              .formatted(file.getFileName(), (long) bytes >> 20, LARGEST >> 20));
  }

  /**
   * The image's info and its properties, which ImageJ also finds there and which it would leave out
   * of the bytes; null for nothing.
   */
  private static String withProperties(ImagePlus image) {
    String info = (String) image.getProperty(INFO);
    String[] properties = image.getPropertiesAsArray();
    if (properties == null) return info;
    StringBuilder text = new StringBuilder(info == null ? "" : info.strip() + "\n");
    for (int i = 0; i + 1 < properties.length; i += 2)
      text.append(properties[i]).append(": ").append(properties[i + 1]).append('\n');
    return text.toString();
  }
}
