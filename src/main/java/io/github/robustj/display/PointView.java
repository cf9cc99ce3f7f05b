package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.landmark.PointRois;
import io.github.robustj.file.Table;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.landmark.Measurement;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Landmarks: points, how far they are from those that users have drawn, and measurements. */
record PointView(Prediction.Points seen, Image image, List<Measurement> measurements)
    implements PredictionView {

  static final List<String> FILES = List.of("predictions.csv", "landmarks.csv", "measurements.csv");

  /** Measurements are refused even where nobody asks for them. */
  PointView {
    List<String> names = List.copyOf(seen.landmarks().slices().get(0).keySet());
    measurements.forEach(measurement -> measurement.requireKnown(names));
  }

  PointView(Prediction.Points seen, Image image, Options options) {
    this(seen, image, options.get(OptionTable.MEASUREMENTS));
  }

  @Override
  public void put(ImagePlus shown) {
    Landmarks found = seen.landmarks();
    Overlay ways = LandmarkOverlay.errors(found, drawn(shown), image, ContourStyle.PREDICTION);
    Overlays.put(shown, ContourStyle.PREDICTION.prefix(), Overlays.together(overlay(), ways));
  }

  private Overlay overlay() {
    return LandmarkOverlay.of(seen.landmarks(), image, ContourStyle.PREDICTION);
  }

  /** Under the names of landmarks that were found; all other ROIs are passed over. */
  private Landmarks drawn(ImagePlus shown) {
    Set<String> names = seen.landmarks().slices().get(0).keySet();
    List<Roi> rois =
        Stream.of(Overlays.drawn(shown).toArray())
            .filter(roi -> roi.getName() != null && names.contains(roi.getName()))
            .toList();
    return Landmarks.of(
        PointRois.points(rois, "The image " + shown.getTitle()), image.calibration());
  }

  @Override
  public Overlay rois() {
    return LandmarkOverlay.points(overlay());
  }

  @Override
  public ImagePlus picture() {
    return FoundPicture.of(image, seen.landmarks());
  }

  @Override
  public Map.Entry<String, Table> table() {
    return Map.entry("Landmarks", LandmarkTables.prediction(seen));
  }

  @Override
  public Map<String, Table> further() {
    return measurements.isEmpty() ? Map.of() : Map.of("Measurements", measured());
  }

  @Override
  public Map<String, Consumer<Path>> byOption() {
    Map<String, Consumer<Path>> files = new LinkedHashMap<>(PredictionView.super.byOption());
    files.put("measurement_file", file -> measured().write(file));
    return files;
  }

  private Table measured() {
    return LandmarkTables.measurements(seen, measurements);
  }

  @Override
  public Map<String, Consumer<Path>> files(List<Named> all) {
    Map<String, Consumer<Path>> files = new LinkedHashMap<>();
    files.put(FILES.get(0), csv(all, view -> LandmarkTables.prediction(view.seen)));
    files.put(FILES.get(1), csv(all, view -> LandmarkTables.annotation(view.seen)));
    if (!measurements.isEmpty()) files.put(FILES.get(2), csv(all, PointView::measured));
    return files;
  }

  private static Consumer<Path> csv(List<Named> all, Function<PointView, Table> table) {
    List<Table> tables = all.stream().map(named -> table.apply((PointView) named.view())).toList();
    return Table.of(tables)::write;
  }
}
