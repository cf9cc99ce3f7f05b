package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Climbs that begin where there is no gradient. */
class RandomStepsTest {

  /**
   * The sum of the pixels, flat within .02 of 0: the clean image has no slope, what is around it
   * has. In the second sample nothing has.
   */
  private static Objective.Differentiable plateau(float flat) {
    return images -> {
      float[] loss = new float[images.samples()];
      Tensor gradient = Tensor.zeros(images.shape());
      int n = images.sampleLength();
      for (int i = 0; i < loss.length; i++) {
        float sum = 0;
        for (int k = i * n; k < (i + 1) * n; k++) sum += images.data()[k];
        if (i == 1 || Math.abs(sum) < .02) Arrays.fill(gradient.data(), i * n, (i + 1) * n, flat);
        else {
          loss[i] = sum;
          Arrays.fill(gradient.data(), i * n, (i + 1) * n, 1);
        }
      }
      return new LossAndGradient(loss, gradient, images);
    };
  }

  /** The optimum of a sum is the radius times 16, 4 or 1, in Linf, L2, L1. */
  @ParameterizedTest
  @CsvSource({"LINF, 16, 0", "L2, 4, 0", "L1, 1, 0", "LINF, 16, NaN", "L2, 4, Infinity"})
  void doNotStandStill(Norm norm, double optimum, float flat) {
    Tensor clean = Tensor.zeros(2, 4, 4, 1);
    PerturbationBall ball =
        PerturbationBall.of(norm, clean, 1, Collections.nCopies(2, Bounds.none()));
    AutoPgd attack = new AutoPgd(60, 1);
    Objective.Differentiable objective = plateau(flat);
    Tensor found = attack.run(objective, ball, new Random(3));
    assertTrue(objective.loss(found)[0] > .95 * optimum, objective.loss(found)[0] + "");
    assertArrayEquals(found.data(), attack.run(objective, ball, new Random(3)).data(), "seed");
    for (int i = 0; i < 2; i++) assertTrue(ball.contains(found, i), "sample " + i);
  }
}
