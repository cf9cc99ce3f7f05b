package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.PhysicalChange.Frame;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.LinearObjective;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PhysicalAttackTest {

  private static final int HEIGHT = 12;
  private static final int WIDTH = 10;

  static Stream<PhysicalChange> changes() {
    return Stream.of(new BiasFieldChange(), new GammaChange(), new DeformationChange());
  }

  /** A smooth image of two channels from -1 to 2 in frames of a little more. */
  private static Frame frame() {
    float[] clean = new float[HEIGHT * WIDTH * 2];
    for (int k = 0; k < clean.length; k++) {
      int x = k / 2 % WIDTH;
      int y = k / 2 / WIDTH;
      clean[k] = (float) (.5 + 1.5 * Math.sin(x / 2. + k % 2) * Math.cos(y / 3.));
    }
    return new Frame(HEIGHT, WIDTH, 2, clean, new double[] {-1.1, -1.2}, new double[] {2.1, 2.3});
  }

  private static double[] random(PhysicalChange change, Random random, double size) {
    double[] parameters = new double[change.parameters()];
    for (int i = 0; i < parameters.length; i++)
      parameters[i] = size * (2 * random.nextDouble() - 1);
    change.bound(parameters);
    return parameters;
  }

  @ParameterizedTest
  @MethodSource("changes")
  void noParametersAreNoChange(PhysicalChange change) {
    float[] same = change.apply(frame(), new double[change.parameters()]);
    assertArrayEquals(frame().clean(), same);
  }

  /**
   * Central differences of a weighted sum. Images are float, so a difference of 2e-3 has an error
   * of some 1e-4; the interpolation's kinks at pixels are met by none of these draws.
   */
  @ParameterizedTest
  @MethodSource("changes")
  void theChainRuleIsTheFiniteDifference(PhysicalChange change) {
    Random random = new Random(5);
    float[] weights = new float[frame().clean().length];
    for (int k = 0; k < weights.length; k++) weights[k] = random.nextFloat() - .5f;
    for (int draw = 0; draw < 3; draw++) {
      double[] at = random(change, random, .7);
      double[] gradient = change.gradient(frame(), at, weights);
      double largest = 0;
      for (double g : gradient) largest = Math.max(largest, Math.abs(g));
      assertTrue(largest > .01);
      for (int i = 0; i < at.length; i++) {
        double difference =
            (sum(change, at, i, 1e-3, weights) - sum(change, at, i, -1e-3, weights));
        assertEquals(difference / 2e-3, gradient[i], .01 * largest, "parameter " + i);
      }
    }
  }

  private static double sum(
      PhysicalChange change, double[] at, int i, double step, float[] weights) {
    double[] moved = at.clone();
    moved[i] += step;
    float[] changed = change.apply(frame(), moved);
    double sum = 0;
    for (int k = 0; k < changed.length; k++) sum += (double) weights[k] * changed[k];
    return sum;
  }

  @Test
  void theFieldIsWithinItsBoundsAndReachesThem() {
    BiasFieldChange change = new BiasFieldChange();
    Frame ones = new Frame(40, 30, 1, ones(1200), new double[] {0}, new double[] {2});
    Random random = new Random(1);
    for (int draw = 0; draw < 50; draw++)
      for (float v : change.apply(ones, random(change, random, 1)))
        assertTrue(Math.abs(Math.log(v)) <= .3 + 1e-6);
    double[] one = new double[change.parameters()];
    one[0] = 1;
    // Half a period along x: the middle of the first pixel is .5 / 30 of it from the edge.
    assertEquals(.3 * Math.cos(Math.PI * .5 / 30), Math.log(change.apply(ones, one)[0]), 1e-6);
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void gammaContrastAndBrightnessAreThoseOfTheFormula() {
    GammaChange change = new GammaChange();
    Frame one = new Frame(1, 1, 1, new float[] {14}, new double[] {10}, new double[] {20});
    assertEquals(10 + 10 * Math.pow(.4, 1.5), change.apply(one, new double[] {1, 0, 0})[0], 1e-5);
    assertEquals(
        10 + 10 * Math.pow(.4, 1 / 1.5), change.apply(one, new double[] {-1, 0, 0})[0], 1e-5);
    assertEquals(15 - 1.25, change.apply(one, new double[] {0, 1, 0})[0], 1e-5);
    assertEquals(14 - .5, change.apply(one, new double[] {0, 0, -.5})[0], 1e-5);
  }

  /** Channels that hold their own x and y show the displacement. */
  @Test
  void noPixelMovesFurtherThanItMay() {
    DeformationChange change = new DeformationChange();
    float[] places = new float[40 * 36 * 2];
    for (int k = 0; k < places.length; k++) places[k] = k % 2 == 0 ? k / 2 % 36 : k / 2 / 36;
    Frame frame = new Frame(40, 36, 2, places, new double[2], new double[] {40, 40});
    Random random = new Random(2);
    for (int draw = 0; draw < 20; draw++) {
      float[] moved = change.apply(frame, random(change, random, 3));
      for (int k = 0; k < moved.length; k += 2)
        assertTrue(Math.hypot(moved[k] - places[k], moved[k + 1] - places[k + 1]) <= 1.5 + 1e-5);
    }
    double[] right = new double[change.parameters()];
    for (int i = 0; i < right.length; i += 2) right[i] = 1;
    float[] shifted = change.apply(frame, right);
    // The splines sum to 1: all vectors alike are a shift, up to the edge.
    for (int y = 0; y < 40; y++)
      for (int x = 0; x < 34; x++) {
        assertEquals(x + 1.5, shifted[(y * 36 + x) * 2], 1e-5);
        assertEquals(y, shifted[(y * 36 + x) * 2 + 1], 1e-5);
      }
    assertEquals(35, shifted[(5 * 36 + 35) * 2], 1e-5);
  }

  private static Tensor image() {
    return new Tensor(frame().clean(), 1, HEIGHT, WIDTH, 2);
  }

  private static PerturbationBall ball(double epsilon) {
    Bounds bounds = new Bounds(new float[] {-1.1f, -1.2f}, new float[] {2.1f, 2.3f});
    return PerturbationBall.of(Norm.L2, image(), epsilon, List.of(bounds));
  }

  private static LinearObjective linear() {
    Tensor weights = Tensor.zeros(1, HEIGHT, WIDTH, 2);
    Random random = new Random(9);
    for (int k = 0; k < weights.data().length; k++)
      weights.data()[k] = (k / 2 % WIDTH < 5 ? 1 : -1) + .2f * random.nextFloat();
    return new LinearObjective(weights);
  }

  /** No less than the worst of 400 random draws, of any kind; steps are 30. */
  @ParameterizedTest
  @MethodSource("changes")
  void theAscentBeatsRandomDraws(PhysicalChange change) {
    LinearObjective objective = linear();
    Tensor found = new PhysicalAttack(change, 30, 1).run(objective, ball(1e3), new Random(1));
    PhysicalImages images = new PhysicalImages(change, ball(1e3));
    Random random = new Random(3);
    Tensor drawn = image().copy();
    double worst = Double.NEGATIVE_INFINITY;
    for (int draw = 0; draw < 400; draw++) {
      images.write(drawn, 0, random(change, random, 1));
      worst = Math.max(worst, objective.loss(drawn)[0]);
    }
    double ascent = objective.loss(found)[0];
    assertTrue(ascent >= worst, ascent + " against " + worst);
    assertTrue(ascent > objective.loss(image())[0] + 1);
  }

  /** Within .5 %: the last steps are 5 % of the bounds. */
  @Test
  void theWorstGammaIsThatOfAGrid() {
    Tensor weights = Tensor.zeros(1, HEIGHT, WIDTH, 2);
    Arrays.fill(weights.data(), 1);
    LinearObjective sum = new LinearObjective(weights);
    GammaChange change = new GammaChange();
    Tensor found = new PhysicalAttack(change, 40, 1).run(sum, ball(1e3), new Random(1));
    PhysicalImages images = new PhysicalImages(change, ball(1e3));
    Tensor drawn = image().copy();
    double worst = Double.NEGATIVE_INFINITY;
    for (double g = -1; g <= 1; g += .25)
      for (double c = -1; c <= 1; c += .25)
        for (double b = -1; b <= 1; b += .25) {
          images.write(drawn, 0, new double[] {g, c, b});
          worst = Math.max(worst, sum.loss(drawn)[0]);
        }
    assertEquals(worst, sum.loss(found)[0], 5e-3 * worst);
  }

  /** A small ball allows a weaker change; beyond the plausible bounds nothing is gained. */
  @ParameterizedTest
  @MethodSource("changes")
  void theBallAndTheBoundsHoldAtOnce(PhysicalChange change) {
    LinearObjective objective = linear();
    PhysicalAttack attack = new PhysicalAttack(change, 20, 1);
    double clean = objective.loss(image())[0];
    Tensor small = attack.run(objective, ball(.5), new Random(1));
    assertTrue(ball(.5).distance(small, 0) <= .5);
    assertTrue(ball(.5).distance(small, 0) > .4, "nearly as far as it may");
    assertTrue(objective.loss(small)[0] > clean);
    Tensor large = attack.run(objective, ball(1e3), new Random(1));
    assertTrue(objective.loss(large)[0] > objective.loss(small)[0]);
    assertArrayEquals(large.data(), attack.run(objective, ball(1e5), new Random(1)).data());
  }

  /** Asked for values alone. More draws are no weaker, for they begin with the same. */
  @Test
  void theSearchNeedsNoGradients() {
    Objective values = images -> linear().loss(images);
    double before = values.loss(image())[0];
    for (int draws : new int[] {1, 10, 100}) {
      Tensor found = new PhysicalSearch(draws).run(values, ball(1e3), new Random(4));
      double now = values.loss(found)[0];
      assertTrue(now >= before, draws + " draws");
      before = now;
    }
    assertTrue(before > values.loss(image())[0]);
  }

  @Test
  void aRestartIsNoWeaker() {
    Objective.Differentiable objective =
        images -> {
          // Largest where the sum is far from where it began, on either side: two hills.
          LossAndGradient at = linear().lossAndGradient(images);
          float square = at.loss()[0] * at.loss()[0];
          Tensor gradient = at.gradient().copy();
          for (int k = 0; k < gradient.data().length; k++) gradient.data()[k] *= 2 * at.loss()[0];
          return new LossAndGradient(new float[] {square}, gradient, images);
        };
    PhysicalChange change = new DeformationChange();
    float one =
        objective.loss(new PhysicalAttack(change, 10, 1).run(objective, ball(9), new Random(1)))[0];
    float four =
        objective.loss(new PhysicalAttack(change, 10, 4).run(objective, ball(9), new Random(1)))[0];
    assertTrue(four >= one);
  }
}
