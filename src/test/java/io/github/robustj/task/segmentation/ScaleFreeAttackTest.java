package io.github.robustj.task.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Attacks;
import io.github.robustj.attack.Norm;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.LabelClass;
import io.github.robustj.model.Bounds;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.ScaledLogits;
import io.github.robustj.testing.TinyNet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks whose logits are multiplied by a number decide the same and are attacked the same. */
class ScaleFreeAttackTest {

  private static final double[] FACTORS = {1e-3, 1e-2, .1, 10, 100, 1e4};

  private final SegmentationTask task =
      new SegmentationTask(
          List.of(
              new LabelClass(0, "background"), new LabelClass(1, "one"), new LabelClass(2, "two")));
  private final Tensor images = Fixtures.images();

  /** Up to the rounding of floats to 6e-8, of three classes and of two. */
  @ParameterizedTest
  @EnumSource(
      value = SegmentationObjective.class,
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"DLR", "SCALE_FREE_.*"})
  void valuesAreTheSameAndSlopesInProportion(SegmentationObjective kind) {
    Tensor three = new TinyNet().predict(images);
    Tensor two = Tensor.zeros(2, 8, 8, 2);
    Tensor pairs = Fixtures.labels();
    for (int k = 0; k < 128; k++) {
      for (int c = 0; c < 2; c++) two.data()[2 * k + c] = three.data()[3 * k + c];
      pairs.data()[k] = Math.min(pairs.data()[k], 1);
    }
    for (double factor : FACTORS) {
      same(kind, three, Fixtures.labels(), factor);
      same(kind, two, pairs, factor);
    }
  }

  private static void same(
      SegmentationObjective kind, Tensor logits, Tensor targets, double factor) {
    Value at = kind.of(logits, targets, .5);
    Tensor scaled = logits.copy();
    for (int k = 0; k < scaled.data().length; k++) scaled.data()[k] *= (float) factor;
    Value there = kind.of(scaled, targets, .5);
    for (int k = 0; k < scaled.data().length; k++) there.gradient().data()[k] *= (float) factor;
    assertArrayEquals(at.value(), there.value(), 1e-5f);
    assertArrayEquals(at.gradient().data(), there.gradient().data(), 1e-6f);
  }

  /**
   * The same adversarial images. A power of two changes no digit of a float, so that not one bit of
   * them differs; of other factors steps along signs may differ where a slope is about 0, and what
   * is kept follows the score.
   */
  @ParameterizedTest
  @CsvSource({
    "apgd, L2, dlr",
    "apgd, LINF, dlr",
    "apgd, L2, scale_free_cross_entropy",
    "apgd, LINF, scale_free_masked_cross_entropy",
    "apgd, L2, scale_free_masked_cross_entropy",
    "apgd, LINF, scale_free_jensen_shannon",
    "apgd, LINF, scale_free_soft_dice",
    "apgd, L2, scale_free_soft_dice",
    "ensemble, L2, scale_free_soft_dice",
    "ensemble, LINF, scale_free_soft_dice"
  })
  void imagesAreTheSame(String attack, Norm norm, String objective) {
    Tensor expected = attacked(attack, norm, objective, 1);
    for (int power : new int[] {-10, 4, 13})
      assertArrayEquals(
          expected.data(), attacked(attack, norm, objective, Math.pow(2, power)).data());
    float[] harm = harm(expected);
    for (double factor : FACTORS) {
      Tensor found = attacked(attack, norm, objective, factor);
      assertArrayEquals(harm, harm(found), 1e-3f, "factor " + factor);
      if (norm == Norm.L2 && attack.equals("apgd"))
        assertArrayEquals(expected.data(), found.data(), 1e-4f, "factor " + factor);
    }
  }

  /** What users get: the training loss first, whose slopes are gone at 10 000. */
  @Test
  void theEnsembleIsAsStrongOnLargeLogits() {
    for (Norm norm : new Norm[] {Norm.L2, Norm.LINF}) {
      float[] plain = harm(attacked("ensemble", norm, "training_loss", 1));
      float[] large = harm(attacked("ensemble", norm, "training_loss", 1e4));
      float[] alone = harm(attacked("apgd", norm, "cross_entropy", 1e4));
      for (int i = 0; i < 2; i++) {
        assertEquals(plain[i], large[i], .05, "norm " + norm + ", sample " + i);
        assertTrue(large[i] >= alone[i]);
      }
    }
  }

  private float[] harm(Tensor found) {
    return objective(1, "cross_entropy", "apgd", Norm.L2).harm(found);
  }

  private Tensor attacked(String attack, Norm norm, String objective, double factor) {
    AttackSpec spec = new AttackSpec(attack, norm, 20, 4, 1, objective, .5);
    PerturbationBall ball =
        PerturbationBall.of(
            norm, images, norm == Norm.L2 ? .5 : .03, Collections.nCopies(2, Bounds.of(0, 1)));
    return Attacks.of(spec).run(objective(factor, objective, attack, norm), ball, new Random(1));
  }

  private Objective.Differentiable objective(
      double factor, String objective, String attack, Norm norm) {
    AttackSpec spec = new AttackSpec(attack, norm, 20, 4, 1, objective, .5);
    return task.goal(spec, false).on(new ScaledLogits(new TinyNet(), factor), Fixtures.labels());
  }
}
