package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Projections, steps and starts against closed forms. */
class PerturbationBallTest {

  private static final float ROUNDING = 1e-6f;

  @Test
  void projectsOntoTheL1BallByTakingTheSameFromEveryEntry() {
    // Sizes 3, 1, .5 and radius 2: taking 1 leaves 2, 0, 0.
    assertArrayEquals(new float[] {2, 0, 0}, projected(Norm.L1, 2, 3, -1, .5f), ROUNDING);
    // Sizes 3, 2, .5 and radius 3: taking 1 leaves 2, 1, 0.
    assertArrayEquals(new float[] {2, -1, 0}, projected(Norm.L1, 3, 3, -2, .5f), ROUNDING);
    // Equal sizes share the radius.
    assertArrayEquals(new float[] {.5f, .5f, -.5f}, projected(Norm.L1, 1.5f, 9, 9, -9), ROUNDING);
  }

  @Test
  void projectsOntoTheOtherBalls() {
    assertArrayEquals(new float[] {1.2f, -1.6f, 0}, projected(Norm.L2, 2, 3, -4, 0), ROUNDING);
    assertArrayEquals(new float[] {2, -2, .5f}, projected(Norm.LINF, 2, 3, -4, .5f), ROUNDING);
  }

  @ParameterizedTest
  @EnumSource
  void leavesWhatIsInside(Norm norm) {
    assertArrayEquals(new float[] {.3f, -.2f, .1f}, projected(norm, .7f, .3f, -.2f, .1f), 0);
  }

  /** No random point of the ball is closer than the projection. */
  @ParameterizedTest
  @EnumSource
  void projectionIsTheNearestPoint(Norm norm) {
    Random random = new Random(3);
    float[] point = {2, -1.4f, .3f};
    double nearest = Norm.L2.distance(point, projected(norm, 1, point), 0, 3);
    for (int trial = 0; trial < 1000; trial++) {
      float[] other = {random.nextFloat(-1, 1), random.nextFloat(-1, 1), random.nextFloat(-1, 1)};
      other = projected(norm, 1, other);
      assertTrue(Norm.L2.distance(point, other, 0, 3) >= nearest - ROUNDING);
    }
  }

  @Test
  void clipsToTheRangeOfEachChannelAfterTheBall() {
    Tensor center = new Tensor(new float[] {0, 0, 0, 0}, 1, 1, 2, 2);
    Bounds bounds = new Bounds(new float[] {-1, -5}, new float[] {.5f, 5});
    Tensor images = new Tensor(new float[] {3, 3, -3, -3}, 1, 1, 2, 2);
    new PerturbationBall(Norm.LINF, center, new float[] {2}, List.of(bounds)).project(images);
    assertArrayEquals(new float[] {.5f, 2, -1, -2}, images.data());
  }

  @Test
  void aCleanPixelOutsideItsRangeMayStayButNotGoFurther() {
    Tensor center = new Tensor(new float[] {-1, 2, 2}, 1, 1, 3, 1);
    Tensor images = new Tensor(new float[] {-1.5f, 2.5f, .5f}, 1, 1, 3, 1);
    PerturbationBall.of(Norm.LINF, center, 9, List.of(Bounds.of(0, 1))).project(images);
    assertArrayEquals(new float[] {-1, 2, .5f}, images.data());
  }

  @ParameterizedTest
  @EnumSource
  void stepsHaveTheirLengthPerSample(Norm norm) {
    Tensor center = Tensor.zeros(2, 1, 3, 1);
    Tensor gradient = new Tensor(new float[] {3, -4, 0, 0, 1e-3f, 2e-3f}, 2, 1, 3, 1);
    PerturbationBall ball = ball(norm, center, 9, 9);
    Tensor images = center.copy();
    ball.step(images, gradient, new float[] {.5f, 2});
    float[] expected =
        switch (norm) {
          case L1 -> new float[] {0, -.5f, 0, 0, 0, 2};
          case L2 -> new float[] {.3f, -.4f, 0, 0, .8944272f, 1.7888544f};
          case LINF -> new float[] {.5f, -.5f, 0, 0, 2, 2};
        };
    assertArrayEquals(expected, images.data(), ROUNDING);
  }

  @ParameterizedTest
  @EnumSource
  void zeroAndNonFiniteGradientsLeaveTheirSampleAlone(Norm norm) {
    float[] values = {1, 2, 3, 4, 5, 6, 7, 8};
    Tensor images = new Tensor(values.clone(), 4, 1, 2, 1);
    float inf = Float.POSITIVE_INFINITY;
    Tensor gradient = new Tensor(new float[] {0, -0f, Float.NaN, 1, inf, 1, 1, 2}, 4, 1, 2, 1);
    PerturbationBall ball = ball(norm, images.copy(), 9, 9, 9, 9);
    ball.step(images, gradient, new float[] {1, 1, 1, 1});
    for (int k = 0; k < 6; k++) assertEquals(values[k], images.data()[k]);
    assertTrue(images.data()[7] > 8);
  }

  @ParameterizedTest
  @EnumSource
  void randomStartsLieInBothBalls(Norm norm) {
    PerturbationBall ball = ball(norm, Tensor.zeros(3, 5, 5, 1), .5f, 2, 0);
    Tensor start = ball.randomStart(new float[] {.3f, 5, 1}, new Random(4));
    assertTrue(ball.distance(start, 0) <= .3f + ROUNDING);
    assertTrue(ball.distance(start, 0) > .25);
    assertTrue(ball.distance(start, 1) <= 2 + ROUNDING);
    assertEquals(0, ball.distance(start, 2));
    boolean up = false;
    boolean down = false;
    for (float v : start.data()) {
      up |= v > 0;
      down |= v < 0;
    }
    assertTrue(up && down, "noise is two-sided");
  }

  @Test
  void l2StartsLieOnTheSphere() {
    PerturbationBall ball = ball(Norm.L2, Tensor.zeros(1, 8, 8, 1), 2);
    Tensor start = ball.randomStart(new float[] {1.5f}, new Random(5));
    assertEquals(1.5, ball.distance(start, 0), ROUNDING);
  }

  @Test
  void radiusZeroGivesTheCleanImageToTheLastBit() {
    Tensor center = new Tensor(new float[] {.1f, 1e6f, -3e-9f}, 1, 1, 3, 1);
    Tensor images = new Tensor(new float[] {5, 5, 5}, 1, 1, 3, 1);
    ball(Norm.L2, center, 0).project(images);
    assertArrayEquals(center.data(), images.data());
  }

  @Test
  void refusesImpossibleRadii() {
    Tensor center = Tensor.zeros(1, 1, 1, 1);
    for (float radius : new float[] {-1, Float.NaN, Float.POSITIVE_INFINITY})
      assertThrows(IllegalArgumentException.class, () -> ball(Norm.L2, center, radius));
    assertThrows(IllegalArgumentException.class, () -> ball(Norm.L2, center, 1, 1));
  }

  private static float[] projected(Norm norm, float radius, float... perturbation) {
    Tensor images = new Tensor(perturbation.clone(), 1, 1, perturbation.length, 1);
    ball(norm, Tensor.zeros(images.shape()), radius).project(images);
    return images.data();
  }

  private static PerturbationBall ball(Norm norm, Tensor center, float... radius) {
    List<Bounds> none = java.util.Collections.nCopies(center.samples(), Bounds.none());
    return new PerturbationBall(norm, center, radius, none);
  }
}
