package io.github.robustj.training;

import static io.github.robustj.option.Keys.choice;
import static io.github.robustj.option.Keys.decimal;
import static io.github.robustj.option.Keys.flag;
import static io.github.robustj.option.Keys.whole;

import io.github.robustj.option.Key;
import io.github.robustj.option.Options;
import io.github.robustj.option.Range;
import io.github.robustj.option.Section;
import io.github.robustj.task.Correctness;
import io.github.robustj.task.TaskType;
import io.github.robustj.training.MarginSettings.Refinement;
import io.github.robustj.training.MethodType.Trait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows of {@code OptionTable.TRAIN} about margins, of the methods that have some. */
public final class MarginTable {

  private MarginTable() {}

  private static final List<String> MARGINS = Methods.with(Trait.MARGINS);

  public static final Key<String> PRESET =
      choice(
              Section.MARGINS,
              "preset",
              MarginPresets.AUTOMATIC,
              MarginPresets.AUTOMATIC,
              "none=none (the full recipe)",
              "ima=IMA",
              "amat=AMAT",
              "paper=paper (Ma et al. 2024)",
              MarginPresets.FAST,
              "replay=replay (free replays)")
          .label("Settings of margins as in")
          .help(
              "settings of a paper, or cheap ones, for what is left out; automatic is fast, and"
                  + " none the full recipe")
          .giving(MarginTable::preset);
  public static final Key<Integer> CLEAN_EPOCHS =
      whole(Section.MARGINS, "clean_epochs", Range.of(0, 100_000).orAutomatic(-1), "-1")
          .label("Epochs before margins grow")
          .help(
              "epochs on clean images first; automatic: a third, a half with margin_replays, none"
                  + " with a start model");
  public static final Key<Double> MARGIN_STEP =
      decimal(Section.MARGINS, "margin_step", Range.above(0, 1e6).orAutomatic(0), "0")
          .label("Step of the margins")
          .help(
              "what a margin starts at and grows by; automatic per pixel (RMS): .04, .02 with"
                  + " landmarks and objects");
  public static final Key<Double> MARGIN_MAX =
      decimal(Section.MARGINS, "margin_max", Range.above(0, 1e6).orAutomatic(0), "0")
          .label("Largest margin")
          .help("largest margin; automatic is 5 times margin_step");
  public static final Key<Double> MARGIN_FLOOR =
      decimal(Section.MARGINS, "margin_floor", Range.of(0, 1e6).orAutomatic(-1), "-1")
          .label("Smallest margin")
          .help(
              "smallest margin, also of slices that are wrong when clean; automatic is"
                  + " margin_step");

  /** Whether a step is a share of {@link #MARGIN_MAX}. */
  public static final Key<Boolean> STEP_UNIT =
      choice(Section.MARGINS, "step_unit", "margin", "margin", "margin_max")
          .as(MARGIN_MAX.name()::equals)
          .label("Steps are shares of")
          .help("whether a step is a share of the slice's margin or of margin_max");

  public static final Key<Refinement> REFINEMENT =
      choice(Section.MARGINS, "refinement", "end_point", "bisection", "end_point", "none")
          .as(name -> Refinement.valueOf(name.toUpperCase(Locale.ROOT)))
          .label("Image to learn from where it fails")
          .help(
              "which adversarial image a broken slice learns from; none: the end point, and margins"
                  + " only grow");

  /** Empty for the rule that follows the task. */
  public static final Key<Optional<ThresholdRule.Kind>> THRESHOLD =
      choice(
              Section.MARGINS,
              "threshold",
              "automatic",
              "automatic",
              "mean",
              "mean_minus_sd",
              "huber",
              "minimum",
              "quantile",
              "value")
          .as(ThresholdRule::kind)
          .label("Score that counts as correct")
          .help(
              "Dice, or minus loss or error, that is correct, learned from the clean model;"
                  + " automatic is mean, or huber for landmarks");

