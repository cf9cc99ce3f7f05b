package io.github.robustj.display;

import io.github.robustj.data.Calibration;

/** Pixel sizes for ImageJ. */
final class Calibrations {

  private Calibrations() {}

  static ij.measure.Calibration of(Calibration size) {
    ij.measure.Calibration calibration = new ij.measure.Calibration();
    calibration.pixelWidth = size.x();
    calibration.pixelHeight = size.y();
    // ImageJ has no word for a depth that nobody knows; 1 is what it takes then.
    calibration.pixelDepth = size.isFlat() ? 1 : size.z();
    calibration.setUnit(size.unit());
    return calibration;
  }
}
