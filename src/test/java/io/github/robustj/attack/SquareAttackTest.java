package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.LinearObjective;
import io.github.robustj.testing.TinyNet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A search without gradients, on images that are not square and have two channels. */
class SquareAttackTest {

  @Test
  void squaresShrinkOnThePapersSchedule() {
    // 10 000 queries as in the paper, and a tenth of them.
    int[] queries = {0, 10, 11, 51, 201, 501, 1001, 2001, 4001, 6001, 8001};
    int[] halvings = {0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    for (int i = 0; i < queries.length; i++)
      assertEquals(.8 / (1 << halvings[i]), SquareAttack.share(queries[i], 10_000), 1e-12);
    assertEquals(.4, SquareAttack.share(2, 1000), 1e-12);
  }

  /** Pieces of one sign are best attacked by squares of one sign, which the search must find. */
  @ParameterizedTest
  @EnumSource
  void findsMostOfALinearOptimum(Norm norm) {
    Tensor center = Tensor.zeros(1, 8, 12, 2);
    Tensor weights = Tensor.zeros(1, 8, 12, 2);
    for (int k = 0; k < weights.data().length; k++) {
      int x = k / 2 % 12;
      weights.data()[k] = (x < 6 ? 1 : -1) * (k % 2 == 0 ? 1 : -2);
    }
    Objective objective = new LinearObjective(weights);
    PerturbationBall ball = PerturbationBall.of(norm, center, 1, List.of(Bounds.none()));
    Tensor found = new SquareAttack(3000).run(objective, ball, new Random(1));
    double optimum =
        switch (norm) {
          case L1 -> 2;
          case L2 -> Math.sqrt(96 * 5);
          case LINF -> 96 * 3;
        };
    double share = objective.loss(found)[0] / optimum;
    // In Linf stripes and squares can be the optimum; hills in L2 cannot be flat, and in L1 they
    // take both channels, of which the best would leave one out.
    assertTrue(share > (norm == Norm.LINF ? .99 : .5), norm + " reaches " + share);
    if (norm == Norm.L1) return; // Draws cut to the L1 ball are single pixels, the optimum here.
    Tensor noise = new NoiseAttack(3000).run(objective, ball, new Random(1));
    assertTrue(objective.loss(found)[0] > 1.5 * objective.loss(noise)[0]);
  }

  @Test
  void linfSolutionsLieAtTheEndsOfTheirIntervals() {
    Tensor images = Fixtures.images();
    PerturbationBall ball =
        PerturbationBall.of(Norm.LINF, images, .05, Collections.nCopies(2, Bounds.none()));
    Objective objective = Goal.TRAINING_LOSS.on(new TinyNet(), Fixtures.labels());
    Tensor found = new SquareAttack(50).run(objective, ball, new Random(1));
    for (int k = 0; k < images.data().length; k++)
      assertEquals(.05, Math.abs(found.data()[k] - images.data()[k]), 1e-6);
  }

  @ParameterizedTest
  @EnumSource(names = {"L1", "L2"})
  void solutionsHaveTheLengthOfTheRadius(Norm norm) {
    Tensor images = Fixtures.images();
    PerturbationBall ball =
        PerturbationBall.of(norm, images, .5, Collections.nCopies(2, Bounds.none()));
    Objective objective = Goal.TRAINING_LOSS.on(new TinyNet(), Fixtures.labels());
    Tensor found = new SquareAttack(50).run(objective, ball, new Random(1));
    for (int i = 0; i < 2; i++) assertEquals(.5, ball.distance(found, i), 1e-5);
  }

  @Test
  void hillsHaveLengthOneAndTwoSigns() {
    for (int side : new int[] {1, 2, 3, 5, 8}) {
      double[][] pair = HillSquares.pair(side, new SplittableRandom(side));
      double squares = 0;
      double sum = 0;
      for (double[] row : pair)
        for (double v : row) {
          squares += v * v;
          sum += Math.signum(v);
        }
      assertEquals(1, squares, 1e-12);
      if (side % 2 == 0) assertEquals(0, sum, "half up, half down");
    }
  }
}
