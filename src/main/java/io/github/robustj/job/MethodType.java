package io.github.robustj.job;

import io.github.robustj.extension.Entry;
import io.github.robustj.task.Task;
import io.github.robustj.training.TrainingMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A training method: what users see of it, which options it takes, its tasks, what it costs, and
 * how one is made. An entry of {@link Methods}.
 */
abstract class MethodType extends Entry {

  /** What a method takes, and what sets it apart from others. */
  enum Trait {
    /** Learns from attacked images: {@code valid_range} has effect. */
    ATTACKS,
    /** One radius for all slices: {@code epsilon_warmup} has effect. */
    FIXED_RADIUS,
    /** {@code adversarial_share} has effect. */
    SHARE,
    /** A margin for every slice: the options of margins have effect. */
    MARGINS,
    /** Remembers maps of the slices, which mirrored landmarks would mix up. */
    KEEPS_MAPS
  }

  /**
   * A step of an attack, in training steps: the gradient of the images costs less than that of the
   * weights and their update.
   */
  static final double ATTACK_STEP = .7;

  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

  /**
   * @param name that users type, in lower_snake case
   * @param label in a dialog's list of choices
   */
  MethodType(String name, String label, Trait... traits) {
    super(name, label);
    this.traits.addAll(List.of(traits));
  }

  final boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** The tasks it makes sense for, by what its formulas are about. */
  List<String> tasks() {
    return List.of("segmentation", "landmark", "detection");
  }

  /** Weight of the adversarial images in the loss where the user gives none. */
  double usualShare() {
    return 1;
  }

  /**
   * What an epoch costs, in training steps per batch.
   *
   * @param epoch counted from 0
   */
  double work(MethodOptions options, int epoch) {
    return attack(options) + 1;
  }

  /** What the attack on a batch costs, in training steps. */
  static double attack(MethodOptions options) {
    return ATTACK_STEP * options.attack().steps();
  }

  abstract TrainingMethod create(TrainOptions options, Task<?> task);
}
