package io.github.robustj.attack;

import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.error.RobustJException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalogue of attacks, from weak to strong. */
public final class Attacks {

  private static final Map<String, Entry> CATALOGUE = new LinkedHashMap<>();

  static {
    add(
        "noise",
        "Random noise, uniform and Gaussian in turn: the worst of a number of draws (black box)",
        (spec, keep) -> new NoiseAttack(spec.steps()));
    add(
        "fgsm",
        "Fast gradient sign method: one gradient step of the full radius",
        (spec, keep) -> GradientAttack.fgsm());
    add(
        "bim",
        "Basic iterative method (I-FGSM): gradient steps from the clean image",
        (spec, keep) -> new GradientAttack(spec.steps(), spec.relativeStep(), false, 1, keep));
    add(
        "pgd",
        "Projected gradient descent: gradient steps from a random start, with restarts",
        (spec, keep) ->
            new GradientAttack(spec.steps(), spec.relativeStep(), true, spec.restarts(), keep));
  }

  private Attacks() {}

  /** The names users type, from weak to strong. */
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

  /**
   * The attack for measuring a model and for making images. Where there are several steps, the
   * result is per sample the iterate with the highest objective, not the last: the measured
   * robustness is the lower for it, and one evaluation more is spent per run.
   */
  public static Attack of(AttackSpec spec) {
    return entry(spec.name()).maker.make(spec, Keep.BEST);
  }

  /** The same attack inside a training: it returns its last iterate, as in the papers. */
  public static Attack inTraining(AttackSpec spec) {
    return entry(spec.name()).maker.make(spec, Keep.LAST);
  }

  static void requireKnown(String name) {
    entry(name);
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
    CATALOGUE.put(name, new Entry(description, maker));
  }

  private interface Maker {
    Attack make(AttackSpec spec, Keep keep);
  }

  private record Entry(String description, Maker maker) {}
}
