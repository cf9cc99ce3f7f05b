package io.github.robustj.job;

import io.github.robustj.data.Augmentation;
import io.github.robustj.data.Normalization;
import io.github.robustj.data.YOrigin;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.training.TrainingTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a training makes of the images of its data set.
 *
 * @param patch side in pixels of the training patches, 0 to follow the images (at most 256)
 * @param resolution longest side in pixels that images are brought to where landmarks or objects
 *     are learned; of objects, that of an image of the median size, and the others by as much
 * @param pixelSize in mm, for images with landmarks that do not tell theirs; 0 to measure those in
 *     pixels
 * @param normalization of intensities, case by case
 * @param augmentation which random changes the training images get
 * @param mirrorPairs landmarks that change sides in mirrored images; empty to go by their names
 * @param validation share of the groups kept for validation, 0 to .5
 * @param group regular expression whose first group, found in a case's name, is the patient, or a
 *     CSV file; empty to guess from the names
 * @param yOrigin of landmarks in files of points
 * @param unannotated table of classes that nobody has annotated in some images; see {@link
 *     io.github.robustj.data.reader.box.Unannotated}
 */
public record ImageOptions(
    int patch,
    int resolution,
    double pixelSize,
    Normalization normalization,
    Augmentation augmentation,
    String mirrorPairs,
    double validation,
    String group,
    YOrigin yOrigin,
    Optional<Path> unannotated) {

  static ImageOptions from(Options options) {
    return new ImageOptions(
        options.get(TrainingTable.PATCH),
        resolution(options),
        options.get(TrainingTable.PIXEL_SIZE),
        normalization(options),
        augmentation(options),
        mirrorPairs(options),
        options.get(TrainingTable.VALIDATION),
        group(options.get(TrainingTable.GROUP)),
        options.get(TrainingTable.Y_ORIGIN),
        options.get(TrainingTable.UNANNOTATED));
  }

  AnnotatedCases.Reading reading() {
    return new AnnotatedCases.Reading(group, yOrigin, pixelSize, List.of(), unannotated);
  }

  private static int resolution(Options options) {
    int given = options.get(TrainingTable.RESOLUTION);
    return given > 0 ? given : ModelTask.in(options).usualResolution();
  }

  private static Augmentation augmentation(Options options) {
    boolean straight = ModelTask.in(options).staysStraight();
    return new Augmentation(
        options.get(TrainingTable.AUGMENT_FLIP),
        !straight && options.get(TrainingTable.AUGMENT_ROTATE),
        options.get(TrainingTable.AUGMENT_SCALE),
        options.get(TrainingTable.AUGMENT_GAMMA),
        options.get(TrainingTable.AUGMENT_NOISE),
        straight && options.get(TrainingTable.AUGMENT_ANY_WAY_UP));
  }

  private static String mirrorPairs(Options options) {
    String pairs = options.get(TrainingTable.MIRROR_PAIRS);
    if (pairs.isBlank() || options.get(TrainingTable.AUGMENT_FLIP)) return pairs;
    throw new RobustJException(
        "The option mirror_pairs is \"%s\" but has an effect only with augment_flip=true; leave it out or change augment_flip."
            .formatted(pairs));
  }

  private static Normalization normalization(Options options) {
    double low = options.get(TrainingTable.PERCENTILE_LOW);
    double high = options.get(TrainingTable.PERCENTILE_HIGH);
    if (low >= high)
      throw new RobustJException(
          "The option percentile_low is %s but must be below percentile_high, which is %s."
              .formatted(low, high));
    return new Normalization(
        Normalization.Kind.valueOf(
            options.get(TrainingTable.NORMALIZATION).toUpperCase(Locale.ROOT)),
        low,
        high);
  }

  /**
   * @throws RobustJException if it is no rule for patients, see {@code Groups}
   */
  static String group(String expression) {
    try {
      if (expression.isEmpty()
          || expression.toLowerCase(Locale.ROOT).endsWith(".csv")
          || Pattern.compile(expression).matcher("").groupCount() > 0) return expression;
    } catch (PatternSyntaxException wrong) {
      throw new RobustJException(
          "The option group is \"%s\" but must be a regular expression: %s."
              .formatted(expression, wrong.getDescription()),
          wrong);
    }
    throw new RobustJException(
        "The option group is \"%s\" but must have a group in parentheses that is the patient, such as ^([A-Za-z]+-\\d+)."
            .formatted(expression));
  }
}
