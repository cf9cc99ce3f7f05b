package io.github.robustj.job;

import io.github.robustj.data.CaseFiles;
import io.github.robustj.data.Image;
import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.EvaluationCase;
import java.util.List;

/** Reads annotated cases as a network sees them. */
sealed interface CaseEncoder permits MaskEncoder, PointEncoder, BoxEncoder {

  EvaluationCase read(CaseFiles files);

  /**
   * What the user should know about the cases read so far.
   *
   * @throws RobustJException if nothing in them can be used
   */
  default List<String> warnings() {
    return List.of();
  }

  /**
   * @throws RobustJException if the image has another number of channels
   */
  static void requireChannels(Image image, int channels, CaseFiles files) {
    if (image.channels() == channels) return;
    throw new RobustJException(
        "%s has %d channel(s) but %d were expected; all images must have as many channels as the training images."
            .formatted(files.images().get(0), image.channels(), channels));
  }
}
