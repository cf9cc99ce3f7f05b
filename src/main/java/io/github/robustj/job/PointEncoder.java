package io.github.robustj.job;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.data.Sample;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.landmark.LandmarkTask;
import java.util.List;

/**
 * Reads cases with landmarks, at the resolution the network works at. Distances stay those in the
 * images as they were read.
 *
 * @param channels that every image must have
 */
record PointEncoder(
    LandmarkTask task, Sight sight, int channels, LandmarkCases cases, ReadingNotes notes)
    implements CaseEncoder {

  PointEncoder(LandmarkTask task, Sight sight, int channels, LandmarkCases cases) {
    this(task, sight, channels, cases, new ReadingNotes());
  }

  @Override
  public List<String> warnings() {
    return notes.inWords();
  }

  /**
   * @throws RobustJException if the image cannot be read or does not suit the others
   */
  @Override
  public EncodedCase read(CaseFiles files) {
    Sample sample = cases.sample(files);
    Image read = notes.suited(sample.image(), channels, files);
    String unit = sample.image().calibration().unit();
    if (!unit.equals(task.unit()))
      throw new RobustJException(
          "%s has pixels in %s but the images before it in %s; give all of them a pixel size, in pixel_size_mm of the table or by the option pixel_size."
              .formatted(files.images().get(0), unit, task.unit()));
    SeenImage seen = sight.see(read);
    Landmarks landmarks =
        ((Landmarks) sample.annotation())
            .in(seen.small(), sample.image().width(), sample.image().height());
    return new EncodedCase(
        files.name(), seen.slices(), task.encode(landmarks), seen.scaling().bounds());
  }
}
