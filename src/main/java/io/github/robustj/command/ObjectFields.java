package io.github.robustj.command;

import io.github.robustj.display.StoredDetection;
import io.github.robustj.display.Thresholds;
import io.github.robustj.error.RobustJException;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the commands ask for where objects are found. */
final class ObjectFields {

  static final Field THRESHOLD =
      Field.value(
          OptionTable.THRESHOLD.label("Score from which objects count (automatic: as it is)"));

  static final Field CLASS_THRESHOLDS =
      Field.value(OptionTable.CLASS_THRESHOLDS.label("Such scores of single classes (optional)"));

  static final Key<Optional<Path>> BOXES_FILE =
      Keys.optionalFile(Section.DIALOG, "boxes_file")
          .label("File of boxes to write (.csv, .xml, .json, optional)")
          .help("file to write the boxes of objects to: .csv, .xml (Pascal VOC) or .json (COCO)");

  private ObjectFields() {}

  /**
   * The thresholds that are given; those of classes are left behind where one for all is given, and
   * otherwise stay where they are.
   */
  static Thresholds thresholds(Options options, StoredDetection before) {
    List<String> classes = before.prediction().classes();
    double all = options.get(OptionTable.THRESHOLD);
    String own = options.get(OptionTable.CLASS_THRESHOLDS);
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
