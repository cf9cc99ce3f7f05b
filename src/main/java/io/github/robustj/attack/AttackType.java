package io.github.robustj.attack;

import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.extension.Citation;
import io.github.robustj.extension.Entry;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A kind of attack: what users see of it, which settings it takes, by what it is judged, and how
 * one is made. An entry of {@link Attacks}. Users add their own as a public class without
 * parameters in a jar; only {@link #create} must be written, and the images that such an attack
 * gives are clipped to the ball.
 */
public abstract class AttackType extends Entry {

  /** What an attack takes, and what sets it apart from others. */
  public enum Trait {
    /** The option {@code steps} has effect; without it the attack is one step of full radius. */
    STEPS,
    /** {@code step_size} has effect; without it the attack chooses the lengths of its steps. */
    STEP_SIZE,
    /** Independent runs gain, {@code restarts} has effect. */
    RESTARTS,
    /** {@code tolerance} has effect: it looks for the smallest perturbation that goes beyond it. */
    TOLERANCE,
    /** Uses a second model, {@code source_model}, where there is one. */
    SECOND_MODEL,
    /** Cannot do without a second model. */
    ONLY_WITH_SECOND_MODEL,
    /** Finds one perturbation for all images together. */
    ONE_FOR_ALL,
    /** Asks for outputs, never for gradients. */
    BLACK_BOX,
    /** Its steps are queries of a search without gradients, which takes many more. */
    QUERIES,
    /** Compares images by their score, whatever the objective, where a task can. */
    BY_SCORE,
    /** Can be led to a target instead of away from the truth. */
    TARGETS,
    /**
     * Changes images only as scanners do, within bounds of its own beside the ball: from some
     * epsilon on a larger one allows nothing more, and a huge one need not break a model.
     */
    PHYSICAL,
    /** Comparisons of training methods measure under it. */
    COMPARED
  }

  private final String description;
  private final Set<Trait> traits;

  /**
   * @param name that users type, in lower_snake case
   * @param label in a dialog's list of choices
   * @param description what it does, in one line
   */
  protected AttackType(String name, String label, String description, Trait... traits) {
    super(name, label);
    if (description == null) throw new IllegalArgumentException(name + " has no description");
    this.description = description;
    this.traits = EnumSet.noneOf(Trait.class);
    this.traits.addAll(List.of(traits));
  }

  /** What it does, in one line. */
  public final String description() {
    return description;
  }

  public final boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** The norms that it is defined for, all unless it says otherwise. */
  public Set<Norm> norms() {
    return EnumSet.allOf(Norm.class);
  }

  /** The smallest number of steps that makes sense. */
  public int leastSteps() {
    return 1;
  }

  /**
   * How many calls of the network it makes on a batch, for the time that is left; at least 1.
   * Attacks that stop early make fewer. A call with a gradient counts as one without.
   *
   * @param objective what a gradient of the objective takes
   */
  public int calls(AttackSpec spec, ObjectiveCalls objective) {
    int each = has(Trait.BLACK_BOX) ? 1 : objective.gradient();
    return spec.restarts() * (spec.steps() + 1) * each;
  }

  /** The works that describe it, for the methods section of a paper. */
  public List<Citation> citations() {
    return List.of();
  }

  /** What was run, in a phrase that follows "under": {@code PGD, 20 steps}. */
  public String inWords(AttackSpec spec) {
    return name().toUpperCase(Locale.ROOT) + ", " + spec.steps() + " steps";
  }

  /**
   * An attack with these settings.
   *
   * @param keep which iterate is the result; an attack that knows but one way leaves it aside
   */
  public abstract Attack create(AttackSpec spec, Keep keep);
}
