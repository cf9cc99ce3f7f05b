package io.github.robustj.data;

import io.github.robustj.error.RobustJException;
import java.util.Optional;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * An image in its own intensities: axes x, y, channel, slice (always four; single ones have length
 * 1).
 *
 * @param name of the case, without folder and extension
 * @param pixels intensities as read, after the file's own slope and intercept
 * @param clean of an attacked image how its clean one was normalised; else empty
 */
public record Image(
    String name,
    RandomAccessibleInterval<FloatType> pixels,
    Calibration calibration,
    Optional<CleanScaling> clean) {

  public Image {
    if (pixels.numDimensions() != 4)
      throw new IllegalArgumentException(
          "an image has the axes x, y, channel, slice; got " + pixels.numDimensions() + " axes");
  }

  /** An image that was not attacked. */
  public Image(String name, RandomAccessibleInterval<FloatType> pixels, Calibration calibration) {
    this(name, pixels, calibration, Optional.empty());
  }

  /** The same, attacked. */
  public Image attacked(CleanScaling scaling) {
    return new Image(name, pixels, calibration, Optional.of(scaling));
  }

  /**
   * @param source where the image comes from, for the message: a file or a title
   * @throws RobustJException if a pixel is NaN or infinite
   */
  public void requireNumbers(Object source) {
    for (FloatType pixel : Views.iterable(pixels))
      if (!Float.isFinite(pixel.get()))
        throw new RobustJException(
            "%s has pixels that are not numbers (%s); replace them, by 0 for instance."
                .formatted(source, pixel.get()));
  }

  /**
   * The image with a pixel size where it has none; as it is where it has one.
   *
   * @param pixelSize side of a pixel in mm; 0 for none
   */
  public Image calibrated(double pixelSize) {
    if (pixelSize <= 0 || !calibration.equals(Calibration.PIXELS)) return this;
    return new Image(name, pixels, new Calibration(pixelSize, pixelSize, 1, "mm"), clean);
  }

  public int width() {
    return (int) pixels.dimension(0);
  }

  public int height() {
    return (int) pixels.dimension(1);
  }

  public int channels() {
    return (int) pixels.dimension(2);
  }

  public int slices() {
    return (int) pixels.dimension(3);
  }
}
