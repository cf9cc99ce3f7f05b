package io.github.robustj.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.LabelClass;
import io.github.robustj.evaluation.CasesAtOnce;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.PixelClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ValidationTest {

  private static final SegmentationTask TASK =
      new SegmentationTask(List.of(new LabelClass(0, "ground"), new LabelClass(1, "disc")));

  /** Random starts included, bit by bit; the listener is asked as often. */
  @Test
  void scoresAreThoseOfOneCaseAfterAnother() {
    AtomicInteger asked = new AtomicInteger();
    Map<String, Double> alone = scores(CasesAtOnce.ONE, asked);
    int calls = asked.getAndSet(0);
    ScoreColumns columns = ScoreColumns.of(TASK);
    assertTrue(alone.get(columns.robust()) < alone.get(columns.clean()), alone::toString);
    for (int atOnce : new int[] {2, 4, 9}) {
      assertEquals(alone, scores(new CasesAtOnce(atOnce), asked));
      assertEquals(calls, asked.getAndSet(0));
    }
  }

  private static Map<String, Double> scores(CasesAtOnce atOnce, AtomicInteger asked) {
    AttackSpec attack = new AttackSpec("pgd", Norm.L2, 3, 1, 1);
    JobListener counting =
        new JobListener() {
          @Override
          public void check() {
            asked.incrementAndGet();
          }
        };
    Validation.Choice choice = new Validation.Choice(.5, 1, 1);
    return new Validation(TASK, cases(), attack, 2, choice, atOnce, counting)
        .validate(new PixelClassifier(-1, 1, 0, 0), 0);
  }

  /** Two classes that overlap, so that scores have many digits. */
  private static List<EncodedCase> cases() {
    SplittableRandom random = new SplittableRandom(3);
    List<EncodedCase> cases = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Tensor images = Tensor.zeros(20, 8, 8, 1);
      Tensor targets = Tensor.zeros(20, 8, 8, 1);
      for (int k = 0; k < images.data().length; k++) {
        targets.data()[k] = random.nextInt(2);
        images.data()[k] = (float) (random.nextGaussian() + 2 * targets.data()[k] - 1);
      }
      cases.add(new EncodedCase("case " + i, images, targets, Bounds.none()));
    }
    return cases;
  }
}
