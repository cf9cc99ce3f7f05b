package io.github.robustj.evaluation.check;

import io.github.robustj.attack.Attack;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Attacks;
import java.util.Locale;
import java.util.Optional;

/** Whether another attack is stronger than the evaluation's. */
final class StrengthChecks {

  static final CheckType ONE_STEP =
      new CheckType("one step not stronger", Level.USUAL, StrengthChecks::oneStep);
  static final CheckType NOISE =
      new CheckType("noise not stronger", Level.USUAL, StrengthChecks::noise);
  static final CheckType SQUARE =
      new CheckType("black box not stronger", Level.ALL, StrengthChecks::square);
  static final CheckType TRANSFER =
      new CheckType("transfer not stronger", Level.ALL, StrengthChecks::transfer);
  static final CheckType SMOOTHED =
      new CheckType("mean gradient not stronger", Level.ALL, StrengthChecks::smoothed);
  static final CheckType STEPS = new CheckType("enough steps", Level.ALL, StrengthChecks::steps);
  static final CheckType RESTARTS =
      new CheckType("enough restarts", Level.ALL, StrengthChecks::restarts);

  private static final String ELSEWHERE =
      "the second model's gradient leads elsewhere; choose attack=ensemble, which follows the"
          + " model's own, too";

  private static final int QUERIES = 300;
  private static final int FEW_STEPS = 10;
  private static final int STARTS = 5;

  private StrengthChecks() {}

  private static Answer oneStep(Examination examined) {
    if (examined.has(Trait.BLACK_BOX))
      return Answer.notChecked(
          "The attack %s does without gradients; attacks with them are usually far stronger.",
          examined.subject().spec().name());
    if (!examined.has(Trait.STEPS)) return Answer.notChecked("The attack makes one step itself.");
    return compared(
        examined,
        "one step along the gradient",
        Attacks.oneStep(),
        examined.has(Trait.ONLY_WITH_SECOND_MODEL)
            ? ELSEWHERE
            : "the gradient leads astray on the way; give other steps, or choose attack=ensemble");
  }

  private static Answer noise(Examination examined) {
    if (examined.has(Trait.BLACK_BOX) && !examined.has(Trait.QUERIES))
      return Answer.notChecked("The attack is noise itself.");
    return compared(
        examined,
        "random noise",
        Attacks.noise(examined.level() == Level.ALL ? 20 : 4),
        "the attack is fooled or has not begun; choose attack=ensemble or square");
  }

  private static Answer square(Examination examined) {
    if (examined.has(Trait.QUERIES))
      return Answer.notChecked("The attack is a search without gradients itself.");
    return compared(
        examined,
        "Square, which asks for no gradients,",
        Attacks.withoutGradients(QUERIES),
        "the gradient hides the way, or does not lead where the score falls; choose attack=square"
            + " with steps=1000 or more, or attack=ensemble with more steps, and believe the lowest");
  }

  private static Answer transfer(Examination examined) {
    if (examined.has(Trait.ONLY_WITH_SECOND_MODEL))
      return Answer.notChecked("The attack is one on a second model itself.");
    boolean second =
        examined.probe().parts().stream()
            .anyMatch(part -> examined.objective(part).source().isPresent());
    if (!second)
      return Answer.notChecked(
          "There is no second model; give source_model, with attack=ensemble or transfer.");
    return compared(
        examined,
        "an attack on the second model",
        Attacks.fromSecondModel(Math.max(examined.subject().spec().steps(), FEW_STEPS)),
        "the model's own gradient hides the way; choose attack=transfer or ensemble");
  }

  private static Answer smoothed(Examination examined) {
    Optional<Answer> reason = Reasons.againstGradients(examined);
    if (reason.isPresent()) return reason.get();
    return again(
        examined,
        "the attack along mean gradients of places nearby",
        MeanGradient.of(examined.subject().attack(), examined.random("mean gradient")),
        "the gradient is shattered or random; attack the mean over many passes, or choose"
            + " attack=square");
  }

  private static Answer steps(Examination examined) {
    AttackSpec spec = examined.subject().spec();
    if (!examined.has(Trait.STEPS))
      return compared(
          examined,
          "PGD with %d steps".formatted(FEW_STEPS),
          Attacks.of(new AttackSpec(Attacks.STANDARD.name(), spec.norm(), FEW_STEPS, 2.5, 1)),
          "one step is not enough; choose attack=pgd or ensemble");
    return again(
        examined,
        "the attack with %d instead of %d steps".formatted(2 * spec.steps(), spec.steps()),
        Attacks.of(spec.withSteps(2 * spec.steps())),
        "it has not come to its end; give more steps");
  }

  private static Answer restarts(Examination examined) {
    AttackSpec spec = examined.subject().spec();
    if (examined.has(Trait.RESTARTS))
      return again(
          examined,
          "the attack with %d restarts".formatted(STARTS * spec.restarts()),
          Attacks.of(spec.withRestarts(STARTS * spec.restarts())),
          "where it begins decides what it finds; give more restarts");
    if (examined.has(Trait.BLACK_BOX))
      return Answer.notChecked("The attack begins anew with every query; give it more.");
    return compared(
        examined,
        "Auto-PGD from %d places".formatted(STARTS),
        Attacks.fromPlaces(Math.max(spec.steps(), FEW_STEPS), STARTS),
        examined.has(Trait.ONLY_WITH_SECOND_MODEL)
            ? ELSEWHERE
            : "where an attack begins decides what it finds; choose attack=apgd with restarts");
  }

  /**
   * @param what the other attack is
   * @param meaning if it is stronger, and what to do
   */
  private static Answer compared(Examination examined, String what, Attack other, String meaning) {
    return Reasons.againstAnyChange(examined)
        .orElseGet(() -> again(examined, what, other, meaning));
  }

  /** With an attack that makes the same kind of change. */
  private static Answer again(Examination examined, String what, Attack other, String meaning) {
    Optional<Answer> reason = Reasons.againstOthers(examined);
    if (reason.isPresent()) return reason.get();
    Strength found = examined.strength((part, ball) -> examined.run(other, part, what));
    String theirs = examined.inWords(found.mean());
    String own = examined.inWords(examined.configured().mean());
    String begin = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
    if (examined.gain(found) <= examined.limit())
      return Answer.pass(
          "%s leaves %s, the attack %s%s.",
          begin,
          theirs,
          own,
          examined.isStrongerByChance(found)
              ? "; over so few slices (%d) that may be chance".formatted(examined.probe().slices())
              : "");
    return Answer.flag("%s leaves %s where the attack leaves %s: %s.", begin, theirs, own, meaning);
  }
}
