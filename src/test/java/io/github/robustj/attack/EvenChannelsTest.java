package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Balls in which the second of two channels counts four times the first. */
class EvenChannelsTest {

  /** Rounding of a few float operations on values near 1. */
  private static final double FLOAT = 1e-5;

  private static final float[] WEIGHTS = {1, 4};

  /** Two pixels of two channels. */
  private static final Tensor CLEAN = new Tensor(new float[] {.5f, -.2f, .1f, .3f}, 1, 1, 2, 2);

  private static final float[] SLOPES = {3, 4, -1, 2};

  /** The mean of a linear function: its optimum in a ball is known. */
  private static final Objective.Differentiable LINEAR =
      images -> {
        float loss = 0;
        for (int k = 0; k < 4; k++) loss += SLOPES[k] * images.data()[k];
        return new LossAndGradient(
            new float[] {loss}, new Tensor(SLOPES.clone(), 1, 1, 2, 2), images);
      };

  @Test
  void oneStepReachesTheOptimumInLinf() {
    float[] found = fgsm(Norm.LINF, 1, Bounds.none());
    // Each value by the radius over its weight, along the slope.
    assertArrayEquals(new float[] {1.5f, .05f, -.9f, .55f}, found, (float) FLOAT);
  }

  /** By Lagrange: the change of channel c is proportional to slope / weight squared. */
  @Test
  void oneStepReachesTheOptimumInL2() {
    float[] found = fgsm(Norm.L2, 1, Bounds.none());
    double length = Math.sqrt(9 + 1 + 1 + .25);
    double[] best = {3 / length, 4 / 16. / length, -1 / length, 2 / 16. / length};
    for (int k = 0; k < 4; k++) assertEquals(CLEAN.data()[k] + best[k], found[k], FLOAT);
  }

  @Test
  void staysInTheRangeOfEachChannel() {
    Bounds bounds = new Bounds(new float[] {0, -1}, new float[] {1, .1f});
    float[] found = fgsm(Norm.LINF, 1, bounds);
    assertEquals(1, found[0], 0);
    assertEquals(0, found[2], 0);
    // A clean pixel beyond its range stays where it is.
    assertEquals(.3f, found[3], 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise", "pgd", "mim", "apgd", "square", "ensemble"})
  void everyAttackStaysInTheBall(String attack) {
    PerturbationBall ball = ball(Norm.LINF, .2f, Bounds.of(-1, 1));
    AttackSpec spec = new AttackSpec(attack, Norm.LINF, 20, 4, 1);
    Tensor found = Attacks.of(spec).run(LINEAR, ball, new Random(1));
    for (int k = 0; k < 4; k++) {
      double change = Math.abs(found.data()[k] - CLEAN.data()[k]) * WEIGHTS[k % 2];
      assertTrue(change <= .2 + FLOAT, attack + " moves value " + k + " by " + change);
    }
    assertTrue(LINEAR.loss(found)[0] > LINEAR.loss(CLEAN)[0], attack + " gains nothing");
  }

  @ParameterizedTest
  @EnumSource(Norm.class)
  void distanceAndProjectionCountTheWeights(Norm norm) {
    PerturbationBall ball = ball(norm, .1f, Bounds.none());
    Tensor far = CLEAN.copy();
    far.data()[0] += 3;
    far.data()[1] += 1;
    double expected =
        switch (norm) {
          case L1 -> 3 + 4;
          case L2 -> 5;
          case LINF -> 4;
        };
    assertEquals(expected, ball.distance(far, 0), FLOAT);
    ball.project(far);
    assertEquals(.1, ball.distance(far, 0), FLOAT);
    assertEquals(CLEAN.data()[2], far.data()[2], 0);
  }

  @Test
  void pointStaysExactlyWhereItIs() {
    PerturbationBall point = ball(Norm.L2, 0, Bounds.none());
    AttackSpec spec = new AttackSpec("pgd", Norm.L2, 5, 4, 1);
    assertArrayEquals(CLEAN.data(), Attacks.of(spec).run(LINEAR, point, new Random(1)).data(), 0);
  }

  @Test
  void stepsAndRandomPlacesCountTheWeights() {
    PerturbationBall ball = ball(Norm.LINF, 1, Bounds.none());
    Tensor moved = CLEAN.copy();
    ball.step(moved, new Tensor(SLOPES.clone(), 1, 1, 2, 2), new float[] {.4f});
    assertArrayEquals(new float[] {.9f, -.1f, -.3f, .4f}, moved.data(), (float) FLOAT);
    Tensor start = ball.randomStart(new float[] {1}, new Random(1));
    assertTrue(ball.distance(start, 0) <= 1 + FLOAT);
    assertTrue(ball.distance(start, 0) > .1);
  }

  /** The parts of a check ask for attacks by themselves. */
  @Test
  void attacksOfChecksSearchTheSameBall() {
    PerturbationBall ball = ball(Norm.L2, 1, Bounds.none());
    for (Attack attack :
        List.of(
            Attacks.noise(3),
            Attacks.withoutGradients(5),
            Attacks.oneStep(),
            Attacks.fromPlaces(10, 2)))
      assertTrue(
          ball.distance(attack.run(LINEAR, ball, new Random(1)), 0) <= 1 + FLOAT, "" + attack);
  }

  /** An attack that knows no weights must not search another ball in silence. */
  @Test
  void refusesToBeSearchedWithoutTheWeights() {
    PerturbationBall ball = ball(Norm.L2, 1, Bounds.none());
    assertThrows(IllegalStateException.class, () -> SampleBall.of(ball, 0));
  }

  @Test
  void keepsTheWeightsOfAPart() {
    PerturbationBall ball = ball(Norm.L2, 1, Bounds.none());
    assertTrue(ball.gather(0).isWeighted());
    assertTrue(ball.withRadius(new float[] {2}).isWeighted());
    assertTrue(ball.within(Region.everywhere()).isWeighted());
  }

  private static float[] fgsm(Norm norm, float radius, Bounds bounds) {
    Attack attack = Attacks.of(new AttackSpec("fgsm", norm, 1, 1, 1));
    return attack.run(LINEAR, ball(norm, radius, bounds), new Random(1)).data();
  }

  private static PerturbationBall ball(Norm norm, float radius, Bounds bounds) {
    return new PerturbationBall(
        norm, CLEAN, new float[] {radius}, List.of(bounds), Region.everywhere(), WEIGHTS);
  }
}
