package io.github.robustj.attack;

import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The worst bias field, gamma or deformation of a number of draws, for models without gradients.
 * The kinds take turns; every other draw of a kind is near the worst parameters that it has found.
 *
 * @param draws at least 1; one evaluation more is spent
 */
record PhysicalSearch(int draws) implements BlackBoxAttack {

  static final AttackType TYPE =
      new AttackType(
          "physical_search",
          "physical changes (the worst of some)",
          "Bias fields, gammas and deformations in turn: the worst of a number of draws (black box)",
          Trait.STEPS,
          Trait.BLACK_BOX,
          Trait.QUERIES,
          Trait.TARGETS,
          Trait.PHYSICAL) {
        @Override
        public Attack create(AttackSpec spec, Keep keep) {
          return new PhysicalSearch(spec.steps());
        }

        @Override
        public String inWords(AttackSpec spec) {
          return "physical changes, worst of " + spec.steps();
        }
      };

  private static final List<PhysicalChange> KINDS =
      List.of(new BiasFieldChange(), new GammaChange(), new DeformationChange());

  /** Standard deviation of a draw near another, in units of the parameters' bounds. */
  private static final double NEAR = .25;

  @Override
  public Tensor run(Objective objective, PerturbationBall ball, RandomGenerator random) {
    if (ball.isPoint()) return ball.center().copy();
    Strongest strongest = Strongest.above(objective, ball.center());
    List<Kind> kinds = KINDS.stream().map(change -> new Kind(change, ball)).toList();
    // Of its own for each sample, so that it does not depend on its company.
    List<SplittableRandom> own = new ArrayList<>();
    for (int i = 0; i < ball.radius().length; i++) own.add(new SplittableRandom(random.nextLong()));
    Tensor images = ball.center().copy();
    for (int draw = 0; draw < draws; draw++) {
      Kind kind = kinds.get(draw % kinds.size());
      float[] harm = kind.look(objective, images, draw / kinds.size() % 2 == 1, own);
      strongest.offer(images, harm);
    }
    return strongest.images();
  }

  /** What was found with one kind of change, per sample. */
  private static final class Kind {

    private final PhysicalChange change;
    private final PhysicalImages made;
    private final double[][] best;
    private final float[] harm;

    Kind(PhysicalChange change, PerturbationBall ball) {
      this.change = change;
      made = new PhysicalImages(change, ball);
      best = new double[ball.radius().length][change.parameters()];
      harm = new float[best.length];
      Arrays.fill(harm, Float.NEGATIVE_INFINITY);
    }

    float[] look(Objective objective, Tensor images, boolean near, List<SplittableRandom> random) {
      double[][] drawn = new double[best.length][change.parameters()];
      for (int i = 0; i < drawn.length; i++) {
        if (near) nearby(drawn[i], best[i], random.get(i));
        else PhysicalAttack.draw(drawn[i], random.get(i));
        made.write(images, i, drawn[i]);
      }
      float[] found = objective.harm(images);
      for (int i = 0; i < drawn.length; i++)
        if (found[i] > harm[i]) {
          harm[i] = found[i];
          best[i] = drawn[i];
        }
      return found;
    }

    private static void nearby(double[] drawn, double[] best, RandomGenerator random) {
      for (int p = 0; p < drawn.length; p++) drawn[p] = best[p] + NEAR * random.nextGaussian();
    }
  }
}
