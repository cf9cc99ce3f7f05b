package io.github.robustj.job;

import io.github.robustj.data.Normalization;
import io.github.robustj.model.Connection;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.ForeignContent;
import io.github.robustj.training.TrainingTable;

/**
 * What becomes of the intensities of images before an imported network sees them.
 *
 * @param options with {@link TrainingTable#INTENSITIES_OF_OTHERS}
 * @param content what came with the network
 */
record ImportedIntensities(Options options, ForeignContent content, Connection connection) {

  /** As StarDist has it where nobody says otherwise: channel by channel, nothing is cut off. */
  private static final Normalization STARDIST =
      Normalization.unclipped(Normalization.Kind.UNIT_RANGE, 1, 99.8, false, 0);

  /** As the user says, else as the package does; dialogs hand over defaults, too. */
  Normalization normalization() {
    if (saysIntensities()) return ImageOptions.normalization(options);
    return content
        .normalization(connection.channels())
        .orElseGet(
            () -> connection.star() == null ? ImageOptions.normalization(options) : STARDIST);
  }

  private boolean saysIntensities() {
    return TrainingTable.INTENSITIES_OF_OTHERS.stream().anyMatch(key -> !options.isStandard(key));
  }

  /** What the network is given, a line; where nobody has said it, also how to. */
  String line() {
    boolean known = saysIntensities() || content.description().isPresent();
    return ModelInterface.inWords(normalization())
        + (known
            ? ""
            : " If the network was trained otherwise, give normalization and percentiles.");
  }
}
