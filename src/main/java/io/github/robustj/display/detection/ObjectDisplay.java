package io.github.robustj.display.detection;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedImage;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.Names;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.box.CocoText;
import io.github.robustj.display.AttackView;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.DetectionOverlay;
import io.github.robustj.display.EvaluationView;
import io.github.robustj.display.FoundPicture;
import io.github.robustj.display.Legend;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.PredictionView;
import io.github.robustj.display.SlideOverview;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.BlockPrediction;
import io.github.robustj.job.ModelTask;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import io.github.robustj.task.Prediction.Objects;
import io.github.robustj.task.detection.DetectionTask;
import java.awt.Color;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Objects: boxes whose threshold can be moved in ImageJ, and their numbers. */
public final class ObjectDisplay implements TaskDisplay {

  private static final List<String> TABLES =
      List.of("counts.csv", "boxes.csv", "coco.json", "coco-results.json");

  /** What else the lines of boxes beside a truth mean. */
  static final List<Legend.Key> COMPARED =
      List.of(
          new Legend.Key("missed", Color.WHITE),
          new Legend.Key("thick line: found, but not there", Color.GRAY, 6));

  @Override
  public ModelTask task() {
    return ModelTask.named(DetectionTask.NAME);
  }

  @Override
  public PredictionView prediction(Prediction seen, Image image, Options options) {
    return View.of((Objects) seen, image, options);
  }

  @Override
  public List<String> tables() {
    return TABLES;
  }

  @Override
  public List<String> largeTables() {
    return List.of(TABLES.get(0), TABLES.get(1));
  }

  @Override
  public SlideOverview.Drawing large(
      BlockPrediction prediction, Options options, BiConsumer<String, Consumer<Path>> tables) {
    LargeObjects objects = LargeObjects.find(prediction, options);
    tables.accept(TABLES.get(1), objects::writeBoxes);
    tables.accept(TABLES.get(0), objects.counts()::write);
    int slice = objects.fullest();
    return new SlideOverview.Drawing(slice, overview -> objects.draw(overview, slice));
  }

  @Override
  public List<String> ownFiles(String image) {
    return List.of(voc(image));
  }

  private static String voc(String name) {
    return "voc/" + name + ".xml";
  }

  @Override
  public AttackView attack(AttackResult result, Image image) {
    return new ObjectAttack(result, image);
  }

  @Override
  public EvaluationView evaluation(String model, RobustnessCurve curve, Options options) {
    return ObjectEvaluation.of(model, curve, options);
  }

  @Override
  public List<String> evaluationFiles() {
    return ObjectEvaluation.FILES;
  }

  @Override
  public Annotation drawn(String option, ImagePlus shown, Image image, Path model) {
    Boxes boxes = DrawnBoxes.of(shown);
    if (boxes.all().isEmpty()) throw Overlays.nothing(option, "box", "rectangles", shown);
    return boxes;
  }

  @Override
  public String truthOnce() {
    return "The truth of objects is a file of boxes, or the boxes on the image; give only one of"
        + " label and truth_from_overlay.";
  }

  @Override
  public void saveOpen(Path data) {
    OpenBoxes.write(data);
  }

  /**
   * The first slice with its boxes.
   *
   * @param drawn the boxes, beside a truth where there is one
   */
  static ImagePlus picture(Image image, Objects shown, Overlay drawn) {
    String counts =
        shown.counts().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    List<Legend.Key> keys = Legend.keys(shown.classes());
    if (isCompared(drawn)) keys.addAll(COMPARED);
    return FoundPicture.of(image, 1, counts, drawn, keys);
  }

  private static boolean isCompared(Overlay drawn) {
    return Stream.of(drawn.toArray())
        .map(roi -> String.valueOf(roi.getName()))
        .anyMatch(name -> name.startsWith("missed ") || name.startsWith("false "));
  }

  /**
   * @param found all objects, kept with the image
   * @param shown those that count
   */
  private record View(StoredDetection found, Objects shown, Image image) implements PredictionView {

    static View of(Objects found, Image image, Options options) {
      StoredDetection usual = new StoredDetection(found, Thresholds.of(found.threshold()));
      StoredDetection all = usual.at(Thresholds.from(options, usual));
      return new View(all, all.thresholds().of(found), image);
    }

    @Override
    public void put(ImagePlus on) {
      ShownDetection.put(on, found);
    }

    @Override
    public Overlay rois() {
      return overlay().rectangles(shown.found());
    }

    private DetectionOverlay overlay() {
      return new DetectionOverlay(
          shown.classes(), shown.width(), shown.height(), ContourStyle.PREDICTION);
    }

    @Override
    public ImagePlus picture() {
      return ObjectDisplay.picture(image, shown, overlay().of(shown.found()));
    }

    @Override
    public Map.Entry<String, Table> table() {
      return Map.entry("Counts", DetectionTables.counts(shown));
    }

    @Override
    public Map<String, Table> further() {
      return Map.of("Boxes", DetectionTables.boxes(shown));
    }

    @Override
    public Map<String, Consumer<Path>> files(List<Named> all) {
      List<BoxedImage> boxes = all.stream().flatMap(named -> boxed(named).stream()).toList();
      List<Table> counts = all.stream().map(named -> named.view().table().getValue()).toList();
      Map<String, Consumer<Path>> files = new LinkedHashMap<>();
      files.put(TABLES.get(1), file -> BoxReader.write(file, shown.classes(), boxes));
      files.put(TABLES.get(2), file -> BoxReader.write(file, shown.classes(), boxes));
      files.put(TABLES.get(3), file -> new CocoText(shown.classes(), boxes).writeResults(file));
      for (BoxedImage one : boxes)
        files.put(
            voc(Names.stem(Path.of(one.name()))),
            file -> BoxReader.write(file, shown.classes(), List.of(one)));
      files.put(TABLES.get(0), Table.of(counts)::write);
      return files;
    }

    /** Under the name of the file, or of a slice where that is a stack. */
    private static List<BoxedImage> boxed(Named named) {
      Objects shown = ((View) named.view()).shown;
      boolean single = shown.found().slices().size() == 1;
      String name = single ? named.file().getFileName().toString() : named.name();
      return BoxedImage.slices(name, shown.width(), shown.height(), shown.found());
    }

    @Override
    public Map<String, Consumer<Path>> byOption() {
      Map<String, Consumer<Path>> files = new LinkedHashMap<>(PredictionView.super.byOption());
      files.put("boxes_file", this::write);
      return files;
    }

    private void write(Path file) {
      BoxReader.write(
          file,
          shown.classes(),
          BoxedImage.slices(shown.image(), shown.width(), shown.height(), shown.objects()));
    }
  }
}
