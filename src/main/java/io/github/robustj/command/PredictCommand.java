package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.display.LabelImages;
import io.github.robustj.display.PredictionView;
import io.github.robustj.display.Tables;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Outputs;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.job.PredictJob;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import io.github.robustj.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final Key<Optional<Path>> MEASUREMENT_FILE =
      Keys.optionalFile(Section.DIALOG, "measurement_file")
          .label("Table of measurements to write (.csv, optional)")
          .help("csv file to write the measurements between landmarks to");
  private static final Key<Boolean> GO_ON =
      Keys.flag(Section.DIALOG, "go_on", "false")
          .label("In a macro: go on after a file that fails")
          .help(
              "in a macro over the files of a folder: log why an input cannot be read or predicted"
                  + " and open nothing, instead of stopping the macro");

  private static final List<Page> PAGES =
      List.of(
          Page.of(
              "Image and model",
              ImageSource.IMAGE,
              ImageSource.INPUT,
              ImageSource.MODEL,
              Field.of(Field.Widget.SAVE_FILE, ROIS),
              Field.value(OptionTable.TILE).only(),
              Field.value(LABELS).only(),
              Field.value(OptionTable.PROBABILITIES).only(),
              Field.value(TABLE),
              ObjectFields.THRESHOLD.only(),
              ObjectFields.CLASS_THRESHOLDS.only(),
              Field.of(Field.Widget.SAVE_FILE, ObjectFields.BOXES_FILE).only(),
              Field.value(OptionTable.PIXEL_SIZE).only(),
              Field.value(EvaluationTable.MEASUREMENTS).only(),
              Field.of(Field.Widget.SAVE_FILE, MEASUREMENT_FILE).only(),
              Field.value(OptionTable.OVERWRITE),
              Field.value(GO_ON)),
          Page.computation());

  /** Options that name a file to write. */
  private static final List<Key<Optional<Path>>> FILES =
      List.of(ROIS, MEASUREMENT_FILE, ObjectFields.BOXES_FILE);

  @Parameter(type = ItemIO.OUTPUT, label = "Image with outlines")
  private ImagePlus outlined;

  @Parameter(type = ItemIO.OUTPUT, label = "Label image")
  private ImagePlus labels;

  @Parameter(type = ItemIO.OUTPUT, label = "Probabilities")
  private ImagePlus probabilities;

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
    TaskDisplay display = TaskDisplays.of(refuseOthers(options));
    source.tellOfSelection(progress()::log, "predicted");
    options.get(ObjectFields.BOXES_FILE).ifPresent(ObjectFields::requireKnown);
    requireMeasurements(options);
    Prediction seen = run(PredictJob.from(options.get(OptionTable.MODEL), source.image(), options));
    PredictionView view = display.prediction(seen, source.image(), options);
    for (Key<Optional<Path>> key : FILES)
      options.get(key).ifPresent(file -> outputs.write(file, view.byOption().get(key.name())));
    outlined = source.shown();
    view.put(outlined);
    if (options.get(LABELS))
      labels = display.labels(seen, options).map(LabelImages::of).orElse(null);
    probabilities = view.probabilities().orElse(null);
    turn(
        view.fullest(),
        Stream.of(outlined, labels, probabilities).filter(Objects::nonNull).toList());
    boolean asked = options.get(TABLE) || !options.get(EvaluationTable.MEASUREMENTS).isEmpty();
    if (interactive() && asked)
      view.further().forEach((title, table) -> Tables.shown(table).show(title));
    if (!options.get(TABLE)) return;
    Results.show(view.table().getValue(), view.table().getKey(), caller());
  }

  private static void requireMeasurements(Options options) {
    if (options.get(EvaluationTable.MEASUREMENTS).isEmpty()
        && options.get(MEASUREMENT_FILE).isPresent())
      throw new RobustJException(
          "The option measurement_file is set, but the option measurements says nothing to measure;"
              + " give both or none.");
  }
}
