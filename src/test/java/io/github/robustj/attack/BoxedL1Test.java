package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The projection onto the L1 ball within the box against the reference implementation. */
class BoxedL1Test {

  @Test
  void agreesWithTheReference() {
    for (JsonElement element : Fixtures.read("l1_projection.json").getAsJsonArray("cases")) {
      JsonObject given = element.getAsJsonObject();
      double[] x = Fixtures.numbers(given, "x");
      double[] y = Fixtures.numbers(given, "y");
      double[] delta = Fixtures.numbers(given, "delta");
      Tensor center = Tensor.zeros(1, 4, 4, 1);
      Tensor moved = Tensor.zeros(1, 4, 4, 1);
      float[] expected = new float[x.length];
      for (int k = 0; k < x.length; k++) {
        center.data()[k] = (float) x[k];
        moved.data()[k] = (float) (x[k] + y[k]);
        expected[k] = (float) (x[k] + y[k] + delta[k]);
      }
      double radius = given.get("eps").getAsDouble();
      PerturbationBall ball =
          PerturbationBall.of(Norm.L1, center, radius, List.of(Bounds.of(0, 1)));
      SparseClimb.project(moved.data(), SampleBall.of(ball, 0));
      // Values of order 1 in floats.
      assertArrayEquals(expected, moved.data(), 1e-6f);
      assertEquals(given.get("l1_after").getAsDouble(), ball.distance(moved, 0), 1e-5);
    }
  }

  @Test
  void onlyTheRegionMayChange() {
    Tensor center = Tensor.zeros(1, 1, 3, 1);
    Region region = Fixtures.region(new Tensor(new float[] {1, 0, 1}, 1, 1, 3, 1));
    PerturbationBall ball =
        PerturbationBall.of(Norm.L1, center, 2, List.of(Bounds.none())).within(region);
    float[] x = {3, 9, -1};
    SparseClimb.project(x, SampleBall.of(ball, 0));
    assertArrayEquals(new float[] {2, 0, 0}, x, 1e-6f);
  }
}
