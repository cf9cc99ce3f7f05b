package io.github.robustj.command;

import static java.util.Map.entry;

import io.github.robustj.option.Allowed;
import io.github.robustj.option.OptionKey;
import java.util.Locale;
import java.util.Map;

/**
 * What dialogs call the options: words that need no manual, with their unit. An option without
 * words of its own is called as its key.
 */
final class FieldLabels {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          entry("data", "Folder of images and labels"),
          entry("split", "Text file of cases to use (optional)"),
          entry("model", "Folder of the model"),
          // Training
          entry("method", "Training method"),
          entry("epochs", "Epochs"),
          entry("resume", "Resume an interrupted training"),
          entry("go_on", "In a macro: go on after a file that fails"),
          entry("overwrite", "Overwrite what other runs and programs left"),
          entry("seed", "Random seed"),
          entry("width", "Width of the network, features"),
          entry("depth", "Depth of the network, levels"),
          entry("patch", "Side of training patches, pixels"),
          entry("batch", "Batch size, slices"),
          entry("task", "What is learned"),
          entry("open_images", "Save the open images into it, with their points or boxes"),
          entry("resolution", "Longest side that images are brought to, pixels"),
          entry("pixel_size", "Pixel size where unknown, mm (0: pixels)"),
          entry("measurements", "Measure between landmarks (optional)"),
          entry("tolerances", "Errors within which a landmark is found"),
          entry("correct", "What of landmarks or objects counts as correct"),
          entry("gradient_clip", "Largest gradient norm (0: no limit)"),
          entry("normalization", "Normalise intensities to"),
          entry("percentile_low", "Clip intensities below percentile"),
          entry("percentile_high", "Clip intensities above percentile"),
          entry("augment_flip", "Mirror training images at random"),
          entry("augment_any_way_up", "Mirror them top to bottom, too"),
          entry("max_detections", "Detections per image for AP (or none)"),
          entry("unannotated", "Classes missing in some images (CSV, optional)"),
          entry("mirror_pairs", "Landmarks that change sides then (optional)"),
          entry("augment_rotate", "Rotate training images at random"),
          entry("augment_scale", "Enlarge and shrink training images at random"),
          entry("augment_gamma", "Change the contrast of training images at random"),
          entry("augment_noise", "Add noise to training images at random"),
          entry("validation", "Share of patients for validation"),
          entry("y_origin", "Count y of landmarks from"),
          entry("group", "Patient of a case (pattern or CSV file, optional)"),
          entry("adversarial_share", "Weight of adversarial images"),
          entry("clean_epochs", "Epochs before margins grow"),
          entry("margin_step", "Step of the margins"),
          entry("margin_max", "Largest margin"),
          entry("refinement", "Image to learn from where it fails"),
          entry("threshold", "Score that counts as correct"),
          entry("threshold_parameter", "Parameter of that rule"),
          entry("preset", "Settings of margins as in"),
          entry("margin_floor", "Smallest margin"),
          entry("step_unit", "Steps are shares of"),
          entry("reuse_perturbation", "Start from the last perturbation of a slice"),
          entry("leave_when_broken", "Spare broken slices the rest of the attack"),
          entry("share_pass", "Judge the last image while training on it"),
          entry("epsilon_warmup", "Epochs until epsilon is reached"),
          entry("valid_range", "Perturbed pixels stay in the range of"),
          entry("trades_beta", "TRADES: beta"),
          entry("mart_lambda", "MART: lambda"),
          entry("ensembling_weight", "Temporal ensembling: weight"),
          entry("ensembling_momentum", "Temporal ensembling: momentum"),
          entry("free_replays", "Free training: steps on each batch"),
          entry("awp_gamma", "Weight perturbation, gamma (0: none)"),
          entry("start_model", "Model to start from (optional)"),
          // Attacks
          entry("norm", "Norm of the perturbation"),
          entry("epsilon", "Epsilon, size of the perturbation"),
          entry("epsilons", "Epsilons, sizes to measure at"),
          entry("steps", "Steps of the attack"),
          entry("step_size", "Step size, in epsilon / steps"),
          entry("restarts", "Restarts, of which the worst counts"),
          entry("objective", "Objective to maximise"),
          entry("tolerance", "Score or error that breaks a slice"),
          entry("source_model", "Second model (transfer, ensemble)"),
          entry("region", "or inside a region (label image file)"),
          entry("target", "Target, what the model shall see"),
          entry("target_class", "What is to change (name or label value)"),
          entry("target_other", "To swap with, or to become (name or label value)"),
          entry("target_pixels", "Shrink it by, pixels"),
          entry("target_distance", "Move it by, mm or pixels"),
          entry("target_direction", "Move it towards, degrees (90: up)"),
          entry("universal_perturbation", "Universal perturbation to apply (optional)"),
          entry("target_mask", "Mask to reach (label image file)"),
          entry("float_image", "Adversarial image in 32 bit, not rounded"),
          entry("picture", "Make a picture, side by side"),
          // Computation
          entry("device", "Compute on (auto, cpu, gpu or gpu:1 ...)"),
          entry("gpu_memory", "Limit of GPU memory, share or MiB (0: none)"),
          entry("precision", "Arithmetic of convolutions"),
          // Results
          entry("label_image", "Make a label image"),
          entry("table", "Make a table"),
          entry("tile", "Largest tile, pixels"));

  private static final Map<String, String> CHOICES =
      Map.ofEntries(
          entry("ima", "IMA"),
          entry("amat", "AMAT"),
          entry("paper", "paper (Ma et al. 2024)"),
          entry("l1", "L1 (sum)"),
          entry("l2", "L2 (Euclidean length)"),
          entry("linf", "Linf (largest change)"),
          entry("status", "show what is installed and found"),
          entry("install", "install an engine"),
          entry("files", "list the files to bring without network"),
          entry("stop", "stop the engine, which frees its memory"),
          entry("cpu", "CPU"),
          entry("gpu", "NVIDIA GPU"),
          entry("sgd", "SGD"),
          entry("adam", "Adam"),
          entry("z_score", "z-score (mean 0, deviation 1)"),
          entry("unit_range", "range 0 to 1"),
          entry("mixed", "mixed (bfloat16 and float32)"));

  private FieldLabels() {}

  static String of(OptionKey key) {
    return WORDS.getOrDefault(key.name(), words(key.name()));
  }

  /** What dialogs call one of the choices of an option. */
  static String choice(OptionKey key, String value) {
    String own = key.allowed() instanceof Allowed.Choice choice ? choice.label(value) : value;
    return CHOICES.getOrDefault(value, own);
  }

  private static String words(String key) {
    String words = key.replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
