package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.error.RobustJException;
import java.util.Locale;
import java.util.Map;

/** Attacks from named options: {@code attack, norm, steps, step_size, restarts}. */
public final class AttackOptions {

  private AttackOptions() {}

  /**
   * @param given of {@link OptionTable#ATTACK}; keys left out have their defaults
   * @throws RobustJException naming the key that is unknown, wrong or without effect
   */
  public static AttackSpec of(Map<String, ?> given) {
    return from(Options.of(given, OptionTable.ATTACK));
  }

  /**
   * @param options whose table contains {@link OptionTable#ATTACK}
   */
  public static AttackSpec from(Options options) {
    String name = options.text("attack");
    Norm norm = norm(options);
    if (name.equals("fgsm")) return new AttackSpec(name, norm, 1, 1, 1);
    return new AttackSpec(
        name,
        norm,
        options.integer("steps"),
        options.number("step_size"),
        options.integer("restarts"));
  }

  static Norm norm(Options options) {
    return Norm.valueOf(options.text("norm").toUpperCase(Locale.ROOT));
  }
}
