package io.github.robustj.command;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.Contours;
import io.github.robustj.display.DetectionOverlay;
import io.github.robustj.display.DetectionTables;
import io.github.robustj.display.LabelImages;
import io.github.robustj.display.LandmarkOverlay;
import io.github.robustj.display.LandmarkTables;
import io.github.robustj.display.Overlays;
import io.github.robustj.display.RoiZip;
import io.github.robustj.display.ShownDetection;
import io.github.robustj.display.StoredDetection;
import io.github.robustj.display.Tables;
import io.github.robustj.display.Thresholds;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Outputs;
import io.github.robustj.job.DetectionPredictJob;
import io.github.robustj.job.DetectionPrediction;
import io.github.robustj.job.LandmarkPredictJob;
import io.github.robustj.job.LandmarkPrediction;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.PredictJob;
import io.github.robustj.job.Prediction;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import io.github.robustj.task.landmark.Measurement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Segments an image, or finds the landmarks or objects in it, with a trained model. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Predict...",
    headless = true,
    description =
        "Outlines in an image what a trained model sees, marks landmarks, or boxes and counts"
            + " objects. What an earlier run has drawn is replaced, your own ROIs stay.")
public final class PredictCommand extends JobCommand {

  private static final Key<Boolean> LABELS =
      Keys.flag(Section.DIALOG, "label_image", "true")
          .label("Make a label image")
          .help("make a label image");
  private static final Key<Boolean> TABLE =
      Keys.flag(Section.DIALOG, "table", "true")
          .label("Make a table")
          .help("make a table of areas and scores, or of the number of objects, per class");
  private static final Key<Optional<Path>> ROIS =
      Keys.optionalFile(Section.DIALOG, "roi_file")
          .label("ROI file to write (.zip, optional)")
          .help("zip file to write the outlines to, as the ROI Manager opens them");
  private static final Key<Boolean> GO_ON =
      Keys.flag(Section.DIALOG, "go_on", "false")
          .label("In a macro: go on after a file that fails")
          .help(
              "in a macro over the files of a folder: log why an input cannot be read or predicted and open nothing, instead of stopping the macro");

  private static final List<Page> PAGES =
      List.of(
          Page.of(
              "Image and model",
              ImageSource.IMAGE,
              ImageSource.INPUT,
              ImageSource.MODEL,
              Field.of(Field.Widget.SAVE_FILE, ROIS),
              Field.value(OptionTable.TILE).only(ModelTask.SEGMENTATION, ModelTask.DETECTION),
              Field.value(LABELS).only(ModelTask.SEGMENTATION),
              Field.value(TABLE),
              ObjectFields.THRESHOLD.only(ModelTask.DETECTION),
              ObjectFields.CLASS_THRESHOLDS.only(ModelTask.DETECTION),
              Field.of(Field.Widget.SAVE_FILE, ObjectFields.BOXES_FILE).only(ModelTask.DETECTION),
              Field.value(OptionTable.PIXEL_SIZE).only(ModelTask.SEGMENTATION, ModelTask.LANDMARK),
              Field.value(OptionTable.MEASUREMENTS).only(ModelTask.LANDMARK),
              Field.of(Field.Widget.SAVE_FILE, LandmarkCommands.MEASUREMENT_FILE)
                  .only(ModelTask.LANDMARK),
              Field.value(OptionTable.OVERWRITE),
              Field.value(GO_ON)),
          Page.computation());

  /** Options that name a file to write. */
  private static final List<Key<Optional<Path>>> FILES =
      List.of(ROIS, LandmarkCommands.MEASUREMENT_FILE, ObjectFields.BOXES_FILE);

  @Parameter(type = ItemIO.OUTPUT, label = "Image with outlines")
  private ImagePlus outlined;

  @Parameter(type = ItemIO.OUTPUT, label = "Label image")
  private ImagePlus labels;

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  @Override
  protected void execute(Options options) {
    Outputs outputs =
        OutputRules.inWords(
            options, "predict", shown(options), OptionTable.MODEL, ImageSource.FILE);
    FILES.forEach(key -> options.get(key).ifPresent(outputs::require));
    try {
      predict(options, outputs);
    } catch (RobustJException e) {
      Optional<Path> input = options.get(ImageSource.FILE);
      if (!options.get(GO_ON) || input.isEmpty()) throw e;
      progress().log(input.get().getFileName() + " failed: " + e.getMessage());
    }
  }

