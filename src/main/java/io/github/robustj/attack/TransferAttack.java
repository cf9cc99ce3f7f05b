package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.error.RobustJException;
import io.github.robustj.extension.Citation;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Attacks a second model, of which gradients are known, and hopes that the images harm the first
 * one too (Papernot et al. 2016, arXiv:1605.07277). The model under attack is asked once, at the
 * end: a sample that the images do not harm stays clean.
 *
 * @param attack on the second model
 */
public record TransferAttack(Attack attack) implements Attack {

  static final AttackType TYPE =
      new AttackType(
          "transfer",
          "transfer (from a second model)",
          "Auto-PGD on a second model, whose images are then shown to the first",
          Trait.STEPS,
          Trait.SECOND_MODEL,
          Trait.ONLY_WITH_SECOND_MODEL,
          Trait.TARGETS) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new TransferAttack(new AutoPgd(spec.steps(), 1));
        }

        @Override
        public int calls(AttackSpec spec, ObjectiveCalls objective) {
          return super.calls(spec, objective) + 2;
        }

        @Override
        public String inWords(AttackSpec spec) {
          return "the transfer attack, " + spec.steps() + " steps";
        }

        @Override
        public List<Citation> citations() {
          return List.of(
              Citation.arxiv(
                  "Papernot N, McDaniel P, Goodfellow I",
                  "Transferability in machine learning: from phenomena to black-box attacks using adversarial samples",
                  2016,
                  "1605.07277"),
              AutoPgd.AUTOMATIC);
        }
      };

  /**
   * @throws RobustJException if the objective has no second model
   */
  @Override
  public Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    Objective.Differentiable second =
        objective
            .source()
            .orElseThrow(
                () ->
                    new RobustJException(
                        "The attack transfer takes its gradients from a second model; give its"
                            + " folder as source_model."));
    if (ball.isPoint()) return ball.center().copy();
    Tensor images = attack.run(second, ball, random);
    Strongest strongest = Strongest.above(objective, ball.center());
    strongest.offer(images, objective.harm(images));
    return strongest.images();
  }

  /**
   * An objective on the model under attack together with the same objective on a second model.
   *
   * @param objective of the model under attack
   * @param second of the model that the attacker has
   */
  public record TransferObjective(
      Objective.Differentiable objective, Objective.Differentiable second)
      implements ForwardingObjective {

    @Override
    public Optional<Objective.Differentiable> source() {
      return Optional.of(second);
    }
  }
}
