package io.github.robustj.display.landmark;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.Measurement;
import io.github.robustj.data.reader.landmark.PointRois;
import io.github.robustj.display.AttackView;
import io.github.robustj.display.ClassColors;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.FoundPicture;
import io.github.robustj.display.LandmarkOverlay;
import io.github.robustj.display.Legend;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.PredictionView;
import io.github.robustj.display.SlideOverview;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.BlockPrediction;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.job.ModelTask;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.landmark.LandmarkTask;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Landmarks: points, how far they are from those that users have drawn, and measurements. */
public final class PointDisplay implements TaskDisplay {

  private static final List<String> TABLES =
      List.of("predictions.csv", "landmarks.csv", "measurements.csv");

  @Override
  public ModelTask task() {
    return ModelTask.named(LandmarkTask.NAME);
  }

  @Override
  public PredictionView prediction(Prediction seen, Image image, Options options) {
    return new View((Prediction.Points) seen, image, options);
  }

  @Override
  public List<String> largeTables() {
    return TABLES;
  }

  @Override
  public SlideOverview.Drawing large(
      BlockPrediction prediction, Options options, BiConsumer<String, Consumer<Path>> tables) {
    Prediction.Points seen = (Prediction.Points) prediction.whole();
    View view = new View(seen, prediction.image(), options);
    view.files(
            List.of(new PredictionView.Named(view, prediction.file(), prediction.image().name())))
        .forEach(tables);
    return new SlideOverview.Drawing(
        0,
        overview ->
            seen.landmarks()
                .slices()
                .get(0)
                .values()
                .forEach(point -> overview.point(point.x(), point.y(), ClassColors.foreground(0))));
  }

  @Override
  public List<String> tables() {
    return TABLES;
  }

  @Override
  public AttackView attack(AttackResult result, Image image) {
    return new PointAttack(result, image);
  }

  @Override
  public EvaluationView evaluation(String model, RobustnessCurve curve, Options options) {
    return PointEvaluation.of(model, curve, options);
  }

  @Override
  public List<String> evaluationFiles() {
    return PointEvaluation.FILES;
  }

  @Override
  public Annotation drawn(String option, ImagePlus shown, Image image, Path model) {
    List<Roi> rois = List.of(Overlays.drawn(shown).toArray());
    Map<String, Landmark> points = PointRois.points(rois, "The image " + shown.getTitle());
    if (points.isEmpty()) throw Overlays.nothing(option, "point", "points", shown);
    return Landmarks.of(points, image.calibration());
  }

  @Override
  public String truthOnce() {
    return "The truth of landmarks is a table or ROI file, or the points on the image; give only"
        + " one of label and truth_from_overlay.";
  }

  @Override
  public void saveOpen(Path data) {
    OpenLandmarks.write(data);
  }

  private record View(Prediction.Points seen, Image image, List<Measurement> measurements)
      implements PredictionView {

    /** Measurements are refused even where nobody asks for them. */
    View {
      List<String> names = List.copyOf(seen.landmarks().slices().get(0).keySet());
      measurements.forEach(measurement -> measurement.requireKnown(names));
    }

    View(Prediction.Points seen, Image image, Options options) {
      this(seen, image, options.get(EvaluationTable.MEASUREMENTS));
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
      Iterable<String> names = seen.landmarks().slices().get(0).keySet();
      return FoundPicture.of(image, 1, "", rois(), Legend.keys(names));
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
      files.put(TABLES.get(0), csv(all, view -> LandmarkTables.prediction(view.seen)));
      files.put(TABLES.get(1), csv(all, view -> LandmarkTables.annotation(view.seen)));
      if (!measurements.isEmpty()) files.put(TABLES.get(2), csv(all, View::measured));
      return files;
    }

    private static Consumer<Path> csv(List<Named> all, Function<View, Table> table) {
      List<Table> tables = all.stream().map(named -> table.apply((View) named.view())).toList();
      return Table.of(tables)::write;
    }
  }
}
