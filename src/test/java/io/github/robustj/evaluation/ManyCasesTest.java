package io.github.robustj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.LabelClass;
import io.github.robustj.evaluation.RobustnessEvaluation.Protocol;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.EncodedCase;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.PixelClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An evaluation of many images keeps their scores, and nothing of the images. */
class ManyCasesTest {

  private static final int CASES = 800;
  private static final int SIDE = 32;

  /**
   * About 3500 are measured: two epsilons, at each of which Dice and the other metrics are small
   * maps. Image and truth together would be 8192 more.
   */
  private static final long MOST_BYTES_PER_CASE = 6000;

  private final SegmentationTask task =
      new SegmentationTask(List.of(new LabelClass(0, "background"), new LabelClass(1, "organ")));

  @Test
  void onlyScoresAreKept() {
    AttackSpec fgsm = new AttackSpec("fgsm", Norm.LINF, 1, 1, 1);
    RobustnessEvaluation evaluation =
        new RobustnessEvaluation(task, fgsm, Attacks.of(fgsm), new Protocol(List.of(0., 2.), 4, 1));
    List<Supplier<EvaluationCase>> cases = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      int number = i;
      cases.add(() -> subject(number));
    }
    RunningMeans[] last = new RunningMeans[1];
    long before = used();
    RobustnessCurve curve =
        evaluation.run(
            new PixelClassifier(0, 1, 0, 0),
            cases,
            new EvaluationListener() {
              @Override
              public void finished(int done, int all, RunningMeans means) {
                last[0] = means;
              }
            });
    long kept = (used() - before) / CASES;
    assertEquals(CASES, curve.points().get(1).cases().size());
    assertTrue(kept < MOST_BYTES_PER_CASE, kept + " bytes for each case");
    for (int e = 0; e < 2; e++)
      assertEquals(curve.points().get(e).mean(), last[0].means()[e], 1e-9, "sums in one order");
  }

  private static EvaluationCase subject(int number) {
    float[] pixels = new float[SIDE * SIDE];
    float[] truth = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i * 7 + number) % 11 - 5;
      truth[i] = pixels[i] > 0 ? 1 : 0;
    }
    return new EvaluationCase(
        new EncodedCase(
            "case " + number,
            new Tensor(pixels, 1, SIDE, SIDE, 1),
            new Tensor(truth, 1, SIDE, SIDE, 1),
            Bounds.none()));
  }

  /** What is still reachable. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