  public static final Key<Boolean> RENEW_THRESHOLD =
      flag(Section.MARGINS, "renew_threshold", "false")
          .label("Learn that score again before every epoch")
          .help("learn the threshold again before every later epoch, from a quarter of the slices");
  public static final Key<Boolean> REUSE_PERTURBATION =
      flag(Section.MARGINS, "reuse_perturbation", "false")
          .label("Start from the last perturbation of a slice")
          .help(
              "start attacks from the slice's last perturbation, not at random (Zheng et al."
                  + " 2020)");
  public static final Key<Boolean> LEAVE_WHEN_BROKEN =
      flag(Section.MARGINS, "leave_when_broken", "false")
          .label("Spare broken slices the rest of the attack")
          .help("spare slices that have turned wrong the rest of the attack (Zhang et al. 2020)");
  public static final Key<Boolean> SHARE_PASS =
      flag(Section.MARGINS, "share_pass", "false")
          .label("Judge the last image while training on it")
          .help("let the training pass judge the last iterate and move the perturbation on");
  public static final Key<Boolean> SPLIT_BATCH =
      flag(Section.MARGINS, "split_batch", "false")
          .label("Show each slice once, clean or attacked")
          .help(
              "attack only adversarial_share of a batch's slices, learn the others clean, not both"
                  + " of each (Kurakin et al. 2017)");
  public static final Key<Integer> MARGIN_REPLAYS =
      whole(Section.MARGINS, "margin_replays", Range.of(0, 100), "0")
          .label("Passes over a batch in place of an attack (0: attack)")
          .help(
              "passes over a batch that both train and attack, in place of attacks of their own; 0:"
                  + " none (Shafahi et al. 2019)");
  public static final Key<Correctness> CORRECT =
      choice(Section.MARGINS, "correct", "loss", "loss", "components", "radial_error")
          .as(name -> Correctness.valueOf(name.toUpperCase(Locale.ROOT)))
          .label("What of landmarks or objects counts as correct")
          .help(
              "what of landmarks or objects is judged: the loss, each of its parts, or the mean"
                  + " radial error (landmarks)")
          .onlyWith(MethodTable.TASK, TaskType.learningWith("correct"));
  public static final Key<Double> THRESHOLD_PARAMETER =
      decimal(Section.MARGINS, "threshold_parameter", Range.of(0, 1000).orAutomatic(-1), "-1")
          .label("Parameter of that rule")
          .help(
              "number of deviations, the quantile, or the Dice, loss or error; automatic is 1, 2,"
                  + " .5, .6 (Dice), 4 (error)")
          .onlyWith(THRESHOLD, "mean_minus_sd", "huber", "quantile", "value");

  static final List<Key<?>> ALL =
      onlyWithMargins(
          PRESET,
          CLEAN_EPOCHS,
          MARGIN_STEP,
          MARGIN_MAX,
          MARGIN_FLOOR,
          STEP_UNIT,
          REFINEMENT,
          THRESHOLD,
          RENEW_THRESHOLD,
          REUSE_PERTURBATION,
          LEAVE_WHEN_BROKEN,
          SHARE_PASS,
          SPLIT_BATCH,
          MARGIN_REPLAYS,
          CORRECT,
          THRESHOLD_PARAMETER);

  /** Those without another condition. */
  private static List<Key<?>> onlyWithMargins(Key<?>... keys) {
    return Stream.of(keys)
        .<Key<?>>map(
            key -> key.condition().isPresent() ? key : key.onlyWith(MethodTable.METHOD, MARGINS))
        .toList();
  }

  /** Without what the chosen refinement or threshold excludes. */
  private static Map<String, String> preset(Options options) {
    String preset = options.get(PRESET);
    Map<String, String> given =
        new LinkedHashMap<>(MarginPresets.of(preset, options.get(MethodTable.TASK)));
    if (preset.equals(MarginPresets.AUTOMATIC) && options.get(REFINEMENT) == Refinement.BISECTION)
      given.remove(SHARE_PASS.name());
    if (options.get(THRESHOLD).equals(Optional.of(ThresholdRule.Kind.VALUE)))
      given.remove(RENEW_THRESHOLD.name());
    return given;
  }
}
