package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.attack.UniversalPerturbation;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.PixelClassifier;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Foreground where a pixel is positive; one perturbation for two cases of one pixel each. */
class UniversalOverCasesTest {

  private final PixelClassifier model = new PixelClassifier(0, 1, 0, 0);
  private int reads;

  /**
   * Two foreground pixels near the border and one background pixel far from it: together they are
   * lost fastest by going down, although the background pixel would go up.
   */
  @Test
  void oneDirectionForAllCases() {
    List<Supplier<EvaluationCase>> cases = List.of(read(.1f, 1), read(.2f, 1), read(-5, 0));
    UniversalOverCases attack =
        new UniversalOverCases(
            new UniversalPerturbation(10, 4),
            Goal.TRAINING_LOSS,
            model,
            cases,
            FinishedWork.NONE,
            line -> {});
    for (int i = 0; i < 3; i++) {
      EvaluationCase subject = cases.get(i).get();
      PerturbationBall ball =
          PerturbationBall.of(Norm.LINF, subject.images(), 1, List.of(subject.encoded().bounds()));
      Tensor found = attack.run(null, ball, new Random(1));
      assertEquals(subject.images().data()[0] - 1, found.data()[0], 1e-6);
    }
    assertEquals(3 + 3, reads, "searched once");
    Tensor one = cases.get(0).get().images();
    PerturbationBall point = PerturbationBall.of(Norm.LINF, one, 0, List.of(Bounds.none()));
    assertArrayEquals(one.data(), attack.run(null, point, new Random(1)).data());
  }

  private Supplier<EvaluationCase> read(float pixel, int label) {
    return () -> {
      reads++;
      Tensor image = new Tensor(new float[] {pixel}, 1, 1, 1, 1);
      Tensor target = new Tensor(new float[] {label}, 1, 1, 1, 1);
      return new EvaluationCase(new EncodedCase("case " + pixel, image, target, Bounds.none()));
    };
  }
}
