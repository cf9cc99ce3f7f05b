package io.github.robustj.command;

import ij.ImagePlus;
import io.github.robustj.display.DetectionTables;
import io.github.robustj.display.ShownDetection;
import io.github.robustj.display.StoredDetection;
import io.github.robustj.display.Thresholds;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.Allowed;
import io.github.robustj.job.DetectionPrediction;
import io.github.robustj.job.OptionKey;
import io.github.robustj.job.Options;
import io.github.robustj.job.Range;
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

  /** One threshold for all classes. */
  public static final OptionKey THRESHOLD =
      new OptionKey(
          "threshold",
          new Allowed.Decimal(Range.of(0, 1).orAutomatic(-1)),
          "-1",
          "score from which on an object is shown and counted; automatic leaves it where it is");

  /** Thresholds of single classes. */
  public static final OptionKey CLASSES =
      new OptionKey(
          "class_thresholds",
          new Allowed.Text(),
          "",
          "thresholds of single classes instead, such as RBC=0.4; WBC=0.6");

  private static final OptionKey TABLE =
      new OptionKey(
          "table", new Allowed.Flag(), "true", "make a table of the number of objects per class");

  private static final List<Page> PAGES =
      List.of(
          Page.of(
              "Image and threshold",
              ImageSource.IMAGE,
              Field.of(Field.Widget.VALUE, "Threshold (-1: as it is)", THRESHOLD),
              Field.of(Field.Widget.VALUE, "Thresholds of single classes", CLASSES),
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
    throw new RobustJException("There is no image: open one on which Predict has been.");
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
    Thresholds thresholds = thresholds(options, before);
    DetectionPrediction counted =
        ShownDetection.put(image, new StoredDetection(before.prediction(), thresholds));
    shown = image;
    if (options.flag("table")) Results.show(DetectionTables.counts(counted), "Counts", caller());
  }

  /** Those of classes are moved along with the one for all unless they are given themselves. */
  private static Thresholds thresholds(Options options, StoredDetection before) {
    List<String> classes = before.prediction().classes();
    double all = options.number("threshold");
    String own = options.text("class_thresholds");
    if (all >= 0) return Thresholds.parse(all, own, classes);
    return own.isBlank()
        ? before.thresholds()
        : Thresholds.parse(before.thresholds().all(), own, classes);
  }
}
