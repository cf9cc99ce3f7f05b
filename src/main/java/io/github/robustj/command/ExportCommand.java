package io.github.robustj.command;

import static io.github.robustj.command.Field.Widget.OPEN_FILE;
import static io.github.robustj.command.Field.Widget.SAVE_FILE;

import io.github.robustj.display.task.ExportedModel;
import io.github.robustj.job.ExportTable;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Writes a model for other programs. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Export Model...",
    headless = true,
    description =
        "Writes a model for other programs: a package of the BioImage Model Zoo, or a SavedModel of"
            + " TensorFlow that normalises images itself. The test image becomes part of a package:"
            + " take one that may be published.")
public final class ExportCommand extends JobCommand {

  /** The open image is proposed, so its label says what becomes of it. */
  private static final Field TEST_IMAGE =
      Field.of(Field.Widget.IMAGE, ImageSource.IMAGE.key().label("Test image, for all to see"));

  private static final List<Page> PAGES =
      List.of(
          Page.of(
              "Model and export",
              ImageSource.MODEL,
              Field.value(ExportTable.FORMAT),
              Field.of(SAVE_FILE, ExportTable.OUT),
              TEST_IMAGE,
              Field.of(OPEN_FILE, ExportTable.INPUT),
              Field.value(ExportTable.AUTHORS),
              Field.value(ExportTable.LICENSE),
              Field.of(OPEN_FILE, ExportTable.ROBUSTNESS),
              Field.value(OptionTable.OVERWRITE)),
          new Page(
              "What else is said of the model",
              ExportTable.ABOUT.stream()
                  .filter(key -> !key.is(ExportTable.AUTHORS) && !key.is(ExportTable.LICENSE))
                  .map(Field::value)
                  .toList()),
          Page.computation());

  @Parameter(type = ItemIO.OUTPUT, label = "Folder or zip of the exported model")
  private String exported;

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  @Override
  protected void execute(Options options) {
    Path model = options.get(OptionTable.MODEL);
    Path out = options.get(ExportTable.OUT);
    boolean hasImage = image("image") != null || options.get(ExportTable.INPUT).isPresent();
    List<String> lines =
        new ExportedModel(model, out, options)
            .write(
                hasImage,
                () -> ImageSource.of(image("image"), options).image(),
                engine(),
                progress())
            .lines();
    exported = out.toString();
    lines.forEach(progress()::log);
    progress().log("The export is " + exported);
  }
}
