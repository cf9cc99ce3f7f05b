package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.extension.Citation;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Several attacks, of which the image that harms most is kept per sample: APGD on every variant of
 * the objective, each in balls that shrink to the one asked for (SEA, Croce et al. 2023,
 * arXiv:2306.12941); on the last of them once more, from the strongest image so far; then Square,
 * and a transfer attack where the objective has a second model. Beyond SEA, these three, other
 * objectives, and that steps in L1 move fewer entries than published.
 *
 * @param steps of each member, at least 3
 */
public record EnsembleAttack(int steps) implements Attack {

  private static final double[] RADII = {2, 1.5, 1};
  private static final double SHARE_OF_WIDER = .3;

  static final AttackType TYPE =
      new AttackType(
          "ensemble",
          "ensemble (the worst of several)",
          "Auto-PGD on several objectives in shrinking balls, Square and transfer: the worst of all",
          Trait.STEPS,
          Trait.SECOND_MODEL,
          Trait.BY_SCORE,
          Trait.TARGETS,
          Trait.COMPARED) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new EnsembleAttack(spec.steps());
        }

        @Override
        public int leastSteps() {
          return RADII.length;
        }

        @Override
        public int calls(AttackSpec spec, ObjectiveCalls objective) {
          // Each ball of a climb begins with a look; of Square there are three beside its steps.
          List<Integer> climbs = objective.variants();
          int all = climbs.stream().mapToInt(c -> c).sum();
          int last = climbs.size() > 1 ? climbs.get(climbs.size() - 1) : 0;
          int own =
              all * (spec.steps() + RADII.length) + last * (spec.steps() + 1) + spec.steps() + 3;
          return own + (objective.second() ? objective.gradient() * (spec.steps() + 1) + 1 : 0);
        }

        @Override
        public String inWords(AttackSpec spec) {
          return "the ensemble attack, " + spec.steps() + " steps";
        }

        @Override
        public List<Citation> citations() {
          return List.of(
              Citation.arxiv(
                  "Croce F, Singh ND, Hein M",
                  "Towards reliable evaluation and fast training of robust semantic segmentation models",
                  2023,
                  "2306.12941"),
              AutoPgd.AUTOMATIC,
              SquareAttack.WORK);
        }
      };

  public EnsembleAttack {
    if (steps < 3) throw new IllegalArgumentException(steps + " steps for three balls");
  }

  @Override
  public Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    Strongest strongest = Strongest.above(objective, ball.center());
    RandomSteps flat = new RandomSteps(ball, random);
    List<Objective.Differentiable> variants = objective.variants();
    for (Objective.Differentiable variant : variants) shrinking(variant, flat, strongest);
    if (variants.size() > 1)
      new AutoPgd(steps, 1, true)
          .ascend(variants.get(variants.size() - 1), flat, strongest.images().copy(), strongest);
    offer(new SquareAttack(steps).run((Objective) objective, ball, random), objective, strongest);
    objective
        .source()
        .map(second -> new AutoPgd(steps, 1).run(second, ball, random))
        .ifPresent(images -> offer(images, objective, strongest));
    return strongest.images();
  }

  private void shrinking(
      Objective.Differentiable objective, RandomSteps flat, Strongest strongest) {
    PerturbationBall ball = flat.ball();
    Tensor images = ball.center().copy();
    int wider = Math.max((int) (SHARE_OF_WIDER * steps), 1);
    for (double factor : RADII) {
      PerturbationBall stage = ball.withRadius(ball.scaledRadius(factor));
      stage.project(images);
      boolean last = factor == 1;
      // What a wider ball holds is a place to start from, never a result.
      Strongest results = last ? strongest : new Strongest(images);
      AutoPgd attack = new AutoPgd(last ? steps - 2 * wider : wider, 1, true);
      images = attack.ascend(objective, new RandomSteps(stage, flat.random()), images, results);
    }
  }

  private static void offer(
      Tensor images, Objective.Differentiable objective, Strongest strongest) {
    strongest.offer(images, objective.harm(images));
  }
}
