package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.Norm;
import io.github.robustj.data.Batch;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.LossTerm;
import io.github.robustj.task.segmentation.SegmentationTask;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.InMemoryData;
import io.github.robustj.testing.PixelClassifier;
import io.github.robustj.testing.TinyNet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** TRADES and MART: which images they attack for, and their losses by hand. */
class TradesTest {

  private static final SegmentationTask SEGMENTATION =
      new SegmentationTask(List.of(new LabelClass(0, "background"), new LabelClass(1, "organ")));

  private static final TrainingAttack ATTACK = new TrainingAttack(AttackSpec.pgd(5), .4, 0);

  private final TinyNet net = new TinyNet();
  private final Batch batch = InMemoryData.tiny().plain(0, 1);

  @Test
  void tradesClimbsTheDivergence() {
    List<LossTerm> terms = new Trades(ATTACK, 6, SEGMENTATION).terms(batch, net, new Random(1));
    assertEquals(1, net.predictCalls());
    assertEquals(5, net.gradientCalls());
    LossTerm.Smoothness smoothness = (LossTerm.Smoothness) terms.get(1);
    assertSame(batch.images(), smoothness.images());
    assertSame(batch.images(), terms.get(0).images());
    assertEquals(3, smoothness.weights()[1], "beta over the samples");
    Tensor reference = net.predict(batch.images());
    float[] found = net.divergence(smoothness.adversarial(), reference).loss();
    float[] byLoss =
        net.divergence(
                new AdversarialTraining(ATTACK, 1).terms(batch, net, new Random(1)).get(0).images(),
                reference)
            .loss();
    for (int i = 0; i < 2; i++) {
      int n = batch.images().sampleLength();
      double size =
          Norm.L2.distance(
              smoothness.adversarial().data(), batch.images().data(), i * n, (i + 1) * n);
      assertEquals(.4, size, .4e-2, "five steps reach the sphere");
      assertTrue(found[i] >= byLoss[i], "PGD on the loss diverges less");
    }
  }

  /** At the clean image there is no way up; a random start has one. */
  @Test
  void theDivergenceHasASlopeAtTheRandomStart() {
    Tensor reference = net.predict(batch.images());
    for (float g : net.divergence(batch.images(), reference).gradient().data())
      assertEquals(0, g, 1e-6);
    Tensor start = ATTACK.ball(batch, 0).randomStart(new float[] {.1f, .1f}, new Random(2));
    Tensor gradient = net.divergence(start, reference).gradient();
    for (int i = 0; i < 2; i++)
      assertTrue(Norm.L2.distance(gradient.data(), new float[128], 64 * i, 64 * i + 64) > 1e-3);
  }

  /**
   * One pixel, logits (x, 0), clean x = log 3 with p = (3/4, 1/4), truth the first class. In a tiny
   * ball nothing moves: the cross-entropy is log 4/3, MART's -2 log 3/4, both divergences 0.
   */
  @Test
  void lossesByHandWithoutRoomToMove() {
    Batch one = onePixel();
    TrainingAttack still = new TrainingAttack(AttackSpec.pgd(1), 1e-7, 0);
    assertEquals(Math.log(4 / 3.), loss(new Trades(still, 6, SEGMENTATION), one), 1e-6);
    assertEquals(2 * Math.log(4 / 3.), loss(new Mart(still, 5), one), 1e-6);
  }

  /**
   * With a radius of log 3 the divergence from p = (3/4, 1/4) is highest where x is 0 and the
   * output even: KL = 3/4 log 3/2 + 1/4 log 1/2 (moving up, to 9/10, diverges less). The loss is
   * highest there too.
   */
  @Test
  void lossesByHandAtTheEndOfTheBall() {
    Batch one = onePixel();
    TrainingAttack far =
        new TrainingAttack(new AttackSpec("pgd", Norm.LINF, 4, 8, 1), Math.log(3), 0);
    double divergence = .75 * Math.log(1.5) + .25 * Math.log(.5);
    double boosted = 2 * Math.log(2);
    // A float of the clean image, moved by a float: 1e-6.
    assertEquals(boosted + 5 * .25 * divergence, loss(new Mart(far, 5), one), 1e-5);
    List<LossTerm> trades =
        new Trades(far, 6, SEGMENTATION).terms(one, new PixelClassifier(1, 0, 0, 0), new Random(3));
    double moved = ((LossTerm.Smoothness) trades.get(1)).adversarial().data()[0];
    double p = 1 / (1 + Math.exp(-moved));
    double expected = .75 * Math.log(.75 / p) + .25 * Math.log(.25 / (1 - p));
    assertEquals(
        Math.log(4 / 3.) + 6 * expected,
        new PixelClassifier(1, 0, 0, 0).weightGradient(trades).loss(),
        1e-5);
    // The random start decides for one of the two ends.
    assertEquals(1, Math.abs(moved - Math.log(3)) / Math.log(3), 1e-5);
  }

  @Test
  void weightsMustBePositive() {
    assertThrows(RobustJException.class, () -> new Trades(ATTACK, 0, SEGMENTATION));
    assertThrows(RobustJException.class, () -> new Mart(ATTACK, Double.NaN));
  }

  private static double loss(TrainingMethod method, Batch batch) {
    PixelClassifier model = new PixelClassifier(1, 0, 0, 0);
    return model.weightGradient(method.terms(batch, model, new Random(1))).loss();
  }

  private static Batch onePixel() {
    Tensor image = new Tensor(new float[] {(float) Math.log(3)}, 1, 1, 1, 1);
    return new InMemoryData(image, Tensor.zeros(1, 1, 1, 1)).plain(0);
  }
}
