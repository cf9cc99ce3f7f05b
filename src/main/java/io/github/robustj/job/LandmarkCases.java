package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.LandmarkDataset;
import io.github.robustj.data.Sample;
import io.github.robustj.data.reader.landmark.LandmarkReader;
import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.Optional;

/**
 * A folder of images with landmarks, and the pixel size for those that do not tell theirs.
 *
 * @param pixelSize in mm; 0 to measure them in pixels
 */
record LandmarkCases(LandmarkDataset dataset, double pixelSize) {

  Sample load(CaseFiles files) {
    return LandmarkReader.load(files, dataset, pixelSize);
  }

  /**
   * As {@link #unit(CaseFiles)}, of the first of them that can be read.
   *
   * @throws RobustJException if none can
   */
  String unit(List<CaseFiles> files) {
    Failures failures = new Failures();
    for (CaseFiles one : files) {
      Optional<String> unit = failures.attempt(one.name(), () -> unit(one));
      if (unit.isPresent()) return unit.get();
    }
    failures.requireNone(files.size(), "cases");
    throw new IllegalArgumentException("no case");
  }

  /** The unit of a case's pixel size: {@code mm}, or {@code pixel} where it is not known. */
  String unit(CaseFiles files) {
    return load(files).image().calibration().unit();
  }
}
