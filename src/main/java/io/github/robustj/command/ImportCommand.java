package io.github.robustj.command;

import static io.github.robustj.command.Field.Widget.NEW_FOLDER;
import static io.github.robustj.command.Field.Widget.OPEN_FILE;
import static java.util.stream.Collectors.joining;

import ij.ImagePlus;
import ij.WindowManager;
import ij.text.TextWindow;
import io.github.robustj.data.Image;
import io.github.robustj.data.reader.image.ImagePlusConverter;
import io.github.robustj.display.ImportPicture;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.task.TaskDisplays;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.ImportJob;
import io.github.robustj.job.ImportTable;
import io.github.robustj.job.InspectJob;
import io.github.robustj.job.ModelTask;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.PredictJob;
import io.github.robustj.option.Options;
import io.github.robustj.task.Prediction;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Makes a model of a network of another program, or shows what that network is. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Import Model...",
    headless = true,
    description =
        "Makes a model of a network that another program has trained to segment: a SavedModel of"
            + " TensorFlow or Keras, or a package of the BioImage Model Zoo with such weights."
            + " Without a folder for the model it only shows what the network takes and gives.")
public final class ImportCommand extends JobCommand {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 360;

  private static final List<Page> PAGES =
      List.of(
          Page.of(
              "Network and model",
              Field.of(OPEN_FILE, ImportTable.SOURCE),
              Field.of(NEW_FOLDER, ImportTable.OUT),
              Field.value(ImportTable.CLASS_NAMES),
              Field.value(OptionTable.OVERWRITE)),
          new Page(
              "Connection of the network",
              ImportTable.NETWORK.stream()
                  .filter(key -> !key.is(ImportTable.CLASS_NAMES))
                  .map(Field::value)
                  .toList()),
          new Page(
              "Normalisation of intensities",
              TrainingTable.INTENSITIES_OF_OTHERS.stream().map(Field::value).toList()),
          Page.computation());

  @Parameter(type = ItemIO.OUTPUT, label = "Folder of the imported model")
  private String model;

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  @Override
  protected void execute(Options options) {
    options
        .get(ImportTable.OUT)
        .ifPresentOrElse(
            out -> make(out, options),
            () -> look(InspectJob.from(options.get(ImportTable.SOURCE), options)));
  }

  private void make(Path out, Options options) {
    ImportJob.Imported imported =
        run(ImportJob.from(options.get(ImportTable.SOURCE), out, options));
    model = out.toString();
    List<String> lines = new ArrayList<>(imported.lines());
    lines.add(imported.attacks());
    lines.add("The model is in " + model);
    show("Imported " + out.getFileName(), lines, "Next: Predict, Attack Image or Evaluate.");
    ImagePlus open = interactive() ? WindowManager.getCurrentImage() : null;
    if (open != null) tryOn(open, out);
  }

  /** Where an image is open: it, and what the network makes of it, side by side. */
  private void tryOn(ImagePlus open, Path out) {
    Options usual = Options.of(Map.of(OptionTable.MODEL.name(), out), new PredictCommand().keys());
    try {
      Image image = ImagePlusConverter.toImage(open);
      Prediction seen = run(new PredictJob(out, image, usual.get(OptionTable.TILE), true));
      TaskDisplay display = TaskDisplays.of(ModelTask.of(out));
      ImportPicture.of(image, seen, display.prediction(seen, image, usual)).show();
    } catch (RobustJException unsuited) {
      progress().log("not tried on " + open.getTitle() + ": " + unsuited.getMessage());
    }
  }

  private void look(InspectJob job) {
    InspectJob.Inspected found = run(job);
    String next =
        found.obstacle().isEmpty()
            ? "Nothing was written. To make a model of it, choose Import Model again with a folder"
                + " for it; what is connected otherwise is said under Connection of the network."
            : "Nothing was written. Choose Import Model again and say so under Connection of the"
                + " network.";
    show("Network in " + job.source().getFileName(), found.lines(), next);
  }

  /** In the log, and where somebody sits in a window that also says what can be done then. */
  private void show(String title, List<String> lines, String next) {
    lines.forEach(progress()::log);
    if (!interactive()) return;
    // What is indented is short, and wrapping would move it.
    Stream<String> wrapped =
        Stream.concat(lines.stream(), Stream.of(" ", next))
            .map(line -> line.startsWith(" ") ? line : Wrapped.of(line));
    new TextWindow(title, wrapped.collect(joining("\n")), WIDTH, HEIGHT);
  }
}
