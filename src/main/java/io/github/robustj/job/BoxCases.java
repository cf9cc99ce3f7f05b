package io.github.robustj.job;

import io.github.robustj.data.BoxDataset;
import io.github.robustj.data.BoxMarks;
import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.reader.box.BoxReader;
import io.github.robustj.data.reader.box.Unannotated;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder of images with boxes, and what is not annotated in them.
 *
 * @param unannotated classes that do not count, image by image
 */
record BoxCases(BoxDataset dataset, Unannotated unannotated) {

  /**
   * @param unannotated table of {@link Unannotated#read}
   */
  static BoxCases read(Path data, String group, Optional<Path> unannotated) {
    BoxDataset dataset = BoxReader.read(data, group);
    return new BoxCases(
        dataset, unannotated.map(f -> Unannotated.read(f, dataset)).orElse(Unannotated.NONE));
  }

  /** Tells what the user should know about the cases that are used. */
  void tell(List<CaseFiles> used, JobListener listener) {
    String left = unannotated.inWords(used);
    if (!left.isEmpty()) listener.log(left);
  }

  /** The longest side of an image in pixels; it is opened only if its boxes do not tell. */
  int longestSide(CaseFiles files) {
    BoxMarks marks = dataset.marks().get(files.name());
    if (marks.width() > 0 && marks.height() > 0) return Math.max(marks.width(), marks.height());
    BoxReader.Opened opened = BoxReader.open(dataset, files);
    return Math.max(opened.image().width(), opened.image().height());
  }
}
