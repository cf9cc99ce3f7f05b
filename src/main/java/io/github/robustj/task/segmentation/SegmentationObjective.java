package io.github.robustj.task.segmentation;

import io.github.robustj.error.RobustJException;
import io.github.robustj.task.NamedObjective;
import io.github.robustj.task.ObjectiveType.Formula;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.tensor.Tensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an attack on a segmentation may maximise: a number per sample from logits and targets, with
 * its derivative by the logits. All but soft Dice are means over the pixels that have a target.
 * Those that are scale-free, the ratio among them, are the same for logits times any number.
 */
public enum SegmentationObjective implements NamedObjective {
  /** Cross-entropy plus soft Dice. */
  TRAINING_LOSS(
      "the loss the model was trained with",
      sum(
          mean(PixelObjective.CROSS_ENTROPY),
          (logits, targets, progress) -> SoftDice.of(logits, targets))),
  CROSS_ENTROPY("cross-entropy, mean over the pixels", mean(PixelObjective.CROSS_ENTROPY)),
  MASKED_CROSS_ENTROPY(
      "cross-entropy of the pixels that are still right",
      mean(PixelObjective.MASKED_CROSS_ENTROPY)),
  REMAINING_CROSS_ENTROPY(
      "cross-entropy of the pixels that are not yet as the target has them",
      mean(PixelObjective.REMAINING_CROSS_ENTROPY)),
  SEGPGD(
      "SegPGD: cross-entropy, first of the right, later also of the wrong pixels",
      mean(PixelObjective.SEGPGD)),
  COSPGD(
      "CosPGD: cross-entropy weighted by the agreement of softmax and truth",
      mean(PixelObjective.COSPGD)),
  JENSEN_SHANNON(
      "Jensen-Shannon divergence of softmax and truth", mean(PixelObjective.JENSEN_SHANNON)),
  NORMALISED_LOGIT(
      "normalised logit of the pixels that are still right", mean(PixelObjective.NORMALISED_LOGIT)),
  MARGIN("largest other logit minus the true one", mean(PixelObjective.MARGIN)),
  SOFT_DICE(
      "one minus soft Dice over the structures",
      (logits, targets, progress) -> SoftDice.of(logits, targets)),
  LINEAR_DICE(
      "what each pixel takes from the Dice of the volume, over the structures",
      mean(PixelObjective.LINEAR_DICE)),
  DLR(
      "difference of logits ratio: the margin of each pixel over the spread of its logits",
      LogitSizes.ratio(
          mean(PixelObjective.DIFFERENCE_OF_LOGITS_RATIO), mean(PixelObjective.MARGIN))),
  SCALE_FREE_CROSS_ENTROPY(
      "cross-entropy of logits that are brought to one size",
      LogitSizes.scaleFree(mean(PixelObjective.CROSS_ENTROPY))),
  SCALE_FREE_MASKED_CROSS_ENTROPY(
      "the same of the pixels that are still right",
      LogitSizes.scaleFree(mean(PixelObjective.MASKED_CROSS_ENTROPY))),
  SCALE_FREE_JENSEN_SHANNON(
      "Jensen-Shannon divergence of logits that are brought to one size",
      LogitSizes.scaleFree(mean(PixelObjective.JENSEN_SHANNON))),
  SCALE_FREE_SOFT_DICE(
      "one minus soft Dice of logits that are brought to one size",
      LogitSizes.scaleFree((logits, targets, progress) -> SoftDice.of(logits, targets))),
  SCALE_FREE_LINEAR_DICE(
      "what each pixel takes from the Dice of the volume, of logits that are brought to one size",
      LogitSizes.scaleFree(mean(PixelObjective.LINEAR_DICE)));

  /** Those whose values at different images may be compared, and those that lead to a target. */
  private static final Set<SegmentationObjective> COMPARABLE =
      EnumSet.of(
          TRAINING_LOSS,
          CROSS_ENTROPY,
          MARGIN,
          SOFT_DICE,
          LINEAR_DICE,
          DLR,
          SCALE_FREE_CROSS_ENTROPY,
          SCALE_FREE_JENSEN_SHANNON,
          SCALE_FREE_SOFT_DICE,
          SCALE_FREE_LINEAR_DICE);

  private static final Set<SegmentationObjective> LEADING =
      EnumSet.of(
          TRAINING_LOSS,
          CROSS_ENTROPY,
          REMAINING_CROSS_ENTROPY,
          JENSEN_SHANNON,
          MARGIN,
          SOFT_DICE,
          LINEAR_DICE,
          SCALE_FREE_CROSS_ENTROPY,
          SCALE_FREE_JENSEN_SHANNON,
          SCALE_FREE_SOFT_DICE,
          SCALE_FREE_LINEAR_DICE);

  private final String description;
  private final Formula formula;

  SegmentationObjective(String description, Formula formula) {
    this.description = description;
    this.formula = formula;
  }

  /**
   * @throws RobustJException if there is no objective of that name
   */
  public static SegmentationObjective named(String name) {
    return NamedObjective.find(values(), name, SegmentationTask.NAME, "for masks it");
  }

  /** The names users type. */
  public static List<String> names() {
    return NamedObjective.names(values(), SegmentationTask.NAME);
  }

  public String description() {
    return description;
  }

  /**
   * What tells an attack its progress: itself where its values at different images may be compared,
   * else cross-entropy, as in SEA; that of scaled logits where the objective is of those.
   */
  SegmentationObjective tracked() {
    if (COMPARABLE.contains(this)) return this;
    return this == SCALE_FREE_MASKED_CROSS_ENTROPY ? SCALE_FREE_CROSS_ENTROPY : CROSS_ENTROPY;
  }

  /**
   * This objective, if its negative leads towards a target: it must say something about pixels that
   * are not there yet.
   *
   * @throws RobustJException if not
   */
  SegmentationObjective requireForTargets() {
    if (LEADING.contains(this)) return this;
    throw new RobustJException(
        "The option objective is %s, which looks at pixels that are right already and cannot lead to a target; choose one of %s."
            .formatted(
                label(),
                LEADING.stream()
                    .map(SegmentationObjective::label)
                    .collect(Collectors.joining(", "))));
  }

  /**
   * @param logits {@code [sample, y, x, class]}
   * @param targets class indices {@code [sample, y, x, 1]}, negative to leave a pixel out
   * @param progress of the attack, 0 to 1; SegPGD's weights follow it
   */
  public Value of(Tensor logits, Tensor targets, double progress) {
    return formula.of(logits, targets, progress);
  }

  private static Formula sum(Formula first, Formula second) {
    return (logits, targets, progress) ->
        first.of(logits, targets, progress).plus(second.of(logits, targets, progress));
  }

  private static Formula mean(PixelObjective objective) {
    return (logits, targets, progress) -> {
      Tensor gradient = Tensor.zeros(logits.shape());
      float[] values = new float[logits.samples()];
      Pixels pixels = new Pixels(logits, targets, gradient);
      for (int i = 0; i < values.length; i++)
        values[i] = (float) pixels.mean(i, objective, progress);
      return new Value(values, gradient);
    };
  }
}
