package io.github.robustj.job;

import io.github.robustj.data.Augmentation;
import io.github.robustj.data.Normalization;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.task.AnnotatedCases;
import io.github.robustj.training.MethodTable;
import io.github.robustj.training.TrainingTable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a training makes of the images of its data set, and its network of them, from options. */
final class ImageOptions {

  private ImageOptions() {}

  /**
   * @throws RobustJException if options exclude each other
   */
  static void check(Options options) {
    depth(options);
    normalization(options);
    mirrorPairs(options);
    group(options.get(TrainingTable.GROUP));
  }

  /** Side of the patches of a training, in pixels; 0 for automatic. */
  static int patch(Options options) {
    return options.get(TrainingTable.PATCH);
  }

  /** Down-samplings of the network, 0 to follow the patch. */
  static int depth(Options options) {
    int depth = options.get(TrainingTable.DEPTH);
    int least = ModelTask.in(options).leastDepth();
    if (depth > 0 && depth < least)
      throw new RobustJException(
          "The option depth is %d but must be at least %d with task=%s, whose outputs are for %4$d x %4$d pixels each; leave it out or give more."
              .formatted(depth, least, options.get(MethodTable.TASK), 1 << least));
    return depth;
  }

  static AnnotatedCases.Reading reading(Options options) {
    return new AnnotatedCases.Reading(
        options.get(TrainingTable.GROUP),
        options.get(TrainingTable.Y_ORIGIN),
        options.get(TrainingTable.PIXEL_SIZE),
        List.of(),
        options.get(TrainingTable.UNANNOTATED));
  }

  /** Longest side in pixels that images are brought to where landmarks or objects are learned. */
  static int resolution(Options options) {
    int given = options.get(TrainingTable.RESOLUTION);
    return given > 0 ? given : ModelTask.in(options).usualResolution();
  }

  static Augmentation augmentation(Options options) {
    boolean straight = ModelTask.in(options).staysStraight();
    return new Augmentation(
        options.get(TrainingTable.AUGMENT_FLIP),
        !straight && options.get(TrainingTable.AUGMENT_ROTATE),
        options.get(TrainingTable.AUGMENT_SCALE),
        options.get(TrainingTable.AUGMENT_GAMMA),
        options.get(TrainingTable.AUGMENT_NOISE),
        straight && options.get(TrainingTable.AUGMENT_ANY_WAY_UP));
  }

  /** Landmarks that change sides in mirrored images; empty to go by their names. */
  static String mirrorPairs(Options options) {
    String pairs = options.get(TrainingTable.MIRROR_PAIRS);
    if (pairs.isBlank() || options.get(TrainingTable.AUGMENT_FLIP)) return pairs;
    throw new RobustJException(
        "The option mirror_pairs is \"%s\" but has an effect only with augment_flip=true; leave it out or change augment_flip."
            .formatted(pairs));
  }

  static Normalization normalization(Options options) {
    double low = options.get(TrainingTable.PERCENTILE_LOW);
    double high = options.get(TrainingTable.PERCENTILE_HIGH);
    if (low >= high)
      throw new RobustJException(
          "The option percentile_low is %s but must be below percentile_high, which is %s."
              .formatted(low, high));
    return new Normalization(options.get(TrainingTable.NORMALIZATION), low, high);
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
