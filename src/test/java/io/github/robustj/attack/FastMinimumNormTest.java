package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The smallest perturbation that crosses a plane is known. */
class FastMinimumNormTest {

  /** How far an image lies beyond the plane {@code w . x = b}, seen from the point {@code t}. */
  private record Plane(double[] w, double b, double side) implements Objective.Differentiable {

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      float[] loss = new float[images.samples()];
      Tensor gradient = images.copy();
      for (int i = 0; i < loss.length; i++) {
        double sum = -b;
        for (int k = 0; k < w.length; k++) {
          sum += w[k] * images.data()[i * w.length + k];
          gradient.data()[i * w.length + k] = (float) (side * w[k]);
        }
        loss[i] = (float) (side * sum);
      }
      return new LossAndGradient(loss, gradient, images);
    }
  }

  /**
   * Against the nearest points that the reference implementation of FAB computes. The last changes
   * of the radius are of .1 %, and the order "ball, then range" ends a little inside the ball in
   * L2: 500 steps come within 2 %.
   */
  @ParameterizedTest
  @CsvSource({"L1, l1", "L2, l2", "LINF, linf"})
  void findsTheNearestPointBeyondAPlane(Norm norm, String key) {
    for (JsonElement element : Fixtures.read("fab_projections.json").getAsJsonArray("cases")) {
      JsonObject given = element.getAsJsonObject();
      double[] t = Fixtures.numbers(given, "t");
      double[] w = Fixtures.numbers(given, "w");
      double[] d = Fixtures.numbers(given, key);
      double b = Fixtures.numbers(given, "b")[0];
      float[] nearest = new float[d.length];
      Tensor center = Tensor.zeros(1, 1, t.length, 1);
      double value = -b;
      for (int k = 0; k < t.length; k++) {
        nearest[k] = (float) d[k];
        center.data()[k] = (float) t[k];
        value += w[k] * t[k];
      }
      double expected = norm.distance(nearest, new float[d.length], 0, d.length);
      PerturbationBall ball =
          PerturbationBall.of(norm, center, 3 * expected, List.of(Bounds.of(0, 1)));
      Plane plane = new Plane(w, b, -Math.signum(value));
      FastMinimumNorm.Minimal found = new FastMinimumNorm(500, 1).search(plane, ball);
      assertEquals(expected, found.size()[0], .02 * expected);
      assertEquals(found.size()[0], ball.distance(found.images(), 0), 1e-6);
    }
  }

  /** One value each: 0, 1 and 2 beyond the plane x = 1.5 by 1.5 and .5, and beyond already. */
  @Test
  void everySampleHasItsOwnSize() {
    Tensor center = new Tensor(new float[] {0, 1, 2, -9}, 4, 1, 1, 1);
    List<Bounds> bounds = new ArrayList<>();
    for (int i = 0; i < 4; i++) bounds.add(Bounds.none());
    PerturbationBall ball = PerturbationBall.of(Norm.LINF, center, 4, bounds);
    Plane plane = new Plane(new double[] {1}, 1.5, 1);
    FastMinimumNorm.Minimal found = new FastMinimumNorm(200, 1).search(plane, ball);
    float[] expected = {1.5f, .5f, 0, Float.POSITIVE_INFINITY};
    assertArrayEquals(expected, found.size(), .01f);
    // The last one is out of reach and goes as far as it may.
    assertEquals(-5, found.images().data()[3], 1e-5);
  }

  /** The size that breaks the sample is a tenth of the ball, or a twentieth of it. */
  @ParameterizedTest
  @CsvSource({"15, 1", "20, 1", "20, .5", "50, .5", "100, .5"})
  void fewStepsComeDownToSmallSizes(int steps, float size) {
    Tensor center = Tensor.zeros(1, 1, 1, 1);
    PerturbationBall ball = PerturbationBall.of(Norm.L2, center, 10, List.of(Bounds.none()));
    Plane plane = new Plane(new double[] {1}, size, 1);
    float found = new FastMinimumNorm(steps, 1).search(plane, ball).size()[0];
    assertEquals(size, found, .2 * size);
  }
}
