package io.github.robustj.task.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.TiledModel;
import io.github.robustj.model.TiledModel.Shrinking;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.TinyNet;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentationGoalTest {

  private final SegmentationTask task =
      new SegmentationTask(
          List.of(
              new LabelClass(0, "background"), new LabelClass(1, "one"), new LabelClass(2, "two")));
  private final Tensor images = Fixtures.images();
  private final TinyNet net = new TinyNet();

  @Test
  void trainingLossTakesOnePassAndNothingElse() {
    Objective.Differentiable objective = goal(SegmentationObjective.TRAINING_LOSS, false, false);
    LossAndGradient at = objective.lossAndGradient(images);
    assertEquals(1, net.gradientCalls());
    assertEquals(0, net.predictCalls());
    assertArrayEquals(net.loss(images, Fixtures.labels()).loss(), at.loss());
    assertArrayEquals(at.loss(), objective.harm(at));
    // Values alone, as black-box attacks ask for them, need no gradient.
    int before = net.gradientCalls();
    assertArrayEquals(at.loss(), objective.loss(images), 2e-6f);
    assertEquals(before, net.gradientCalls());
  }

  /**
   * Where losses are taken over other tiles than predictions are blended from, all that is judged
   * is what a prediction gives. The tiles of the toy network show: its edges are padded with zeros.
   */
  @ParameterizedTest
  @EnumSource
  void onTilesTheBlendedPredictionIsJudged(SegmentationObjective kind) {
    boolean towards = kind == SegmentationObjective.REMAINING_CROSS_ENTROPY;
    Tensor large = Tensor.zeros(1, 40, 40, 1);
    Tensor labels = Tensor.zeros(1, 40, 40, 1);
    for (int k = 0; k < 1600; k++) {
      int small = k / 40 % 8 * 8 + k % 8;
      large.data()[k] = images.data()[small];
      labels.data()[k] = Fixtures.labels().data()[small];
    }
    TiledModel tiled =
        new TiledModel(net, 16, 4, () -> {}, new Shrinking(Integer.MAX_VALUE, line -> {}));
    for (boolean byScore : new boolean[] {false, true}) {
      Objective.Differentiable objective =
          new SegmentationGoal(task, kind, towards, byScore).on(tiled, labels);
      LossAndGradient at = objective.lossAndGradient(large);
      assertArrayEquals(tiled.predict(large).data(), at.outputs().data());
      Objective.Judged judged = objective.judge(large);
      assertArrayEquals(objective.harm(large), objective.harm(at), 1e-6f);
      assertArrayEquals(judged.harm(), objective.harm(at), 1e-6f);
      assertArrayEquals(judged.tracked(), objective.tracked(at), 1e-6f);
      assertArrayEquals(objective.loss(large), at.loss(), 1e-6f);
    }
    assertFalse(
        Arrays.equals(tiled.predict(large).data(), tiled.loss(large, labels).outputs().data()),
        "the tiles do not show");
  }

  /** Cross-entropy takes at most a ten-thousandth, so that equal scores are told apart. */
  @Test
  void harmByScoreIsWhatIsMissing() {
    Objective.Differentiable away = goal(SegmentationObjective.SEGPGD, false, true);
    Objective.Differentiable towards = goal(SegmentationObjective.CROSS_ENTROPY, true, true);
    Tensor logits = net.predict(images);
    float[] score = task.quality(logits, Fixtures.labels());
    float[] same = TargetMasks.agreement(logits, Fixtures.labels());
    float[] entropy =
        SegmentationObjective.SCALE_FREE_CROSS_ENTROPY.of(logits, Fixtures.labels(), 0).value();
    for (int i = 0; i < 2; i++) {
      double loss = entropy[i];
      assertEquals(1 - score[i] - 1e-4 / (1 + loss), away.harm(images)[i], 1e-6);
      assertEquals(away.harm(images)[i], away.harm(away.lossAndGradient(images))[i]);
      assertEquals(same[i] - 1e-4 * loss / (1 + loss), towards.harm(images)[i], 1e-6);
    }
  }

  @Test
  void towardsTargetsIsTheNegative() {
    LossAndGradient away =
        goal(SegmentationObjective.SOFT_DICE, false, true).lossAndGradient(images);
    LossAndGradient towards =
        goal(SegmentationObjective.SOFT_DICE, true, true).lossAndGradient(images);
    for (int i = 0; i < 2; i++) assertEquals(-away.loss()[i], towards.loss()[i]);
    for (int k = 0; k < 128; k++)
      assertEquals(-away.gradient().data()[k], towards.gradient().data()[k]);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "MASKED_CROSS_ENTROPY",
        "SEGPGD",
        "COSPGD",
        "NORMALISED_LOGIT",
        "DLR",
        "SCALE_FREE_MASKED_CROSS_ENTROPY"
      })
  void objectivesThatLookAtCorrectPixelsCannotLeadToATarget(SegmentationObjective kind) {
    String message =
        assertThrows(RobustJException.class, () -> goal(kind, true, true)).getMessage();
    assertTrue(message.contains(kind.label()) && message.contains("cross_entropy"), message);
  }

  @Test
  void remainingPixelsAreThoseOfATargetOnly() {
    Objective.Differentiable objective =
        goal(SegmentationObjective.REMAINING_CROSS_ENTROPY, true, true);
    float[] masked = goal(SegmentationObjective.MASKED_CROSS_ENTROPY, false, true).loss(images);
    float[] whole = goal(SegmentationObjective.CROSS_ENTROPY, false, true).loss(images);
    for (int i = 0; i < 2; i++) assertEquals(masked[i] - whole[i], objective.loss(images)[i], 1e-6);
    assertThrows(
        RobustJException.class,
        () -> goal(SegmentationObjective.REMAINING_CROSS_ENTROPY, false, true));
  }

  @Test
  void segpgdFollowsTheProgress() {
    Objective.Differentiable objective = goal(SegmentationObjective.SEGPGD, false, true);
    float[] masked = goal(SegmentationObjective.MASKED_CROSS_ENTROPY, false, true).loss(images);
    float[] whole = goal(SegmentationObjective.CROSS_ENTROPY, false, true).loss(images);
    float[] end = objective.at(1).lossAndGradient(images).loss();
    assertArrayEquals(masked, objective.lossAndGradient(images).loss(), 1e-6f);
    for (int i = 0; i < 2; i++) assertEquals(whole[i] / 2, end[i], 1e-6);
  }

  @Test
  void anEnsembleHasFourObjectivesOfOneHarm() {
    Objective.Differentiable objective = goal(SegmentationObjective.TRAINING_LOSS, false, true);
    List<Objective.Differentiable> variants = objective.variants();
    assertEquals(4, variants.size());
    for (Objective.Differentiable variant : variants)
      assertArrayEquals(objective.harm(images), variant.harm(images));
  }

  /** With much room the toy network can be led a long way: swap the two structures. */
  @Test
  void aTargetedAttackComesCloserToItsTarget() {
    Tensor target = TargetMasks.swap(Fixtures.labels(), 1, 2);
    Objective.Differentiable objective =
        new SegmentationGoal(task, SegmentationObjective.REMAINING_CROSS_ENTROPY, true, true)
            .on(net, target);
    PerturbationBall ball =
        PerturbationBall.of(Norm.LINF, images, .5, Collections.nCopies(2, Bounds.of(0, 1)));
    float[] before = TargetMasks.agreement(net.predict(images), target);
    Tensor found =
        Attacks.of(new AttackSpec("apgd", Norm.LINF, 100, 4, 1))
            .run(objective, ball, new Random(1));
    float[] after = TargetMasks.agreement(net.predict(found), target);
    for (int i = 0; i < 2; i++)
      assertTrue(after[i] > before[i] + .05, before[i] + " -> " + after[i]);
  }

  private Objective.Differentiable goal(
      SegmentationObjective kind, boolean towards, boolean byScore) {
    return new SegmentationGoal(task, kind, towards, byScore).on(net, Fixtures.labels());
  }
}
