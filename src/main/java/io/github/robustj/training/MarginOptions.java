package io.github.robustj.training;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.TaskType;
import io.github.robustj.training.MarginSettings.Refinement;
import io.github.robustj.training.MethodType.Trait;
import io.github.robustj.training.ThresholdRule.Kind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the options of margins come to together: a margin of its own for every training slice (Ma et
 * al. 2024).
 */
public final class MarginOptions {

  private MarginOptions() {}

  /**
   * The values that follow from others, by name.
   *
   * @throws RobustJException if options exclude each other
   */
  static Map<String, Object> resolved(Options options) {
    requireNotAboveMax(MarginTable.MARGIN_STEP, options);
    requireNotAboveMax(MarginTable.MARGIN_FLOOR, options);
    ThresholdRule threshold = threshold(options);
    requireCorrect(options);
    if (options.get(MarginTable.RENEW_THRESHOLD) && threshold.kind() == Kind.VALUE)
      throw new RobustJException(
          "The option renew_threshold is true but threshold is value, which is not learned; set it"
              + " to false, or choose another threshold.");
    if (options.get(MarginTable.SHARE_PASS)
        && options.get(MarginTable.REFINEMENT) == Refinement.BISECTION)
      throw new RobustJException(
          "The option share_pass is true but must be false with refinement=bisection, which must"
              + " know where a slice breaks before the training pass; set it to false, or"
              + " preset=none.");
    requireReplays(options);
    requireAttacked(options);
    Map<String, Object> resolved = new HashMap<>();
    resolved.put(MarginTable.CLEAN_EPOCHS.name(), (long) cleanEpochs(options));
    resolved.put(MarginTable.THRESHOLD.name(), threshold.kind().word());
    resolved.put(MarginTable.THRESHOLD_PARAMETER.name(), threshold.parameter());
    return resolved;
  }

  /** Replays are passes that train and attack at once, which all slices of a batch take. */
  private static void requireReplays(Options options) {
    if (options.get(MarginTable.MARGIN_REPLAYS) == 0) return;
    if (!options.get(MarginTable.SHARE_PASS))
      throw new RobustJException(
          "The option margin_replays is %d, which needs share_pass=true; set that, or margin_replays=0."
              .formatted(options.get(MarginTable.MARGIN_REPLAYS)));
    if (options.get(MarginTable.LEAVE_WHEN_BROKEN))
      throw new RobustJException(
          "The option leave_when_broken is true but no slice can leave with margin_replays=%d; set it to false, or margin_replays=0."
              .formatted(options.get(MarginTable.MARGIN_REPLAYS)));
  }

  /**
   * Without weight, attacked images have no part in such a step: no slice would be attacked, and
   * replays would not move.
   */
  private static void requireAttacked(Options options) {
    boolean replays = options.get(MarginTable.MARGIN_REPLAYS) > 0;
    if (options.get(MethodTable.ADVERSARIAL_SHARE) != 0) return;
    if (replays || options.get(MarginTable.SPLIT_BATCH))
      throw new RobustJException(
          "The option adversarial_share is 0 but must be above 0 with %s, which would attack no slice; give a share, or choose method=standard."
              .formatted(replays ? "margin_replays" : "split_batch"));
  }

  private static void requireNotAboveMax(Key<Double> key, Options options) {
    double max = options.get(MarginTable.MARGIN_MAX);
    if (max > 0 && options.get(key) > max)
      throw new RobustJException(
          "The option %s is %s but must not be above margin_max, which is %s."
              .formatted(key.name(), options.get(key), max));
  }

