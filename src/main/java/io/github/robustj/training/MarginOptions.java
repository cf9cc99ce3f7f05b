package io.github.robustj.training;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.error.RobustJException;
import io.github.robustj.option.Options;
import io.github.robustj.task.detection.DetectionTask;
import io.github.robustj.task.landmark.LandmarkTask;
import io.github.robustj.training.MarginSettings.Refinement;
import io.github.robustj.training.MethodType.Trait;

/**
 * The paper's method: a margin of its own for every training slice (Ma et al. 2024).
 *
 * @param preset whose values the options had that were left at their defaults
 * @param cleanEpochs how many of the epochs train on clean images first; the threshold for
 *     "correct" is learned after them
 * @param refinement {@code bisection}, {@code end_point} or {@code none}
 * @param threshold the rule for "correct"
 * @param correct what of a prediction of landmarks or objects it is about: {@code loss}, {@code
 *     components} or {@code radial_error}
 * @param economy what the attack saves
 */
public record MarginOptions(
    String preset,
    int cleanEpochs,
    Size size,
    String refinement,
    Threshold threshold,
    String correct,
    MarginSettings.Economy economy) {

  /** The threshold's rule that follows the task. */
  static final String AUTOMATIC = "automatic";

  /**
   * In normalised intensities.
   *
   * @param step what a margin starts at and grows by
   * @param max largest margin
   * @param floor smallest margin; negative for {@code step}
   * @param stepUnit of the attack's steps: {@code margin} or {@code margin_max}
   */
  public record Size(double step, double max, double floor, String stepUnit) {

    static Size from(Options options) {
      double step = options.get(MethodTable.MARGIN_STEP);
      double max = options.get(MethodTable.MARGIN_MAX);
      double floor = options.get(MethodTable.MARGIN_FLOOR);
      requireNotAboveMax("margin_step", step, max);
      requireNotAboveMax("margin_floor", floor, max);
      return new Size(step, max, floor, options.get(MethodTable.STEP_UNIT));
    }

    private static void requireNotAboveMax(String key, double value, double max) {
      if (max > 0 && value > max)
        throw new RobustJException(
            "The option %s is %s but must not be above margin_max, which is %s."
                .formatted(key, value, max));
    }

    MarginRule rule(boolean onlyGrows) {
      return new MarginRule(step, floor < 0 ? step : floor, max, onlyGrows);
    }
  }

  /**
   * From which Dice on a slice counts as correct.
   *
   * @param rule {@code mean}, {@code mean_minus_sd}, {@code huber}, {@code minimum}, {@code
   *     quantile} or {@code value}
   * @param parameter number of deviations, the quantile, or the Dice itself, as the rule needs it;
   *     0 where it needs none
   */
  public record Threshold(String rule, double parameter) {

    static Threshold from(Options options) {
      boolean losses = !options.get(MethodTable.TASK).equals("segmentation");
      String rule = options.get(MethodTable.THRESHOLD);
      if (rule.equals(AUTOMATIC))
        rule = options.get(MethodTable.TASK).equals(LandmarkTask.NAME) ? "huber" : "mean";
      double given = options.get(MethodTable.THRESHOLD_PARAMETER);
      double parameter = given >= 0 ? given : automatic(rule);
      if (losses && rule.equals("value")) parameter = ofLosses(options, given);
      else if ((rule.equals("quantile") || rule.equals("value")) && parameter > 1)
        throw new RobustJException(
            "The option threshold_parameter is %s but must be from 0 to 1 with threshold=%s."
                .formatted(parameter, rule));
      return new Threshold(rule, parameter);
    }

    /** 4 mm is the coarsest tolerance of the cephalometric literature; losses have no usual one. */
    private static double ofLosses(Options options, double given) {
      String correct = options.get(MethodTable.CORRECT);
      if (correct.equals("radial_error")) return given >= 0 ? given : 4;
      if (correct.equals("loss") && given >= 0) return given;
      throw new RobustJException(
          "The option threshold is value, which needs a threshold_parameter with correct=loss and"
              + " is not known with correct=components; give one, or choose another threshold.");
    }

    /** Qualities are higher-is-better: a stated loss or error is compared as its negative. */
    ThresholdRule rule(boolean negative) {
      return ThresholdRule.of(rule, rule.equals("value") && negative ? -parameter : parameter);
    }

    private static double automatic(String rule) {
      return switch (rule) {
        case "mean_minus_sd" -> 1;
        case "huber" -> 2;
        case "quantile" -> .5;
        case "value" -> .6;
        default -> 0;
      };
    }
  }

  static MarginOptions from(Options options) {
    return new MarginOptions(
        options.get(MethodTable.PRESET),
        cleanEpochs(options),
        Size.from(options),
        options.get(MethodTable.REFINEMENT),
        Threshold.from(options),
        correct(options),
        economy(options));
  }

  private static int cleanEpochs(Options options) {
    int epochs = options.get(TrainingTable.EPOCHS);
    int clean = options.get(MethodTable.CLEAN_EPOCHS);
    if (epochs > 0 && clean > epochs)
      throw new RobustJException(
          "The option clean_epochs is %d but there are only %d epochs; give at most that many."
              .formatted(clean, epochs));
    if (clean >= 0) return clean;
    if (options.get(TrainingTable.START_MODEL).isPresent()) return 0;
    return epochs > 0 ? epochs / 3 : clean;
  }

  private static MarginSettings.Economy economy(Options options) {
    boolean share = options.get(MethodTable.SHARE_PASS);
    if (share && options.get(MethodTable.REFINEMENT).equals("bisection"))
      throw new RobustJException(
          "The option share_pass is true but must be false with refinement=bisection, which must"
              + " know where a slice breaks before the training pass.");
    return new MarginSettings.Economy(
        options.get(MethodTable.REUSE_PERTURBATION),
        options.get(MethodTable.LEAVE_WHEN_BROKEN),
        share);
  }

  private static String correct(Options options) {
    String correct = options.get(MethodTable.CORRECT);
    if (correct.equals("radial_error") && options.get(MethodTable.TASK).equals(DetectionTask.NAME))
      throw new RobustJException(
          "The option correct is radial_error, which only landmarks have, but task is detection;"
              + " choose loss or components.");
    boolean margins = Methods.named(options.get(MethodTable.METHOD)).has(Trait.MARGINS);
    if (margins || correct.equals("loss")) return correct;
    throw new RobustJException(
        "The option correct is %s but has an effect only with method=adaptive_margin; leave it out or change method."
            .formatted(correct));
  }

  /**
   * @param attack inside the training
   * @param negative whether what is judged is the negative of a loss or an error
   */
  MarginSettings settings(AttackSpec attack, boolean negative) {
    Refinement how = Refinement.of(refinement);
    MarginSettings.Steps steps =
        new MarginSettings.Steps(
            attack.steps(), attack.relativeStep(), size.stepUnit().equals("margin_max"));
    return new MarginSettings(
        attack.norm(),
        steps,
        size.rule(how == Refinement.NONE),
        how,
        threshold.rule(negative),
        cleanEpochs,
        economy);
  }
}
