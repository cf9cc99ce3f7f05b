package io.github.robustj.command;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.OptionTable;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Section;
import java.nio.file.Path;
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
   * @throws RobustJException if a file of boxes has another ending
   */
  static void requireKnown(Path boxes) {
    if (boxes.toString().matches("(?i).*\\.(csv|xml|json)")) return;
    throw new RobustJException(
        "The option boxes_file is %s but must end in .csv, .xml (Pascal VOC) or .json (COCO); change the ending."
            .formatted(boxes));
  }
}
