package io.github.robustj.command;

import ij.IJ;
import ij.ImagePlus;
import io.github.robustj.data.reader.Names;
import io.github.robustj.display.task.LargePrediction;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Outputs;
import io.github.robustj.job.BlockTable;
import io.github.robustj.job.EvaluationTable;
import io.github.robustj.job.OptionTable;
import io.github.robustj.job.OutputRules;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Predicts an image beyond memory, from its files to files. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Predict Large Image...",
    headless = true,
    description =
        "Predicts an image that is too large for memory, such as a slide in OME-Zarr, block by block"
            + " into a label image and tables. A run that was stopped can be resumed.")
public final class PredictLargeCommand extends JobCommand {

  private static final Key<Path> IMAGE =
      OptionTable.INPUT
          .label("Folder of the image (OME-Zarr or tiles)")
          .help("image beyond memory: a folder of OME-Zarr, or one of tiles called NAME.tiles");

  private static final List<Page> PAGES =
      List.of(
          Page.of(
              "Image and model",
              Field.of(Field.Widget.FOLDER, IMAGE),
              ImageSource.MODEL,
              Field.of(Field.Widget.NEW_FOLDER, OptionTable.OUT.label("Folder of the results")),
              Field.value(OptionTable.TILE).only(),
              Field.value(BlockTable.BLOCK),
              ObjectFields.THRESHOLD.only(),
              ObjectFields.CLASS_THRESHOLDS.only(),
              Field.value(OptionTable.PIXEL_SIZE).only(),
              Field.value(EvaluationTable.MEASUREMENTS).only(),
              Field.value(BlockTable.RESUME),
              Field.value(OptionTable.OVERWRITE)),
          Page.computation());

  @Parameter(type = ItemIO.OUTPUT, label = "Overview")
  private ImagePlus overview;

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  @Override
  protected void execute(Options options) {
    Path image = options.get(IMAGE);
    if (!LargePrediction.isLarge(image))
      throw new RobustJException(
          "The option input is %s but must be a folder of OME-Zarr or of tiles; other images are predicted by Predict."
              .formatted(image));
    Outputs outputs = OutputRules.of(options, "predict", OptionTable.MODEL, IMAGE);
    refuseOthers(options);
    LargePrediction large =
        new LargePrediction(
            image, Names.stem(image), options.get(OptionTable.OUT), outputs, options);
    large.predict(options.get(BlockTable.RESUME), engine(), progress());
    progress().log("The results are in " + options.get(OptionTable.OUT));
    if (Files.isRegularFile(large.picture())) overview = IJ.openImage(large.picture().toString());
  }

  @Override
  protected String cancelled() {
    return "%s was cancelled; with the option resume it goes on with the missing blocks."
        .formatted(name());
  }
}
