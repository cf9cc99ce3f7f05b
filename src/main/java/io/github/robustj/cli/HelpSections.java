package io.github.robustj.cli;

import io.github.robustj.option.Allowed;
import io.github.robustj.option.OptionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The options of a verb by topic, in the order of the help.
 *
 * @param title of the topic
 * @param names of its options
 */
record HelpSections(String title, List<String> names) {

  private static final List<HelpSections> ALL =
      List.of(
          section("Files", "data", "model", "input", "label", "split", "test", "test_split", "out"),
          section("", "overwrite", "resume", "go_on"),
          section("What is learned, and how", "task", "method", "methods", "preset", "start_model"),
          section("Schedule", "epochs", "batch", "optimizer", "learning_rate", "momentum"),
          section("", "gradient_clip", "seed"),
          section("Network", "width", "depth", "deep_supervision"),
          section("Images", "patch", "resolution", "pixel_size", "tile", "normalization"),
          section("", "percentile_low", "percentile_high", "validation", "group", "unannotated"),
          section("", "y_origin"),
          section("Augmentation", "augment_flip", "mirror_pairs", "augment_any_way_up"),
          section("", "augment_rotate", "augment_scale", "augment_gamma", "augment_noise"),
          section("Attack", "attack", "attacks", "norm", "epsilon", "epsilons", "attack_epsilon"),
          section("", "attack_steps", "square_queries", "steps", "step_size", "restarts"),
          section("", "objective", "tolerance", "source_model", "universal_perturbation", "region"),
          section("", "epsilon_warmup", "valid_range", "adversarial_share"),
          section("Target", "target", "target_class", "target_other", "target_pixels"),
          section("", "target_distance", "target_direction", "target_mask"),
          section("Settings of single methods", "trades_beta", "mart_lambda", "ensembling_weight"),
          section("", "ensembling_momentum", "free_replays", "awp_gamma"),
          section("Margins", "clean_epochs", "margin_step", "margin_max", "margin_floor"),
          section(
              "", "step_unit", "refinement", "correct", "threshold_rule", "threshold_parameter"),
          section("", "reuse_perturbation", "leave_when_broken", "share_pass"),
          section("Results", "threshold", "class_thresholds", "max_detections", "measurements"),
          section("", "tolerances"),
          section("Engine", "kind", "from"),
          section("Computation", "device", "gpu_memory", "precision"));

  /** What the short help shows: all that most users need. */
  private static final Set<String> COMMON =
      Set.of(
          "data",
          "model",
          "input",
          "label",
          "split",
          "test",
          "test_split",
          "out",
          "overwrite",
          "resume",
          "task",
          "method",
          "methods",
          "epochs",
          "batch",
          "width",
          "resolution",
          "pixel_size",
          "validation",
          "group",
          "attack",
          "norm",
          "epsilon",
          "epsilons",
          "attack_epsilon",
          "attack_steps",
          "steps",
          "target",
          "target_class",
          "measurements",
          "tolerances",
          "device",
          "seed",
          "kind",
          "from");

  /** The thresholds of objects are what most users want to move; those of margins are not. */
  static boolean isCommon(OptionKey key) {
    return COMMON.contains(key.name()) || key.required() || isOfObjects(key);
  }

  private static boolean isOfObjects(OptionKey key) {
    return key.name().equals("class_thresholds") || key.name().equals("threshold") && !isRule(key);
  }

  /**
   * The topics that these options belong to; what belongs to none comes last under {@code Other
   * options}.
   */
  static List<Group> of(List<OptionKey> keys) {
    List<OptionKey> left = new ArrayList<>(keys);
    List<Group> groups = new ArrayList<>();
    for (HelpSections section : ALL) {
      List<OptionKey> own =
          section.names.stream()
              .flatMap(name -> left.stream().filter(key -> name(key).equals(name)).limit(1))
              .toList();
      left.removeAll(own);
      left.removeIf(key -> own.stream().anyMatch(o -> o.name().equals(key.name())));
      if (own.isEmpty()) continue;
      boolean goesOn = section.title.isEmpty() && !groups.isEmpty();
      if (goesOn) groups.get(groups.size() - 1).keys.addAll(own);
      else groups.add(new Group(section.title, new ArrayList<>(own)));
    }
    if (!left.isEmpty()) groups.add(new Group("Other options", left));
    return groups;
  }

  /** Keys that come twice count once. */
  static long count(List<OptionKey> keys) {
    return keys.stream().map(OptionKey::name).distinct().count();
  }

  /** The rule for margins has the name that in a prediction the score of objects has. */
  private static String name(OptionKey key) {
    return key.name().equals("threshold") && isRule(key) ? "threshold_rule" : key.name();
  }

  /** One of several rules, where the threshold of objects is a number. */
  private static boolean isRule(OptionKey key) {
    return key.allowed() instanceof Allowed.Choice;
  }

  private static HelpSections section(String title, String... names) {
    return new HelpSections(title, List.of(names));
  }

  /** A topic and its options. */
  record Group(String title, List<OptionKey> keys) {}
}
