package io.github.robustj.attack;

import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.error.RobustJException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The catalogue of attacks: first the general ones from weak to strong, then the special ones. */
public final class Attacks {

  private static final Set<Norm> ALL = EnumSet.allOf(Norm.class);
  private static final double HALF = .5;
  private static final Map<String, Entry> CATALOGUE = new LinkedHashMap<>();

  static {
    add(
        "noise",
        "Random noise, uniform and Gaussian in turn: the worst of a number of draws (black box)",
        (spec, keep) -> new NoiseAttack(spec.steps()));
    add(
        "fgsm",
        "Fast gradient sign method: one gradient step of the full radius",
        (spec, keep) -> GradientAttack.fgsm(keep));
    add(
        "bim",
        "Basic iterative method (I-FGSM): gradient steps from the clean image",
        (spec, keep) -> new GradientAttack(spec.steps(), spec.relativeStep(), false, 1, keep));
    add(
        "mim",
        "Momentum iterative method: steps along the sum of the gradients so far",
        (spec, keep) -> new GradientAttack(spec.steps(), spec.relativeStep(), false, 1, keep, 1));
    add(
        "pgd",
        "Projected gradient descent: gradient steps from a random start, with restarts",
        (spec, keep) ->
            new GradientAttack(spec.steps(), spec.relativeStep(), true, spec.restarts(), keep));
    add(
        "apgd",
        "Auto-PGD: gradient steps whose length follows the progress, with restarts",
        (spec, keep) -> new AutoPgd(spec.steps(), spec.restarts()));
    add(
        "apgd_sparse",
        "Auto-PGD whose steps in L1 move fewer pixels than published; else the same as apgd",
        (spec, keep) -> new AutoPgd(spec.steps(), spec.restarts(), true));
    add(
        "ensemble",
        "Auto-PGD on several objectives in shrinking balls, Square and transfer: the worst of all",
        (spec, keep) -> new EnsembleAttack(spec.steps()));
    add(
        "square",
        "Square attack: a random search that needs no gradients (black box)",
        (spec, keep) -> new SquareAttack(spec.steps()));
    add(
        "transfer",
        "Auto-PGD on a second model, whose images are then shown to the first",
        (spec, keep) -> new TransferAttack(new AutoPgd(spec.steps(), 1)));
    add(
        "fmn",
        "Fast minimum norm: the smallest perturbation that takes the score beyond the tolerance",
        (spec, keep) ->
            new FastMinimumNorm(spec.steps(), spec.tolerance() < 0 ? HALF : spec.tolerance()));
    add(
        "universal",
        "One perturbation for all images together",
        (spec, keep) -> new UniversalAttack(spec.steps(), spec.relativeStep()));
  }

  private Attacks() {}

  /** The names users type. */
  public static List<String> names() {
    return List.copyOf(CATALOGUE.keySet());
  }

  /**
   * What an attack does, in one line.
   *
   * @throws RobustJException if there is no attack of that name
   */
  public static String description(String name) {
    return entry(name).description;
  }

  /** The norms that an attack is defined for. */
  public static Set<Norm> norms(String name) {
    return Set.copyOf(entry(name).norms);
  }

  /**
   * The attack for measuring a model and for making images. The result is per sample the iterate
   * that harms most, the clean image included, not the last: the measured robustness is the lower
   * for it, and an evaluation or two more are spent. A universal perturbation is judged over all
   * images together, fmn by the size of what breaks a sample.
   */
  public static Attack of(AttackSpec spec) {
    return entry(spec.name()).maker.make(spec, Keep.BEST);
  }

  /**
   * The same attack inside a training: fgsm, bim, mim and pgd return their last iterate, as in
   * papers.
   */
  public static Attack inTraining(AttackSpec spec) {
    return entry(spec.name()).maker.make(spec, Keep.LAST);
  }

  /** Whether an attack gains by independent runs. */
  static boolean restarts(String name) {
    return Set.of("pgd", "apgd", "apgd_sparse").contains(name);
  }

  static void requireKnown(String name) {
    entry(name);
  }

  static void requireDefined(String name, Norm norm) {
    if (!entry(name).norms.contains(norm))
      throw new RobustJException(
          "The option 'norm' must be one of %s for the attack %s, but is %s."
              .formatted(entry(name).norms, name, norm));
  }

  private static Entry entry(String name) {
    Entry entry = CATALOGUE.get(name);
    if (entry == null)
      throw new RobustJException(
          "The option 'attack' must be one of "
              + String.join(", ", CATALOGUE.keySet())
              + ", but is '"
              + name
              + "'.");
    return entry;
  }

  private static void add(String name, String description, Maker maker) {
    CATALOGUE.put(name, new Entry(description, ALL, maker));
  }

  private interface Maker {
    Attack make(AttackSpec spec, Keep keep);
  }

  private record Entry(String description, Set<Norm> norms, Maker maker) {}
}
