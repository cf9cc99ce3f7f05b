package io.github.robustj.training;

import io.github.robustj.error.RobustJException;
import io.github.robustj.task.TaskType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named variants of the adaptive margin, as values of options: IMA (arXiv 2005.09147), AMAT (arXiv
 * 2206.01736) and the paper (Ma et al. 2024) as their authors run them, and a cheap one. The
 * papers' step and largest margin for segmentation follow the data set and stay automatic. {@code
 * fast} is meant to cost at most four times a standard training.
 */
public final class MarginPresets {

  /** As {@link #FAST}. */
  public static final String AUTOMATIC = "automatic";

  /** The full recipe: every option at the default of its own. */
  public static final String NONE = "none";

  public static final String IMA = "ima";
  public static final String AMAT = "amat";
  public static final String PAPER = "paper";
  public static final String FAST = "fast";
  public static final String REPLAY = "replay";

  private static final String FAST_OPTIONS =
      "steps=4 step_size=3 reuse_perturbation=true leave_when_broken=true share_pass=true";

  private static final String REPLAY_OPTIONS =
      "steps=4 step_size=4 adversarial_share=1 reuse_perturbation=true share_pass=true"
          + " margin_replays=2";

  private MarginPresets() {}

  /**
   * The options that a preset sets.
   *
   * @param task as the option of that name
   * @throws RobustJException if the preset has no settings for the task
   */
  public static Map<String, String> of(String preset, String task) {
    String chosen = preset.equals(AUTOMATIC) ? FAST : preset;
    if (chosen.equals(NONE)) return Map.of();
    String own = TaskType.named(task).marginPresets().get(chosen);
    if (chosen.equals(FAST)) return options(FAST_OPTIONS, own);
    if (chosen.equals(REPLAY)) return options(REPLAY_OPTIONS, own);
    if (own != null) return options(own);
    throw new RobustJException(
        "The option preset is %s, which has no settings for task=%s; choose another preset or none."
            .formatted(preset, task));
  }

  /** What all tasks have in common, and behind it what a task has of its own with cheap presets. */
  private static Map<String, String> options(String common, String own) {
    return options(own == null ? common : common + " " + own);
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
