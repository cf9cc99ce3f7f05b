package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.GradientAttack.Keep;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.TinyNet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which iterates are visited, which is kept, and what that costs. */
class GradientAttackTest {

  private final TinyNet net = new TinyNet();
  private final Objective.Differentiable objective = Goal.TRAINING_LOSS.on(net, Fixtures.labels());
  private final PerturbationBall ball =
      PerturbationBall.of(Norm.L2, Fixtures.images(), .5, Collections.nCopies(2, Bounds.none()));

  @Test
  void visitsTheStartAndEveryIterateButTheLast() {
    List<Integer> times = new ArrayList<>();
    List<Tensor> visited = new ArrayList<>();
    Tensor images = ball.center().copy();
    new GradientAttack(5, 4, false, 1, Keep.LAST)
        .climb(
            objective,
            ball,
            images,
            (t, x, at) -> {
              times.add(t);
              visited.add(x.copy());
              assertArrayEquals(objective.loss(x), at.loss());
            });
    assertEquals(List.of(0, 1, 2, 3, 4), times);
    assertArrayEquals(ball.center().data(), visited.get(0).data());
    assertFalse(Arrays.equals(images.data(), visited.get(4).data()));
    // The first step has the length 4 * .5 / 5 = .4 and stays inside.
    assertEquals(.4, ball.distance(visited.get(1), 0), 1e-6);
  }

  /** Where a run ends it makes no step, and the clean images before it are only looked at. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void onlyStepsTakeGradients(int restarts) {
    AtomicInteger gradients = new AtomicInteger();
    AtomicInteger looks = new AtomicInteger();
    Objective.Differentiable counted =
        new ForwardingObjective() {
          @Override
          public Objective.Differentiable objective() {
            return objective;
          }

          @Override
          public LossAndGradient lossAndGradient(Tensor images) {
            gradients.incrementAndGet();
            return objective.lossAndGradient(images);
          }

          @Override
          public float[] harm(Tensor images) {
            looks.incrementAndGet();
            return objective.harm(images);
          }

          @Override
          public Objective.Differentiable at(double progress) {
            return this;
          }
        };
    new GradientAttack(5, 4, true, restarts, Keep.BEST).run(counted, ball, new Random(1));
    assertEquals(5 * restarts, gradients.get());
    assertEquals(1 + restarts, looks.get());
  }

  @Test
  void theLastIterateCostsOneEvaluationPerStepAndTheBestTwoMore() {
    new GradientAttack(5, 4, true, 1, Keep.LAST).run(objective, ball, new Random(1));
    assertEquals(5, net.gradientCalls());
    new GradientAttack(5, 4, true, 1, Keep.BEST).run(objective, ball, new Random(1));
    // The last iterate, and the clean images, at which a random start does not begin.
    assertEquals(5 + 7, net.gradientCalls());
  }

  /**
   * On the objective {@code -x^2} from x = .3, steps of .5 go to -.2, .3, -.2: the last is not the
   * best.
   */
  @Test
  void keepsTheBestIterateIfAsked() {
    PerturbationBall line =
        PerturbationBall.of(
            Norm.LINF, new Tensor(new float[] {.3f}, 1, 1, 1, 1), 1, List.of(Bounds.none()));
    Tensor last = new GradientAttack(2, 1, false, 1, Keep.LAST).run(hill(), line, new Random(1));
    Tensor best = new GradientAttack(2, 1, false, 1, Keep.BEST).run(hill(), line, new Random(1));
    assertEquals(.3f, last.data()[0], 1e-6);
    assertEquals(-.2f, best.data()[0], 1e-6);
  }

  @Test
  void restartsKeepTheStrongestPerSample() {
    Random random = new Random(1);
    GradientAttack once = new GradientAttack(2, 1, true, 1, Keep.LAST);
    float[] strongest = {0, 0};
    for (int run = 0; run < 4; run++) {
      float[] loss = objective.loss(once.run(objective, ball, random));
      for (int i = 0; i < 2; i++) strongest[i] = Math.max(strongest[i], loss[i]);
    }
    GradientAttack four = new GradientAttack(2, 1, true, 4, Keep.LAST);
    assertArrayEquals(strongest, objective.loss(four.run(objective, ball, new Random(1))));
  }

  @Test
  void moreStepsAreStrongerThanOne() {
    float[] one =
        objective.loss(GradientAttack.fgsm(Keep.BEST).run(objective, ball, new Random(1)));
    float[] many =
        objective.loss(
            new GradientAttack(20, 4, true, 1, Keep.BEST).run(objective, ball, new Random(1)));
    for (int i = 0; i < 2; i++) assertTrue(many[i] > one[i], "sample " + i);
  }

  @Test
  void noiseAsksForValuesOnlyOncePerDrawAndForTheCleanImages() {
    int[] calls = {0};
    Objective black =
        x -> {
          calls[0]++;
          return new float[x.samples()];
        };
    new NoiseAttack(3).run(black, ball, new Random(1));
    assertEquals(4, calls[0]);
  }

  private static Objective.Differentiable hill() {
    return x -> {
      float v = x.data()[0];
      Tensor gradient = new Tensor(new float[] {-2 * v}, 1, 1, 1, 1);
      return new LossAndGradient(new float[] {-v * v}, gradient, x);
    };
  }
}
