package io.github.robustj.display;

import ij.ImagePlus;
import ij.measure.Calibration;

/**
 * How the stored pixel values of an ImagePlus become intensities: {@code intensity = offset + slope
 * * stored}. Only a linear calibration function counts (DICOM rescaling, signed 16 bit); with
 * another function, or none, the stored values are the intensities.
 *
 * @param slope never 0
 */
public record IntensityScale(double offset, double slope) {

  private static final IntensityScale STORED = new IntensityScale(0, 1);

  public IntensityScale {
    if (slope == 0 || !Double.isFinite(slope) || !Double.isFinite(offset))
      throw new IllegalArgumentException("no inverse for offset " + offset + ", slope " + slope);
  }

  /**
   * The scale of an image; a flat line, which has no inverse, counts as none. With an inverting
   * look-up table the intensities fall as the stored values rise, as {@link
   * io.github.robustj.data.reader.image.ImagePlusConverter} has them.
   */
  public static IntensityScale of(ImagePlus image) {
    IntensityScale scale = calibrated(image);
    boolean grey = image.getNChannels() == 1 && image.getType() != ImagePlus.COLOR_RGB;
    if (!grey || !image.isInvertedLut()) return scale;
    boolean plain = image.getBitDepth() < 32 && image.getCalibration().getCTable() == null;
    int largest = plain ? (1 << image.getBitDepth()) - 1 : 0;
    return new IntensityScale(largest - scale.offset, -scale.slope);
  }

  private static IntensityScale calibrated(ImagePlus image) {
    Calibration calibration = image.getCalibration();
    if (calibration.getFunction() != Calibration.STRAIGHT_LINE) return STORED;
    double[] line = calibration.getCoefficients();
    return line == null || line[1] == 0 ? STORED : new IntensityScale(line[0], line[1]);
  }

  public double intensity(double stored) {
    return offset + slope * stored;
  }

  /** The inverse of {@link #intensity}; neither rounded nor clipped. */
  public double stored(double intensity) {
    return (intensity - offset) / slope;
  }
}
