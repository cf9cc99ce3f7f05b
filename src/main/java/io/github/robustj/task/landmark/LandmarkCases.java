package io.github.robustj.task.landmark;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Dataset;
import io.github.robustj.data.Image;
import io.github.robustj.data.LandmarkDataset;
import io.github.robustj.data.Sample;
import io.github.robustj.data.reader.landmark.LandmarkReader;
import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.Question;
import io.github.robustj.task.ReadingNotes;
import io.github.robustj.task.SampleEncoder;
import io.github.robustj.task.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A folder of images with landmarks, and how they are measured. */
record LandmarkCases(LandmarkDataset points, Reading how) implements AnnotatedCases {

  /** Radius of heat maps as part of the longest side, as the multi-task U-Net has it. */
  private static final int RADIUS_SHARE = 20;

  static LandmarkCases read(Path data, Reading how) {
    return new LandmarkCases(LandmarkReader.read(data, how.group(), how.yOrigin()), how);
  }

  @Override
  public Dataset dataset() {
    return points.dataset();
  }

  @Override
  public Image load(CaseFiles files) {
    return sample(files).image();
  }

  Sample sample(CaseFiles files) {
    return LandmarkReader.load(files, points, how.pixelSize());
  }

  @Override
  public Question question(List<CaseFiles> training, int resolution, Listener listener) {
    String unit = unit(training.get(0));
    if (unit.equals("pixel"))
      listener.log(
          "No pixel size is known, so that distances are in pixels; the option pixel_size gives one"
              + " in mm.");
    int radius = Math.max(1, resolution / RADIUS_SHARE);
    return new LandmarkQuestion(points.names(), radius, resolution, unit);
  }

  @Override
  public Encoder encoder(Task<?> task, Function<Image, ? extends Seen> sight, int channels) {
    return new SampleEncoder(
        this::sample,
        new ReadingNotes(channels),
        (sample, files) -> encoded((LandmarkTask) task, sight, sample, files));
  }

  /** In the unit of the first case that can be read. */
  @Override
  public Task<?> measured(Task<?> task, List<CaseFiles> cases) {
    Failures failures = new Failures();
    for (CaseFiles one : cases) {
      Optional<String> unit = failures.attempt(one.name(), () -> unit(one));
      if (unit.isPresent()) return ((LandmarkTask) task).in(unit.get(), how.measurements());
    }
    failures.requireNone(cases.size(), "cases");
    throw new IllegalArgumentException("no case");
  }

  /** The unit of a case's pixel size: {@code mm}, or {@code pixel} where it is not known. */
  private String unit(CaseFiles files) {
    return load(files).calibration().unit();
  }

  /**
   * At the resolution the network works at. Distances stay those in the images as they were read.
   */
  private static EncodedCase encoded(
      LandmarkTask task, Function<Image, ? extends Seen> sight, Sample sample, CaseFiles files) {
    Image image = sample.image();
    String unit = image.calibration().unit();
    if (!unit.equals(task.unit()))
      throw new RobustJException(
          "%s has pixels in %s but the images before it in %s; give all of them a pixel size, in pixel_size_mm of the table or by the option pixel_size."
              .formatted(files.images().get(0), unit, task.unit()));
    Seen seen = sight.apply(image);
    Landmarks landmarks =
        ((Landmarks) sample.annotation()).in(seen.small(), image.width(), image.height());
    return seen.with(task.encode(landmarks), files);
  }
}
