package io.github.robustj.training;

import io.github.robustj.error.RobustJException;
import java.util.LinkedHashMap;
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

  private static final String FAST_OPTIONS =
      "steps=4 step_size=3 reuse_perturbation=true leave_when_broken=true share_pass=true";

  /** No margin gets there. */
  private static final String UNLIMITED = " margin_max=1e6";

  private MarginPresets() {}

  /**
   * The options that a preset sets.
   *
   * @param task as the option of that name
   * @throws RobustJException if the preset has no settings for the task
   */
  public static Map<String, String> of(String preset, String task) {
    return switch (preset + " " + task) {
      case "none segmentation", "none landmark", "none detection", "automatic segmentation" ->
          Map.of();
      case "fast segmentation", "fast landmark", "automatic landmark" -> options(FAST_OPTIONS);
      // Losses have a long tail: half of the images would be wrong by their mean.
      case "fast detection", "automatic detection" -> options(FAST_OPTIONS + " threshold=minimum");
      case "ima segmentation" ->
          options(
              "steps=20 step_size=4 refinement=bisection threshold=value threshold_parameter=0.6"
                  + " margin_floor=0 valid_range=none");
      case "amat segmentation", "paper segmentation" ->
          options(
              "steps=20 step_size=4 refinement=end_point threshold=mean margin_floor=0"
                  + UNLIMITED
                  + " valid_range=none");
      case "amat landmark" ->
          options(
              "steps=20 step_size=5 margin_step=0.5 margin_max=5 refinement=none"
                  + " correct=components threshold=mean_minus_sd threshold_parameter=2");
      case "paper landmark" ->
          options(
              "steps=20 step_size=5 step_unit=margin_max margin_step=1 margin_max=10"
                  + " refinement=bisection threshold=huber threshold_parameter=2");
      case "paper detection" ->
          options(
              "steps=20 step_size=5 margin_step=0.5"
                  + UNLIMITED
                  + " refinement=end_point correct=components threshold=minimum");
      default ->
          throw new RobustJException(
              "The option preset is %s, which has no settings for task=%s; choose another preset or none."
                  .formatted(preset, task));
    };
  }

  /** As a macro gives them, in this order. */
  private static Map<String, String> options(String macro) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : macro.split(" ")) {
      String[] parts = option.split("=");
      options.put(parts[0], parts[1]);
    }
    return options;
  }
}
