package io.github.robustj.job;

import io.github.robustj.attack.AttackSpec;
import java.util.Locale;
import java.util.Map;

/**
 * How a network learns.
 *
 * @param name {@code standard}, {@code adversarial} or {@code adaptive_margin}
 * @param attack the PGD inside training, and the one behind the robust score watched in any
 *     training
 * @param epsilon radius for {@code adversarial} and for the robust score, in normalised intensities
 * @param adversarialShare weight of the adversarial images in the loss, 0 to 1; the clean ones have
 *     the rest; 0 for {@code standard}
 * @param margin for {@code adaptive_margin}
 */
public record MethodOptions(
    String name, AttackSpec attack, double epsilon, double adversarialShare, MarginOptions margin) {

  public static final String STANDARD = "standard";
  public static final String ADVERSARIAL = "adversarial";
  public static final String ADAPTIVE_MARGIN = "adaptive_margin";

  static MethodOptions from(Options options) {
    AttackSpec attack =
        new AttackSpec(
            "pgd",
            AttackOptions.norm(options),
            options.integer("steps"),
            options.number("step_size"),
            1);
    String name = options.text("method");
    return new MethodOptions(
        name,
        attack,
        options.number("epsilon"),
        share(name, options.number("adversarial_share")),
        MarginOptions.from(options));
  }

  private static double share(String method, double given) {
    if (method.equals(STANDARD)) return 0;
    if (given >= 0) return given;
    return method.equals(ADAPTIVE_MARGIN) ? .5 : 1;
  }

  void describe(Map<String, Object> into) {
    into.put("method", name);
    into.put("norm", attack.norm().name().toLowerCase(Locale.ROOT));
    into.put("steps", attack.steps());
    into.put("step_size", attack.relativeStep());
    into.put("epsilon", epsilon);
    into.put("adversarial_share", adversarialShare);
    margin.describe(into);
  }
}
