package io.github.robustj.display.instance;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Image;
import io.github.robustj.display.AttackView;
import io.github.robustj.display.ClassColors;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.LabelledImage;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.PredictionView;
import io.github.robustj.display.SlideOverview;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.detection.LargeObjects;
import io.github.robustj.display.detection.ObjectDisplay;
import io.github.robustj.display.detection.StoredDetection;
import io.github.robustj.display.detection.Thresholds;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.BlockPrediction;
import io.github.robustj.job.ModelTask;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Prediction.Objects;
import io.github.robustj.task.instance.InstanceTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Outlines of objects: as objects are shown, but for the label image and what is measured. */
public final class InstanceDisplay implements TaskDisplay {

  private static final List<String> TABLES = List.of("counts.csv", "objects.csv");

  private final ObjectDisplay objects = new ObjectDisplay();

  @Override
  public ModelTask task() {
    return ModelTask.named(InstanceTask.NAME);
  }

  @Override
  public PredictionView prediction(Prediction seen, Image image, Options options) {
    return new View(objects.prediction(seen, image, options), counted(seen, options));
  }

  /** With only those objects that reach the thresholds. */
  private static Objects counted(Prediction seen, Options options) {
    Objects found = (Objects) seen;
    StoredDetection usual = new StoredDetection(found, Thresholds.of(found.threshold()));
    return Thresholds.from(options, usual).of(found);
  }

  @Override
  public List<String> tables() {
    return TABLES;
  }

  @Override
  public List<String> largeTables() {
    return TABLES;
  }

  @Override
  public SlideOverview.Drawing large(
      BlockPrediction prediction, Options options, BiConsumer<String, Consumer<Path>> tables) {
    LargeObjects found = LargeObjects.find(prediction, options);
    prediction.paint(found::counts, "thresholds " + found.thresholds());
    tables.accept(
        TABLES.get(1),
        file ->
            Table.write(
                file,
                ObjectTable.COLUMNS,
                rows ->
                    found.each(
                        (slice, number, object) ->
                            rows.add(
                                ObjectTable.row(
                                    prediction.image().name(), slice, number, object)))));
    tables.accept(TABLES.get(0), found.counts()::write);
    return new SlideOverview.Drawing(
        found.fullest(),
        overview ->
            overview.labels(prediction.labels(), number -> ClassColors.foreground(number - 1)));
  }

  @Override
  public boolean hasLabels() {
    return true;
  }

  /** A number for each object, from 1; where objects overlap, the surest is on top. */
  @Override
  public Optional<LabelledImage> labels(Prediction seen, Options options) {
    return Optional.of(ObjectLabels.of(counted(seen, options)));
  }

  /** With those objects that count. */
  @Override
  public Optional<LabelledImage> labels(Prediction seen) {
    return Optional.of(ObjectLabels.of((Objects) seen));
  }

  @Override
  public AttackView attack(AttackResult result, Image image) {
    return objects.attack(result, image);
  }

  @Override
  public EvaluationView evaluation(String model, RobustnessCurve curve, Options options) {
    return objects.evaluation(model, curve, options);
  }

  @Override
  public List<String> evaluationFiles() {
    return objects.evaluationFiles();
  }

  @Override
  public Annotation drawn(String option, ImagePlus shown, Image image, Path model) {
    Boxes drawn = DrawnOutlines.of(shown);
    if (drawn.all().isEmpty()) throw Overlays.nothing(option, "area", "outlines", shown);
    return drawn;
  }

  @Override
  public String truthOnce() {
    return "The truth of outlines is a label image with a value for each object, or the outlines on"
        + " the image; give only one of label and truth_from_overlay.";
  }

  /**
   * @param boxes what objects and outlines have in common
   * @param shown those objects that count
   */
  private record View(PredictionView boxes, Objects shown) implements PredictionView {

    @Override
    public void put(ImagePlus on) {
      boxes.put(on);
    }

    @Override
    public Overlay rois() {
      return boxes.rois();
    }

    @Override
    public ImagePlus picture() {
      return boxes.picture();
    }

    @Override
    public Map.Entry<String, Table> table() {
      return boxes.table();
    }

    @Override
    public Map<String, Table> further() {
      return Map.of("Objects", ObjectTable.of(shown));
    }

    @Override
    public Map<String, Consumer<Path>> files(List<Named> all) {
      List<Table> counts = all.stream().map(named -> named.view().table().getValue()).toList();
      List<Table> rows =
          all.stream().map(named -> ObjectTable.of(((View) named.view()).shown)).toList();
      return Map.of(TABLES.get(0), Table.of(counts)::write, TABLES.get(1), Table.of(rows)::write);
    }
  }
}
