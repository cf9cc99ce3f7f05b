package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.task.LandmarkTask;
import java.util.Map;

/**
 * The paper's method: a margin of its own for every training slice (Ma et al. 2024).
 *
 * @param cleanEpochs how many of the epochs train on clean images first; the threshold for
 *     "correct" is learned after them
 * @param step what a margin starts at and grows by, in normalised intensities
 * @param max largest margin
 * @param refinement {@code bisection} or {@code end_point}
 * @param threshold the rule for "correct"
 * @param correct what of a landmark prediction it is about: {@code loss}, {@code components} or
 *     {@code radial_error}
 */
public record MarginOptions(
    int cleanEpochs,
    double step,
    double max,
    String refinement,
    Threshold threshold,
    String correct) {

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
      String rule = options.text("threshold");
      double given = options.number("threshold_parameter");
      boolean landmarks = options.text("task").equals(LandmarkTask.NAME);
      double parameter = given >= 0 ? given : automatic(rule);
      if (landmarks && rule.equals("value")) parameter = ofLandmarks(options, given);
      else if ((rule.equals("quantile") || rule.equals("value")) && parameter > 1)
        throw new RobustJException(
            "The option threshold_parameter is %s but must be from 0 to 1 with threshold=%s."
                .formatted(parameter, rule));
      return new Threshold(rule, parameter);
    }

    /** 4 mm is the coarsest tolerance of the cephalometric literature; losses have no usual one. */
    private static double ofLandmarks(Options options, double given) {
      String correct = options.text("correct");
      if (correct.equals("radial_error")) return given >= 0 ? given : 4;
      if (correct.equals("loss") && given >= 0) return given;
      throw new RobustJException(
          "The option threshold is value, which needs a threshold_parameter with correct=loss and"
              + " is not known with correct=components; give one, or choose another threshold.");
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
    int epochs = options.integer("epochs");
    int clean = options.integer("clean_epochs");
    if (epochs > 0 && clean > epochs)
      throw new RobustJException(
          "The option clean_epochs is %d but there are only %d epochs; give at most that many."
              .formatted(clean, epochs));
    double step = options.number("margin_step");
    double max = options.number("margin_max");
    if (max > 0 && step > max)
      throw new RobustJException(
          "The option margin_step is %s but must not be above margin_max, which is %s."
              .formatted(step, max));
    return new MarginOptions(
        clean < 0 && epochs > 0 ? epochs / 3 : clean,
        step,
        max,
        options.text("refinement"),
        Threshold.from(options),
        correct(options));
  }

  private static String correct(Options options) {
    String correct = options.text("correct");
    boolean margins = options.text("method").equals(MethodOptions.ADAPTIVE_MARGIN);
    if (margins || correct.equals("loss")) return correct;
    throw new RobustJException(
        "The option correct is %s but has an effect only with method=adaptive_margin; leave it out or change method."
            .formatted(correct));
  }

  void describe(Map<String, Object> into) {
    into.put("clean_epochs", cleanEpochs);
    into.put("margin_step", step);
    into.put("margin_max", max);
    into.put("refinement", refinement);
    into.put("threshold", threshold.rule());
    into.put("threshold_parameter", threshold.parameter());
    into.put("correct", correct);
  }
}
