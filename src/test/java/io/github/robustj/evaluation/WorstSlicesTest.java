package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.robustj.attack.VolumeAttack;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.LabelClass;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Curves;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorstSlicesTest {

  private static final SegmentationTask TASK =
      new SegmentationTask(List.of(new LabelClass(0, "ground"), new LabelClass(7, "organ")));

  /** Two slices of four pixels; in the second one two pixels are lost, in the first none. */
  private static final float[] TRUTH = {0, 1, 1, 0, 1, 1, 0, 0};

  private static final float[] ATTACKED = {0, 1, 1, 0, 0, 0, 0, 0};

  @Test
  void keepsTheWorstCasesAndOfEachTheSliceThatLosesMost() {
    WorstSlices worst = new WorstSlices(TASK, 2);
    int asked[] = {0};
    for (double score : List.of(.5, .9, .2, .7)) offer(worst, 3, score, asked);
    List<WorstCase> kept = worst.worst();
    assertEquals(List.of(.2, .5), kept.stream().map(WorstCase::after).toList());
    assertEquals(3, asked[0], "what is not kept costs no prediction");
    assertEquals(2, kept.get(0).slice());
    assertEquals(2, kept.get(0).slices());
    assertEquals(1, kept.get(0).before());
    WorstCase.Shown shown = kept.get(0).shown().orElseThrow();
    assertEquals(1, shown.clean().slices());
    assertEquals(
        0,
        shown.truth() instanceof Mask m ? m.differences((Mask) shown.before().annotation()) : -1);
    assertEquals(2, ((Mask) shown.truth()).differences((Mask) shown.after().annotation()));
  }

  @Test
  void withoutAttackThereIsNoWorst() {
    WorstSlices worst = new WorstSlices(TASK, 2);
    offer(worst, 0, .5, new int[1]);
    assertEquals(List.of(), worst.worst());
    WorstSlices none = new WorstSlices(TASK, 0);
    offer(none, 3, .5, new int[1]);
    assertFalse(none.worst().iterator().hasNext());
  }

  private static void offer(WorstSlices worst, double epsilon, double score, int[] asked) {
    EncodedCase encoded =
        new EncodedCase(
            "case " + score,
            Tensor.zeros(2, 2, 2, 1),
            new Tensor(TRUTH, 2, 2, 2, 1),
            new Bounds(new float[] {0}, new float[] {1}));
    worst.offer(
        new EvaluationCase(encoded),
        epsilon == 0 ? List.of(0.) : List.of(0., epsilon),
        epsilon == 0 ? List.of(score(score)) : List.of(score(1), score(score)),
        new VolumeAttack.Result(Tensor.zeros(2, 2, 2, 1), logits(ATTACKED)),
        () -> {
          asked[0]++;
          return logits(TRUTH);
        });
  }

  private static CaseScore score(double value) {
    return Curves.score("case", Map.of("organ", value));
  }

  /** Of the two classes, the given one ahead. */
  private static Tensor logits(float[] classes) {
    float[] values = new float[2 * classes.length];
    for (int i = 0; i < classes.length; i++) values[2 * i + (int) classes[i]] = 1;
    return new Tensor(values, 2, 2, 2, 2);
  }
}
