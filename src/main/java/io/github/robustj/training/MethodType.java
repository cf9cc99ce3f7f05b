package io.github.robustj.training;

import io.github.robustj.extension.Entry;
import io.github.robustj.option.Key;
import io.github.robustj.option.Keys;
import io.github.robustj.option.Options;
import io.github.robustj.option.Section;
import io.github.robustj.task.Task;
import io.github.robustj.task.TaskType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A training method: what users see of it, which options it takes, its tasks, what it costs, and
 * how one is made. An entry of {@link Methods}. Users add their own as a public class without
 * parameters in a jar; only {@link #create} must be written. Options of its own are constants that
 * {@link Keys} makes, which {@link #keys} lists and {@code create} reads: {@code
 * options.get(REACH)}.
 */
public abstract class MethodType extends Entry {

  /** What a method takes, and what sets it apart from others. */
  public enum Trait {
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
  protected static final double ATTACK_STEP = .7;

  /** The same of a prediction. */
  public static final double PREDICTION = .35;

  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

  /**
   * @param name that users type, in lower_snake case
   * @param label in a dialog's list of choices
   */
  protected MethodType(String name, String label, Trait... traits) {
    super(name, label);
    this.traits.addAll(List.of(traits));
  }

  public final boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** The tasks it makes sense for, by what its formulas are about. */
  public List<String> tasks() {
    return TaskType.names();
  }

  /**
   * Options that only it has, in the order of the help. With users it stands that they have an
   * effect only with this method, and dialogs, macros, scripts and command line know them.
   *
   * @return keys of {@link Section#SINGLE_METHODS}; those of users begin with the method's name and
   *     an underscore
   */
  public List<Key<?>> keys() {
    return List.of();
  }

  /** Weight of the adversarial images in the loss where the user gives none. */
  public double usualShare() {
    return 1;
  }

  /**
   * What an epoch costs, in training steps per batch.
   *
   * @param epoch counted from 0
   */
  public double work(Options options, int epoch) {
    return attack(options) + 1;
  }

  /** What the attack on a batch costs, in training steps. */
  protected static double attack(Options options) {
    return ATTACK_STEP * options.get(MethodTable.STEPS);
  }

  /**
   * A method with these options, for one training.
   *
   * @param options of {@link TrainingTable}, and its own
   * @param epochs of the training
   */
  public abstract TrainingMethod create(Options options, int epochs, Task<?> task);
}