  /**
   * From which Dice, loss or error on a slice counts as correct; a stated loss or error is not
   * negative here.
   */
  public static ThresholdRule threshold(Options options) {
    String task = options.get(MethodTable.TASK);
    Kind usual = Kind.valueOf(TaskType.named(task).usualThreshold().toUpperCase(Locale.ROOT));
    Kind kind = options.get(MarginTable.THRESHOLD).orElse(usual);
    double given = options.get(MarginTable.THRESHOLD_PARAMETER);
    double parameter = given >= 0 ? given : kind.usualParameter();
    if (kind == Kind.VALUE && TaskType.named(task).judgesByLosses())
      parameter = ofLosses(options, given);
    else if ((kind == Kind.QUANTILE || kind == Kind.VALUE) && parameter > 1)
      throw new RobustJException(
          "The option threshold_parameter is %s but must be from 0 to 1 with threshold=%s."
              .formatted(parameter, kind.word()));
    return new ThresholdRule(kind, parameter);
  }

  /** 4 mm is the coarsest tolerance of the cephalometric literature; losses have no usual one. */
  private static double ofLosses(Options options, double given) {
    Correctness correct = options.get(MarginTable.CORRECT);
    if (correct == Correctness.RADIAL_ERROR) return given >= 0 ? given : 4;
    if (correct == Correctness.LOSS && given >= 0) return given;
    throw new RobustJException(
        "The option threshold is value, which needs a threshold_parameter with correct=loss and"
            + " is not known with correct=components; give one, or choose another threshold.");
  }

  private static int cleanEpochs(Options options) {
    int epochs = options.get(TrainingTable.EPOCHS);
    int clean = options.get(MarginTable.CLEAN_EPOCHS);
    if (epochs > 0 && clean > epochs)
      throw new RobustJException(
          "The option clean_epochs is %d but there are only %d epochs; give at most that many."
              .formatted(clean, epochs));
    if (clean >= 0) return clean;
    if (TrainingTable.beginsTrained(options)) return 0;
    if (epochs <= 0) return clean;
    return options.get(MarginTable.MARGIN_REPLAYS) > 0 ? epochs / 2 : epochs / 3;
  }

  private static void requireCorrect(Options options) {
    Correctness correct = options.get(MarginTable.CORRECT);
    TaskType task = TaskType.named(options.get(MethodTable.TASK));
    if (!task.knows(correct))
      throw new RobustJException(
          "The option correct is %s, which only landmarks have, but task is %s; choose loss or components."
              .formatted(options.plain(MarginTable.CORRECT), task.name()));
    if (!Methods.in(options).has(Trait.MARGINS) && !options.isStandard(MarginTable.CORRECT))
      throw new RobustJException(
          "The option correct is %s but has an effect only with method=adaptive_margin; leave it out or change method."
              .formatted(options.plain(MarginTable.CORRECT)));
  }

  /**
   * @param negative whether what is judged is the negative of a loss or an error: qualities are
   *     higher-is-better
   */
  static MarginSettings settings(Options options, boolean negative) {
    AttackSpec attack = Methods.attack(options);
    Refinement how = options.get(MarginTable.REFINEMENT);
    double step = options.get(MarginTable.MARGIN_STEP);
    double floor = options.get(MarginTable.MARGIN_FLOOR);
    ThresholdRule rule = threshold(options);
    return new MarginSettings(
        attack.norm(),
        new MarginSettings.Steps(
            attack.steps(), attack.relativeStep(), options.get(MarginTable.STEP_UNIT)),
        new MarginRule(
            step,
            floor < 0 ? step : floor,
            options.get(MarginTable.MARGIN_MAX),
            how == Refinement.NONE),
        how,
        negative && rule.kind() == Kind.VALUE
            ? new ThresholdRule(Kind.VALUE, -rule.parameter())
            : rule,
        options.get(MarginTable.CLEAN_EPOCHS),
        options.get(MarginTable.RENEW_THRESHOLD),
        new MarginSettings.Economy(
            options.get(MarginTable.REUSE_PERTURBATION),
            options.get(MarginTable.LEAVE_WHEN_BROKEN),
            options.get(MarginTable.SHARE_PASS),
            options.get(MarginTable.SPLIT_BATCH),
            options.get(MarginTable.MARGIN_REPLAYS)));
  }
}
