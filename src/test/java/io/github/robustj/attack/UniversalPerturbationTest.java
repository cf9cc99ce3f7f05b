package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.UniversalPerturbation.Member;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.LinearObjective;
import io.github.robustj.testing.TinyNet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One perturbation for many images; for linear objectives the best one is known. */
class UniversalPerturbationTest {

  /** The sum of the objectives is linear too: the optimum is the radius times its dual norm. */
  @ParameterizedTest
  @EnumSource
  void reachesTheOptimumOfTheSum(Norm norm) {
    Tensor weights = new Tensor(new float[] {3, -1, 0, 2, -5, 1, 4, 0}, 2, 1, 4, 1);
    PerturbationBall ball =
        PerturbationBall.of(
            norm, Tensor.zeros(2, 1, 4, 1), 2, Collections.nCopies(2, Bounds.none()));
    LinearObjective objective = new LinearObjective(weights);
    Tensor found = new UniversalAttack(20, 4).run(objective, ball, new Random(1));
    assertArrayEquals(found.slice(0, 1).data(), found.slice(1, 2).data());
    float[] sum = {-2, 0, 4, 2};
    double dual =
        switch (norm) {
          case L1 -> 4;
          case L2 -> Norm.L2.distance(sum, new float[4], 0, 4);
          case LINF -> 8;
        };
    float[] gain = objective.loss(found);
    assertEquals(2 * dual, gain[0] + gain[1], 1e-4);
  }

  /**
   * Images that can follow a pixel half as far as the radius reaches: the optimum of a linear
   * objective fills the pixels of the largest weights one after another. Both are at the end of
   * their range where the weights are largest.
   */
  @Test
  void inL1SpendsNothingOnWhatNoImageCanHold() {
    Tensor weights = new Tensor(new float[] {9, 1, 3, 2, 9, 2, 3, 1}, 2, 1, 4, 1);
    Tensor images = new Tensor(new float[] {1, .5f, .5f, .5f, 1, .5f, .5f, .5f}, 2, 1, 4, 1);
    PerturbationBall ball =
        PerturbationBall.of(Norm.L1, images, 1.25, Collections.nCopies(2, Bounds.of(0, 1)));
    LinearObjective objective = new LinearObjective(weights);
    Tensor found = new UniversalAttack(20, 4).run(objective, ball, new Random(1));
    assertEquals(1.25, ball.distance(found, 0), 1e-5);
    float[] clean = objective.loss(images);
    float[] gain = objective.loss(found);
    // Weights of both: 18, which has no room, 3, 6 and 3.
    double best = .5 * 6 + .75 * 3;
    assertEquals(best, gain[0] + gain[1] - clean[0] - clean[1], 1e-4);
  }

  /** A small image lies in the middle of the large one. */
  @Test
  void imagesOfDifferentSizesShareTheMiddle() {
    Member large = member(new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, 3);
    Member small = member(new float[] {-5}, 1);
    Tensor found = new UniversalPerturbation(10, 4).find(List.of(large, small));
    assertArrayEquals(new int[] {1, 3, 3, 1}, found.shape());
    assertArrayEquals(new float[] {1, 1, 1, 1, -1, 1, 1, 1, 1}, found.data(), 1e-6f);
    assertEquals(-1, UniversalPerturbation.apply(found, small.ball()).data()[0], 1e-6);
  }

  /**
   * From a file it may be smaller than an image, which is clean around it, and is cut to the ball.
   */
  @Test
  void aSmallPerturbationLiesInTheMiddle() {
    Tensor perturbation = new Tensor(new float[] {5, -.5f}, 1, 1, 2, 1);
    PerturbationBall ball =
        PerturbationBall.of(Norm.LINF, Tensor.zeros(1, 3, 4, 1), 1, List.of(Bounds.none()));
    float[] expected = new float[12];
    expected[5] = 1;
    expected[6] = -.5f;
    assertArrayEquals(expected, UniversalPerturbation.apply(perturbation, ball).data());
  }

  @Test
  void whatWasFoundIsHeard() {
    Tensor weights = new Tensor(new float[] {3, -1, 2, -5}, 1, 1, 4, 1);
    PerturbationBall ball =
        PerturbationBall.of(Norm.LINF, Tensor.zeros(1, 1, 4, 1), 2, List.of(Bounds.none()));
    List<Tensor> heard = new ArrayList<>();
    new UniversalAttack(10, 4, heard::add).run(new LinearObjective(weights), ball, new Random(1));
    assertArrayEquals(new float[] {2, -2, 2, -2}, heard.get(0).data(), 1e-6f);
  }

  @Test
  void harmsASetMoreThanNoiseOfTheSameSizeDoes() {
    Objective.Differentiable objective = Goal.TRAINING_LOSS.on(new TinyNet(), Fixtures.labels());
    PerturbationBall ball =
        PerturbationBall.of(
            Norm.L2, Fixtures.images(), .5, Collections.nCopies(2, Bounds.of(0, 1)));
    float[] universal =
        objective.loss(new UniversalAttack(20, 4).run(objective, ball, new Random(1)));
    float[] noise = objective.loss(new NoiseAttack(1).run(objective, ball, new Random(1)));
    assertTrue(universal[0] + universal[1] > noise[0] + noise[1]);
  }

  /** Once per step and batch, not once per image of it; an image without a harm spoils nothing. */
  @Test
  void harmIsAskedOncePerStepAndLeavesOutSamplesThatHaveNone() {
    int[] asked = {0};
    LinearObjective linear = new LinearObjective(Tensor.zeros(3, 1, 1, 1));
    Arrays.fill(linear.weights().data(), 1);
    Objective.Differentiable objective =
        new Objective.Differentiable() {
          @Override
          public LossAndGradient lossAndGradient(Tensor images) {
            return linear.lossAndGradient(images);
          }

          @Override
          public float[] harm(LossAndGradient at) {
            asked[0]++;
            float[] harm = at.loss().clone();
            harm[1] = Float.NaN;
            return harm;
          }
        };
    PerturbationBall ball =
        PerturbationBall.of(
            Norm.LINF, Tensor.zeros(3, 1, 1, 1), 1, Collections.nCopies(3, Bounds.none()));
    Tensor found = new UniversalPerturbation(5, 4).find(List.of(new Member(objective, ball)));
    assertEquals(6, asked[0]);
    assertEquals(1, found.data()[0], 1e-6);
  }

  private static Member member(float[] weights, int side) {
    Tensor w = new Tensor(weights, 1, side, side, 1);
    PerturbationBall ball =
        PerturbationBall.of(Norm.LINF, Tensor.zeros(w.shape()), 1, List.of(Bounds.none()));
    return new Member(new LinearObjective(w), ball);
  }
}