  /** Of an open image its title, which tells its results from those of others. */
  private String shown(Options options) {
    if (options.get(ImageSource.FILE).isPresent() || image("image") == null) return "";
    return "image=" + image("image").getTitle();
  }

  private void predict(Options options, Outputs outputs) {
    ImageSource source =
        ImageSource.of(image("image"), options).calibrated(options.get(OptionTable.PIXEL_SIZE));
    ModelTask task = ModelTask.of(options.get(OptionTable.MODEL));
    if (task != ModelTask.SEGMENTATION) task.refuse(options, LABELS);
    if (task == ModelTask.DETECTION) task.refuse(options, OptionTable.PIXEL_SIZE);
    if (task != ModelTask.LANDMARK)
      task.refuse(options, OptionTable.MEASUREMENTS, LandmarkCommands.MEASUREMENT_FILE);
    if (task != ModelTask.DETECTION)
      task.refuse(
          options, OptionTable.THRESHOLD, OptionTable.CLASS_THRESHOLDS, ObjectFields.BOXES_FILE);
    source.tellOfSelection(progress()::log, "predicted");
    switch (task) {
      case SEGMENTATION -> segment(options, source, outputs);
      case LANDMARK -> locate(options, source, outputs);
      case DETECTION -> detect(options, source, outputs);
    }
  }

  private static void rois(Options options, Overlay overlay, Outputs outputs) {
    options.get(ROIS).ifPresent(file -> outputs.write(file, f -> RoiZip.write(overlay, f)));
  }

  private void segment(Options options, ImageSource source, Outputs outputs) {
    Prediction prediction =
        run(
            new PredictJob(
                options.get(OptionTable.MODEL), source.image(), options.get(OptionTable.TILE)));
    ContourStyle style = ContourStyle.PREDICTION;
    Overlay contours = Contours.of(prediction.mask(), prediction.classes(), style);
    rois(options, contours, outputs);
    Overlays.put(source.shown(), style.prefix(), contours);
    outlined = source.shown();
    if (options.get(LABELS)) labels = LabelImages.of(prediction);
    turn(prediction.mask(), labels == null ? List.of(outlined) : List.of(outlined, labels));
    if (options.get(TABLE)) Results.show(Tables.prediction(prediction), "Prediction", caller());
  }

  private void locate(Options options, ImageSource source, Outputs outputs) {
    ModelTask.LANDMARK.refuse(options, OptionTable.TILE);
    List<Measurement> measurements = LandmarkCommands.measurements(options);
    LandmarkPrediction found =
        run(new LandmarkPredictJob(options.get(OptionTable.MODEL), source.image()));
    Overlay points = LandmarkOverlay.of(found.landmarks(), source.image(), ContourStyle.PREDICTION);
    rois(options, LandmarkOverlay.points(points), outputs);
    LandmarkCommands.measure(options, measurements, found, caller(), outputs);
    outlined = source.shown();
    Landmarks truth = LandmarkCommands.drawn(source, found);
    Overlay ways =
        LandmarkOverlay.errors(found.landmarks(), truth, source.image(), ContourStyle.PREDICTION);
    Overlays.put(outlined, ContourStyle.PREDICTION.prefix(), Overlays.together(points, ways));
    if (options.get(TABLE)) Results.show(LandmarkTables.prediction(found), "Landmarks", caller());
  }

  private void detect(Options options, ImageSource source, Outputs outputs) {
    options.get(ObjectFields.BOXES_FILE).ifPresent(ObjectFields::requireKnown);
    DetectionPrediction found =
        run(
            new DetectionPredictJob(
                options.get(OptionTable.MODEL), source.image(), options.get(OptionTable.TILE)));
    StoredDetection all = new StoredDetection(found, Thresholds.of(found.threshold()));
    outlined = source.shown();
    DetectionPrediction shown =
        ShownDetection.put(outlined, all.at(ObjectFields.thresholds(options, all)));
    options
        .get(ObjectFields.BOXES_FILE)
        .ifPresent(file -> outputs.write(file, f -> DetectionCommands.write(f, shown)));
    DetectionOverlay boxes =
        new DetectionOverlay(
            shown.classes(), shown.width(), shown.height(), ContourStyle.PREDICTION);
    rois(options, boxes.rectangles(shown.found()), outputs);
    if (!options.get(TABLE)) return;
    Results.show(DetectionTables.counts(shown), "Counts", caller());
    if (interactive()) Tables.shown(DetectionTables.boxes(shown)).show("Boxes");
  }
}
