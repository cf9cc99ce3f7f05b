package io.github.robustj.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.task.segmentation.SegmentationObjective;
import io.github.robustj.task.segmentation.Softmax;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.TinyNet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** APGD against the traces of the reference implementation on the toy network. */
class AutoPgdTest {

  /** Maximises one objective, tracks the cross-entropy, is harmed by low pixel accuracy. */
  private record Traced(TinyNet net, Tensor labels, SegmentationObjective kind)
      implements Objective.Differentiable {

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      Tensor logits = net.predict(images);
      ObjectiveType.Value at = kind.of(logits, labels, 0);
      return new LossAndGradient(at.value(), net.pullback(images, at.gradient()), logits);
    }

    @Override
    public float[] tracked(LossAndGradient at) {
      return SegmentationObjective.CROSS_ENTROPY.of(at.outputs(), labels, 0).value();
    }

    @Override
    public float[] harm(LossAndGradient at) {
      int[] winners = Softmax.winner(at.outputs());
      float[] harm = new float[at.outputs().samples()];
      for (int p = 0; p < winners.length; p++)
        if (winners[p] != labels.data()[p]) harm[p / 64] += 1 / 64f;
      return harm;
    }
  }

  private final Tensor images = Fixtures.images();
  private final TinyNet net = new TinyNet();

  @Test
  void checkpointsAreThoseOfThePaper() {
    assertEquals(List.of(11, 21, 30, 38, 45), checkpoints(50));
    assertEquals(List.of(22, 41, 57, 70, 80, 87, 93, 99), checkpoints(100));
    assertEquals(List.of(66, 123, 171, 210, 240, 261, 279, 297), checkpoints(300));
    assertEquals(List.of(4, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20), checkpoints(20));
  }

  /** The steps, counted from 1, after which the step length is decided on. */
  private static List<Integer> checkpoints(int steps) {
    StepControl control = new StepControl(steps, new float[0], new float[0]);
    return IntStream.rangeClosed(1, steps).filter(step -> control.isCheckpoint()).boxed().toList();
  }

  /**
   * The reference computes in double, we step in float: single pixels part where a gradient is near
   * zero and its sign flips, so cross-entropy (to 1e-5) and accuracy (exactly) are compared.
   */
  @ParameterizedTest
  @CsvSource({
    "LINF, ce-avg, CROSS_ENTROPY",
    "LINF, mask-ce-avg, MASKED_CROSS_ENTROPY",
    "LINF, js-avg, JENSEN_SHANNON",
    "L2, ce-avg, CROSS_ENTROPY",
    "L2, mask-ce-avg, MASKED_CROSS_ENTROPY",
    "L2, js-avg, JENSEN_SHANNON"
  })
  void findsWhatTheReferenceFinds(Norm norm, String name, SegmentationObjective kind) {
    String key = (norm == Norm.L2 ? "L2 " : "Linf ") + name;
    JsonObject trace = Fixtures.read("apgd_seg_traces.json").getAsJsonObject(key);
    Traced objective = new Traced(net, Fixtures.labels(), kind);
    PerturbationBall ball =
        PerturbationBall.of(
            norm, images, trace.get("eps").getAsDouble(), Collections.nCopies(2, Bounds.of(0, 1)));
    Strongest strongest = new Strongest(images);
    Tensor best =
        new AutoPgd(50, 1)
            .ascend(objective, new RandomSteps(ball, new Random(1)), images.copy(), strongest);
    float[] loss = objective.tracked(objective.lossAndGradient(best));
    float[] harm = objective.harm(strongest.images());
    for (int i = 0; i < 2; i++) {
      assertEquals(Fixtures.numbers(trace, "loss_best_ce")[i], loss[i], 1e-5, "sample " + i);
      assertEquals(Fixtures.numbers(trace, "acc_min")[i], 1 - harm[i], 1e-6, "sample " + i);
    }
  }

  @Test
  void restartsAreNeverWeaker() {
    Objective.Differentiable objective = Goal.TRAINING_LOSS.on(net, Fixtures.labels());
    PerturbationBall ball =
        PerturbationBall.of(Norm.L2, images, .5, Collections.nCopies(2, Bounds.of(0, 1)));
    float[] one = objective.loss(new AutoPgd(10, 1).run(objective, ball, new Random(1)));
    float[] three = objective.loss(new AutoPgd(10, 3).run(objective, ball, new Random(1)));
    for (int i = 0; i < 2; i++) assertTrue(three[i] >= one[i]);
  }

  @Test
  void isStrongerThanPgdOfAsManyStepsInL1() {
    Objective.Differentiable objective = Goal.TRAINING_LOSS.on(net, Fixtures.labels());
    PerturbationBall ball =
        PerturbationBall.of(Norm.L1, images, 3, Collections.nCopies(2, Bounds.of(0, 1)));
    float[] apgd = objective.loss(new AutoPgd(100, 1).run(objective, ball, new Random(1)));
    float[] pgd =
        objective.loss(
            Attacks.of(new AttackSpec("pgd", Norm.L1, 100, 4, 1))
                .run(objective, ball, new Random(1)));
    for (int i = 0; i < 2; i++) assertTrue(apgd[i] > .97 * pgd[i], apgd[i] + " " + pgd[i]);
  }

  @Test
  void costsOneEvaluationMoreThanSteps() {
    TinyNet counted = new TinyNet();
    Objective.Differentiable objective = Goal.TRAINING_LOSS.on(counted, Fixtures.labels());
    PerturbationBall ball =
        PerturbationBall.of(Norm.L2, images, .5, Collections.nCopies(2, Bounds.none()));
    new AutoPgd(7, 2).run(objective, ball, new Random(1));
    assertEquals(2 * 8, counted.gradientCalls());
    assertArrayEquals(Fixtures.images().data(), images.data());
  }
}
