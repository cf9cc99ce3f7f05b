package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.LandmarkDataset;
import io.github.robustj.data.Sample;
import io.github.robustj.data.reader.LandmarkReader;

/**
 * A folder of images with landmarks, and the pixel size for those that do not tell theirs.
 *
 * @param pixelSize in mm; 0 to measure them in pixels
 */
record LandmarkCases(LandmarkDataset dataset, double pixelSize) {

  Sample load(CaseFiles files) {
    return LandmarkReader.load(files, dataset, pixelSize);
  }

  /** The unit of a case's pixel size: {@code mm}, or {@code pixel} where it is not known. */
  String unit(CaseFiles files) {
    return load(files).image().calibration().unit();
  }
}
