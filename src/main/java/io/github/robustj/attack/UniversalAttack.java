package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.extension.Citation;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One perturbation for all images of the batch, see {@link UniversalPerturbation}. Where radii
 * differ, a sample gets its projection onto the sample's own ball.
 *
 * @param steps at least 1
 * @param relativeStep length of a step as a multiple of {@code radius / steps}
 * @param found hears of the perturbation {@code [1, y, x, channel]}
 */
public record UniversalAttack(int steps, double relativeStep, Consumer<Tensor> found)
    implements Attack {

  static final AttackType TYPE =
      new AttackType(
          "universal",
          "universal (one for all slices)",
          "One perturbation for all images together",
          Trait.STEPS,
          Trait.STEP_SIZE,
          Trait.ONE_FOR_ALL,
          Trait.TARGETS) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new UniversalAttack(spec.steps(), spec.relativeStep());
        }

        @Override
        public String inWords(AttackSpec spec) {
          return "the universal attack, " + spec.steps() + " steps";
        }

        @Override
        public List<Citation> citations() {
          return List.of(
              Citation.arxiv(
                  "Moosavi-Dezfooli SM, Fawzi A, Fawzi O, Frossard P",
                  "Universal adversarial perturbations",
                  2017,
                  "1610.08401"),
              Citation.arxiv(
                  "Shafahi A, Najibi M, Xu Z, et al.",
                  "Universal adversarial training",
                  2020,
                  "1811.11304"));
        }
      };

  /** Nobody asks for the perturbation itself. */
  public UniversalAttack(int steps, double relativeStep) {
    this(steps, relativeStep, perturbation -> {});
  }

  public UniversalAttack {
    new UniversalPerturbation(steps, relativeStep);
  }

  @Override
  public Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    UniversalPerturbation.Member all = new UniversalPerturbation.Member(objective, ball);
    Tensor perturbation = new UniversalPerturbation(steps, relativeStep).find(List.of(all));
    found.accept(perturbation);
    return UniversalPerturbation.apply(perturbation, ball);
  }
}
