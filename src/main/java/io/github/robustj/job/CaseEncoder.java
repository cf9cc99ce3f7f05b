package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.task.EncodedCase;
import java.util.List;

/** Reads annotated cases as a network sees them. */
sealed interface CaseEncoder permits MaskEncoder, PointEncoder, BoxEncoder {

  EncodedCase read(CaseFiles files);

  /**
   * What the user should know about the cases read so far.
   *
   * @throws io.github.robustj.error.RobustJException if nothing in them can be used
   */
  List<String> warnings();
}
