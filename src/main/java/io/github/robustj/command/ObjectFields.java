package io.github.robustj.command;

import static io.github.robustj.job.OptionTable.OBJECT_THRESHOLDS;
import static io.github.robustj.job.OptionTable.find;

import io.github.robustj.display.StoredDetection;
import io.github.robustj.display.Thresholds;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Allowed;
import io.github.robustj.option.OptionKey;
import io.github.robustj.option.Options;
import java.nio.file.Path;
import java.util.List;

/** What the commands ask for where objects are found. */
final class ObjectFields {

  static final Field THRESHOLD =
      Field.of(
          Field.Widget.VALUE,
          "Score from which objects count (automatic: as it is)",
          find(OBJECT_THRESHOLDS, "threshold"));

  static final Field CLASS_THRESHOLDS =
      Field.of(
          Field.Widget.VALUE,
          "Such scores of single classes (optional)",
          find(OBJECT_THRESHOLDS, "class_thresholds"));

  static final Field BOXES =
      Field.of(
          Field.Widget.SAVE_FILE,
          "File of boxes to write (.csv, .xml, .json, optional)",
          new OptionKey(
              "boxes_file",
              new Allowed.Location(false),
              "",
              "file to write the boxes of objects to: .csv, .xml (Pascal VOC) or .json (COCO)"));

  private ObjectFields() {}

  /**
   * The thresholds that are given; those of classes are left behind where one for all is given, and
   * otherwise stay where they are.
   */
  static Thresholds thresholds(Options options, StoredDetection before) {
    List<String> classes = before.prediction().classes();
    double all = options.number("threshold");
    String own = options.text("class_thresholds");
    if (all >= 0) return Thresholds.parse(all, own, classes);
    return own.isBlank()
        ? before.thresholds()
        : Thresholds.parse(before.thresholds().all(), own, classes);
  }

  /**
   * @throws RobustJException if a file of boxes has another ending
   */
  static void requireKnown(Path boxes) {
    if (boxes.toString().matches("(?i).*\\.(csv|xml|json)")) return;
    throw new RobustJException(
        "The option boxes_file is %s but must end in .csv, .xml (Pascal VOC) or .json (COCO); change the ending."
            .formatted(boxes));
  }
}
