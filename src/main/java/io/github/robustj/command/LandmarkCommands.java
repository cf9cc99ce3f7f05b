package io.github.robustj.command;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.landmark.PointRois;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Images;
import io.github.robustj.display.LandmarkOverlay;
import io.github.robustj.display.LandmarkTables;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.Tables;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.Table;
import io.github.robustj.job.LandmarkAttackResult;
import io.github.robustj.job.LandmarkPrediction;
import io.github.robustj.job.LandmarkTruth;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import io.github.robustj.task.landmark.Measurement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the commands share where landmarks are found. */
final class LandmarkCommands {

  static final Key<Optional<Path>> MEASUREMENT_FILE =
      Keys.optionalFile(Section.DIALOG, "measurement_file")
          .label("Table of measurements to write (.csv, optional)")
          .help("csv file to write the measurements between landmarks to");

  private LandmarkCommands() {}

  /** Into a window of its own where somebody sits, and into the file if one is given. */
  static void measure(
      Options options,
      List<Measurement> measurements,
      LandmarkPrediction found,
      Caller caller,
      Outputs outputs) {
    if (measurements.isEmpty()) return;
    Optional<Path> file = options.get(MEASUREMENT_FILE);
    Table table = LandmarkTables.measurements(found, measurements);
    file.ifPresent(f -> outputs.write(f, table::write));
    if (caller.interactive()) Tables.shown(table).show("Measurements");
  }

  /** What to measure in what will be found. */
  static List<Measurement> measurements(Options options) {
    List<Measurement> measurements = options.get(OptionTable.MEASUREMENTS);
    if (measurements.isEmpty() && options.get(MEASUREMENT_FILE).isPresent())
      throw new RobustJException(
          "The option measurement_file is set, but the option measurements says nothing to measure;"
              + " give both or none.");
    return measurements;
  }

  /**
   * The truth from a file or from the points on the image; empty if neither is asked for.
   *
   * @throws RobustJException if an image is given as truth, both ways are, or no point is found
   */
  static Optional<Landmarks> truth(ImagePlus truth, Options options, ImageSource source) {
    Optional<Path> file = options.get(OptionTable.LABEL);
    boolean drawn = options.get(TruthSource.FROM_OVERLAY);
    if (truth != null || drawn && file.isPresent())
      throw new RobustJException(
          "The truth of landmarks is a table or ROI file, or the points on the image; give only one"
              + " of label and truth_from_overlay.");
    Optional<Landmarks> points = LandmarkTruth.of(options, source.image());
    return drawn ? Optional.of(drawn(source)) : points;
  }

  private static Landmarks drawn(ImageSource source) {
    List<Roi> rois = List.of(Overlays.drawn(source.shown()).toArray());
    Landmarks points =
        Landmarks.of(
            PointRois.points(rois, "The image " + source.shown().getTitle()),
            source.image().calibration());
    if (!points.slices().get(0).isEmpty()) return points;
    throw new RobustJException(
        "The option truth_from_overlay is set, but there is no point in the overlay of %s; add named points with B, or leave it out."
            .formatted(source.shown().getTitle()));
  }

  /**
   * The points that users have drawn on a single image under the names of landmarks that were
   * found; all other ROIs are passed over.
   */
  static Landmarks drawn(ImageSource source, LandmarkPrediction found) {
    Set<String> names = found.landmarks().slices().get(0).keySet();
    List<Roi> rois =
        Stream.of(Overlays.drawn(source.shown()).toArray())
            .filter(roi -> roi.getName() != null && names.contains(roi.getName()))
            .toList();
    return Landmarks.of(
        PointRois.points(rois, "The image " + source.shown().getTitle()),
        source.image().calibration());
  }

  /**
   * The adversarial image with the landmarks before, without labels, those after and how far they
   * are off.
   */
  static ImagePlus adversarial(LandmarkAttackResult result, Image image) {
    Image seen = result.adversarial();
    Landmarks clean = result.clean().landmarks().in(seen, image.width(), image.height());
    Landmarks attacked = result.attacked().landmarks().in(seen, image.width(), image.height());
    Landmarks truth = result.truth().in(seen, image.width(), image.height());
    ImagePlus shown = Images.of(seen);
    shown.setTitle(seen.name() + "-adversarial");
    Overlay after =
        Overlays.together(
            LandmarkOverlay.of(attacked, seen, ContourStyle.ADVERSARIAL),
            LandmarkOverlay.errors(attacked, truth, seen, ContourStyle.ADVERSARIAL));
    Overlay before = LandmarkOverlay.points(LandmarkOverlay.of(clean, seen, ContourStyle.CLEAN));
    Overlays.put(shown, ContourStyle.CLEAN.prefix(), before);
    Overlays.put(shown, ContourStyle.ADVERSARIAL.prefix(), after);
    return shown;
  }
}
