package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.LinearObjective;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every gradient attack on {@code w . x}, where the optimum over the ball is known. */
class LinearOracleTest {

  private static final float[] RADIUS = {.5f, 2, 7};
  private static final Bounds RANGE = new Bounds(new float[] {-.6f, 0}, new float[] {.7f, 1});

  private final Tensor center = Tensor.zeros(3, 4, 5, 2);
  private final Tensor weights = Tensor.zeros(3, 4, 5, 2);

  LinearOracleTest() {
    Random random = new Random(1);
    for (int k = 0; k < center.data().length; k++) {
      int channel = k % 2;
      float share = random.nextFloat();
      center.data()[k] = RANGE.lower()[channel] + share * 1.3f * (1 - channel) + share * channel;
      center.data()[k] = RANGE.clip(center.data()[k], channel);
      weights.data()[k] = (float) random.nextGaussian();
    }
  }

  /**
   * Up to the rounding of floats. A random start in L2 turns towards the gradient by a factor of
   * {@code 1 + relative step / steps} per step: 60 steps of 10 / 60 leave an angle of 1e-4.
   */
  @ParameterizedTest
  @CsvSource({
    "fgsm, L1, 1, 1",
    "fgsm, L2, 1, 1",
    "fgsm, LINF, 1, 1",
    "bim, L1, 20, 4",
    "bim, L2, 20, 4",
    "bim, LINF, 20, 4",
    "pgd, L1, 20, 4",
    "pgd, L2, 60, 10",
    "pgd, LINF, 20, 4",
    "mim, L1, 20, 4",
    "mim, L2, 20, 4",
    "mim, LINF, 20, 4",
    "apgd, L2, 20, 4",
    "apgd, LINF, 20, 4"
  })
  void reachesTheOptimumWithoutBounds(String name, Norm norm, int steps, double step) {
    assertOptimal(new AttackSpec(name, norm, steps, step, 1), Bounds.none(), 1e-5);
  }

  /**
   * In L2 the order "ball, then range" of the papers ends a little inside the sphere, by less the
   * shorter the steps are: within 1 % at 400 steps.
   */
  @ParameterizedTest
  @CsvSource({
    "fgsm, L1, 1, 1e-5",
    "fgsm, LINF, 1, 1e-5",
    "bim, L1, 20, 1e-5",
    "bim, L2, 400, 1e-2",
    "bim, LINF, 20, 1e-5",
    "pgd, L1, 20, 1e-5",
    "pgd, L2, 400, 1e-2",
    "pgd, LINF, 20, 1e-5"
  })
  void reachesTheOptimumWithinBounds(String name, Norm norm, int steps, double tolerance) {
    assertOptimal(new AttackSpec(name, norm, steps, 4, 1), RANGE, tolerance);
  }

  /**
   * APGD in L1 moves many entries at first and fewer and fewer later: 100 steps come within 1 %
   * where there is no range, if it rounds their number down and leaves out those at the end of
   * their range. The published rule stops earlier, at two entries.
   */
  @ParameterizedTest
  @CsvSource({"apgd_sparse, L1, 100, .01", "ensemble, L1, 300, .01", "ensemble, L2, 100, 1e-5"})
  void adaptiveAttacksReachTheOptimum(String name, Norm norm, int steps, double tolerance) {
    assertOptimal(new AttackSpec(name, norm, steps, 4, 1), Bounds.none(), tolerance);
    double behind = norm == Norm.L1 ? .02 : .01;
    assertOptimal(new AttackSpec(name, norm, steps, 4, 1), RANGE, behind);
  }

  private void assertOptimal(AttackSpec spec, Bounds range, double tolerance) {
    List<Bounds> bounds = Collections.nCopies(3, range);
    PerturbationBall ball = new PerturbationBall(spec.norm(), center, RADIUS, bounds);
    LinearObjective objective = new LinearObjective(weights);
    Tensor images = Attacks.of(spec).run(objective, ball, new Random(2));
    for (int i = 0; i < 3; i++) {
      double expected = optimum(i, range).gain(spec.norm());
      double gain = objective.loss(images)[i] - objective.loss(center)[i];
      assertEquals(expected, gain, tolerance * Math.max(1, expected), "sample " + i);
    }
  }

  private LinearOptimum optimum(int sample, Bounds range) {
    int n = center.sampleLength();
    double[] w = new double[n];
    double[] low = new double[n];
    double[] high = new double[n];
    for (int j = 0; j < n; j++) {
      int k = sample * n + j;
      int c = range.lower().length == 1 ? 0 : j % 2;
      w[j] = weights.data()[k];
      low[j] = range.lower()[c] - center.data()[k];
      high[j] = range.upper()[c] - center.data()[k];
    }
    return new LinearOptimum(w, low, high, RADIUS[sample]);
  }
}
