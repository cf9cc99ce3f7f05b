package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.display.detection.DetectionTables;
import io.github.robustj.display.detection.ShownDetection;
import io.github.robustj.display.detection.StoredDetection;
import io.github.robustj.display.detection.Thresholds;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import io.github.robustj.task.Prediction;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Moves the score from which on objects are shown and counted, in an image that a detection model
 * has been on. The model is not asked again. In front of a screen a window with sliders asks for
 * it.
 */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>RobustJ>Detection Threshold...",
    headless = true,
    description =
        "Shows and counts more or fewer of the objects that a model has found in an image, also"
            + " after the image was saved as TIFF.")
public final class ThresholdCommand extends JobCommand {

  private static final Key<Boolean> TABLE =
      Keys.flag(Section.DIALOG, "table", "true")
          .label("Make a table")
          .help("make a table of the number of objects per class");

  private static final List<Page> PAGES =
      List.of(
          Page.of(
              "Image and threshold",
              ImageSource.IMAGE,
              ObjectFields.THRESHOLD,
              ObjectFields.CLASS_THRESHOLDS,
              Field.value(TABLE)));

  @Parameter(type = ItemIO.OUTPUT, label = "Image with objects")
  private ImagePlus shown;

  @Override
  public List<Page> pages() {
    return PAGES;
  }

  /**
   * The image whose objects are to be shown.
   *
   * @throws RobustJException if there is none
   */
  public ImagePlus target() {
    ImagePlus image = image("image") == null ? caller().image().orElse(null) : image("image");
    if (image != null) return image;
    throw new RobustJException("There is no image: open one on which Predict has been run.");
  }

  /**
   * What a model has found there.
   *
   * @throws RobustJException if no detection model has been there
   */
  public static StoredDetection found(ImagePlus image) {
    return StoredDetection.of(image)
        .orElseThrow(
            () ->
                new RobustJException(
                    "No objects are kept with %s; run Predict on it with a model that finds objects."
                        .formatted(image.getTitle())));
  }

  @Override
  protected void execute(Options options) {
    ImagePlus image = target();
    StoredDetection before = found(image);
    Prediction.Objects counted =
        ShownDetection.put(image, before.at(Thresholds.from(options, before)));
    shown = image;
    if (options.get(TABLE)) Results.show(DetectionTables.counts(counted), "Counts", caller());
  }
}
