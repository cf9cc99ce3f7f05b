package io.github.robustj.task.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.Fixtures;
import io.github.robustj.testing.PixelLoss;
import io.github.robustj.testing.TinyNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every objective against the reference implementation, closed forms and finite differences. */
class SegmentationObjectiveTest {

  private final Tensor images = Fixtures.images();
  private final Tensor labels = Fixtures.labels();
  private final TinyNet net = new TinyNet();

  /** Logits are floats of size 10, so that their rounding shows at 1e-6; gradients are about .1. */
  @ParameterizedTest
  @CsvSource({
    "CROSS_ENTROPY, ce-avg, 0",
    "MASKED_CROSS_ENTROPY, mask-ce-avg, 0",
    "JENSEN_SHANNON, js-avg, 0",
    "COSPGD, 'cospgd official (softmax, weight detached)', 0",
    "NORMALISED_LOGIT, mask-norm-corrlog-avg, 0",
    "MARGIN, margin-avg, 0",
    "SEGPGD, segpgd t=0 T=10, 0",
    "SEGPGD, segpgd t=3 T=10, .3",
    "SEGPGD, segpgd t=10 T=10, 1"
  })
  void agreesWithTheReference(SegmentationObjective kind, String key, double progress) {
    JsonObject expected = Fixtures.read("seg_losses.json").getAsJsonObject(key);
    Value at = kind.of(net.predict(images), labels, progress);
    double[] values = Fixtures.numbers(expected, "loss_per_image");
    for (int i = 0; i < 2; i++) assertEquals(values[i], at.value()[i], 2e-6, "sample " + i);
    Tensor gradient = Fixtures.channelsLast(Fixtures.numbers(expected, "grad"), 2, 1, 8, 8);
    assertArrayEquals(gradient.data(), net.pullback(images, at.gradient()).data(), 2e-6f);
  }

  @Test
  void softDiceAndTrainingLossAreThoseOfTheNetwork() {
    labels.data()[5] = -1;
    Tensor logits = net.predict(images);
    agree(
        new TinyNet(PixelLoss.SOFT_DICE).loss(images, labels),
        SegmentationObjective.SOFT_DICE.of(logits, labels, 0));
    agree(net.loss(images, labels), SegmentationObjective.TRAINING_LOSS.of(logits, labels, 0));
  }

  private void agree(LossAndGradient expected, Value actual) {
    assertArrayEquals(expected.loss(), actual.value(), 2e-6f);
    assertArrayEquals(
        expected.gradient().data(), net.pullback(images, actual.gradient()).data(), 2e-6f);
  }

  /**
   * Central differences at every logit, for two classes and an unlabelled pixel. Weights count as
   * constants, so only objectives without weights qualify; no pixel is near a change of its winner.
   * Steps of 1e-2 and 2e-2, of which the third derivative falls out, on a float of order 1 round to
   * 1e-5.
   */
  @ParameterizedTest
  @EnumSource(
      value = SegmentationObjective.class,
      names = {"COSPGD"},
      mode = EnumSource.Mode.EXCLUDE)
  void gradientAgreesWithFiniteDifferences(SegmentationObjective kind) {
    float[] z = {1.2f, -.3f, .4f, 1.1f, -2, .5f, .7f, .1f, .3f, -1.4f, -.6f, .2f};
    Tensor logits = new Tensor(z, 2, 1, 3, 2);
    Tensor targets = new Tensor(new float[] {0, 1, 0, 0, -1, 1}, 2, 1, 3, 1);
    float[] gradient = kind.of(logits, targets, .5).gradient().data();
    for (int k = 0; k < z.length; k++) {
      double near = moved(kind, logits, targets, k, .01f) - moved(kind, logits, targets, k, -.01f);
      double far = moved(kind, logits, targets, k, .02f) - moved(kind, logits, targets, k, -.02f);
      double slope = (8 * near - far) / .12;
      assertEquals(slope, gradient[k], 5e-5, "logit " + k);
    }
    assertEquals(0, gradient[8]);
  }

  private static double moved(
      SegmentationObjective kind, Tensor logits, Tensor targets, int k, float step) {
    Tensor other = logits.copy();
    other.data()[k] += step;
    return kind.of(other, targets, .5).value()[k / 6];
  }

  /** A thousand logits apart, probabilities are 0 and 1 exactly. */
  @ParameterizedTest
  @EnumSource
  void extremeLogitsGiveFiniteNumbers(SegmentationObjective kind) {
    Tensor logits = new Tensor(new float[] {1000, -1000, -1000, 1000, 0, 0}, 1, 1, 3, 2);
    Tensor wrong = new Tensor(new float[] {1, 0, 0}, 1, 1, 3, 1);
    Tensor unlabelled = new Tensor(new float[] {-1, -1, -1}, 1, 1, 3, 1);
    for (Tensor targets : new Tensor[] {wrong, unlabelled}) {
      Value at = kind.of(logits, targets, 1);
      assertTrue(Float.isFinite(at.value()[0]));
      for (float g : at.gradient().data()) assertTrue(Float.isFinite(g));
    }
    // Soft Dice of nothing against nothing is 1.
    assertEquals(0, kind.of(logits, unlabelled, 1).value()[0], 1e-6);
  }

  /** One of two pixels wrong, both certain: its divergence is log 2. */
  @Test
  void jensenShannonIsBoundedByLogTwo() {
    Tensor logits = new Tensor(new float[] {1000, -1000, 1000, -1000}, 1, 1, 2, 2);
    Tensor targets = new Tensor(new float[] {0, 1}, 1, 1, 2, 1);
    assertEquals(
        Math.log(2) / 2,
        SegmentationObjective.JENSEN_SHANNON.of(logits, targets, 0).value()[0],
        1e-7);
  }

  /**
   * Five pixels with a softmax of 0 and 1: structure found and missed, background found and missed,
   * and one structure taken for another. Half of what was drawn and found, 1 + .5 + 0 + .5 + 1,
   * less twice the one pixel that is right in a structure.
   */
  @Test
  void linearDiceCountsWhatADiceOfOneHalfLacks() {
    Tensor truth = new Tensor(new float[] {1, 1, 0, 0, 2}, 1, 1, 5, 1);
    Tensor seen = Tensor.zeros(1, 1, 5, 3);
    int[] found = {1, 0, 0, 2, 1};
    for (int k = 0; k < 5; k++) seen.data()[3 * k + found[k]] = 200;
    float[] value = SegmentationObjective.LINEAR_DICE.of(seen, truth, 0).value();
    assertEquals((3 - 2) / 5., value[0], 1e-6);
  }

  @Test
  void namesAreThoseThatUsersType() {
    assertEquals("training_loss", SegmentationObjective.names().get(0));
    for (String name : SegmentationObjective.names())
      assertEquals(name, SegmentationObjective.named(name).label());
    String message =
        assertThrows(RobustJException.class, () -> SegmentationObjective.named("ce")).getMessage();
    assertTrue(message.contains("cross_entropy") && message.contains("ce."), message);
  }
}
