package io.github.robustj.evaluation.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.Region;
import io.github.robustj.model.Bounds;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplacedTest {

  /** Channels with slopes of 10, 30 and 60 grey levels, and ranges of 60, 150 and 255 of them. */
  private static final float[] WEIGHTS = {1, 3, 6};

  private static final float[] WIDTHS = {6, 5, 4.25f};

  @ParameterizedTest
  @EnumSource(Norm.class)
  void everyImageOfTheRangeIsInTheWholeRange(Norm norm) {
    for (float[] weights : new float[][] {{}, WEIGHTS}) {
      Tensor clean = Tensor.zeros(1, 2, 2, 3);
      List<Bounds> bounds = List.of(new Bounds(new float[3], WIDTHS));
      PerturbationBall ball =
          new PerturbationBall(norm, clean, new float[] {1}, bounds, Region.everywhere(), weights);
      Tensor farthest = clean.copy();
      for (int k = 0; k < farthest.data().length; k++) farthest.data()[k] = WIDTHS[k % 3];
      Tensor allowed = farthest.copy();
      Replaced.range(new Part(null, new int[] {0}, null, ball)).project(allowed);
      // Of rounding in float32, where weights are multiplied and divided again.
      assertArrayEquals(farthest.data(), allowed.data(), 1e-5f);
    }
  }
}
