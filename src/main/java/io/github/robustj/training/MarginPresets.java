package io.github.robustj.training;

import io.github.robustj.error.RobustJException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named variants of the adaptive margin, as values of options: IMA (arXiv 2005.09147), AMAT (arXiv
 * 2206.01736) and the paper (Ma et al. 2024) as their authors run them, and a cheap one. The
 * papers' step and largest margin for segmentation follow the data set and stay automatic. {@code
 * fast} is meant to cost at most four times a standard training.
 */
public final class MarginPresets {

  /**
   * {@code fast} for landmarks and objects, whose margins take long otherwise, else {@code none}.
   */
  public static final String AUTOMATIC = "automatic";

  public static final String NONE = "none";
  public static final String IMA = "ima";
  public static final String AMAT = "amat";
  public static final String PAPER = "paper";
  public static final String FAST = "fast";
  public static final List<String> NAMES = List.of(AUTOMATIC, NONE, IMA, AMAT, PAPER, FAST);

  /** As an option's value: no margin gets there. */
  private static final String UNLIMITED = "1e6";

  private MarginPresets() {}

  /**
   * The options that a preset sets.
   *
   * @param task as the option of that name
   * @throws RobustJException if the preset has no settings for the task
   */
  public static Map<String, String> of(String preset, String task) {
    return switch (preset + " " + task) {
      case "none segmentation", "none landmark", "none detection" -> Map.of();
      case "automatic segmentation" -> Map.of();
      case "fast segmentation", "fast landmark", "automatic landmark" -> fast();
      case "fast detection", "automatic detection" -> fastDetection();
      case "ima segmentation" -> imaSegmentation();
      case "amat segmentation", "paper segmentation" -> paperSegmentation();
      case "amat landmark" -> amatLandmark();
      case "paper landmark" -> paperLandmark();
      case "paper detection" -> paperDetection();
      default ->
          throw new RobustJException(
              "The option preset is %s, which has no settings for task=%s; choose another preset or none."
                  .formatted(preset, task));
    };
  }

  private static Map<String, String> fast() {
    Map<String, String> options = steps("4", "3");
    options.put("reuse_perturbation", "true");
    options.put("leave_when_broken", "true");
    options.put("share_pass", "true");
    return options;
  }

  /** Losses have a long tail: half of the images would be wrong by their mean. */
  private static Map<String, String> fastDetection() {
    Map<String, String> options = fast();
    options.put("threshold", "minimum");
    return options;
  }

  private static Map<String, String> imaSegmentation() {
    Map<String, String> options = steps("20", "4");
    options.put("refinement", "bisection");
    options.put("threshold", "value");
    options.put("threshold_parameter", "0.6");
    options.put("margin_floor", "0");
    options.put("valid_range", "none");
    return options;
  }

  private static Map<String, String> paperSegmentation() {
    Map<String, String> options = steps("20", "4");
    options.put("refinement", "end_point");
    options.put("threshold", "mean");
    options.put("margin_floor", "0");
    options.put("margin_max", UNLIMITED);
    options.put("valid_range", "none");
    return options;
  }

  private static Map<String, String> paperLandmark() {
    Map<String, String> options = steps("20", "5");
    options.put("step_unit", "margin_max");
    options.put("margin_step", "1");
    options.put("margin_max", "10");
    options.put("refinement", "bisection");
    options.put("threshold", "huber");
    options.put("threshold_parameter", "2");
    return options;
  }

  private static Map<String, String> amatLandmark() {
    Map<String, String> options = steps("20", "5");
    options.put("margin_step", "0.5");
    options.put("margin_max", "5");
    options.put("refinement", "none");
    options.put("correct", "components");
    options.put("threshold", "mean_minus_sd");
    options.put("threshold_parameter", "2");
    return options;
  }

  private static Map<String, String> paperDetection() {
    Map<String, String> options = steps("20", "5");
    options.put("margin_step", "0.5");
    options.put("margin_max", UNLIMITED);
    options.put("refinement", "end_point");
    options.put("correct", "components");
    options.put("threshold", "minimum");
    return options;
  }

  private static Map<String, String> steps(String count, String size) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("steps", count);
    options.put("step_size", size);
    return options;
  }
}
