package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.Norm;
import io.github.robustj.data.Batch;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.InMemoryData;
import io.github.robustj.testing.TinyNet;
import io.github.robustj.training.MarginSettings.Refinement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The phases of the method, its cost, and what it does with samples that break. */
class AdaptiveMarginTest {

  private static final int STEPS = 5;
  private static final Runnable GO_ON = () -> {};
  private static final BiFunction<Tensor, Tensor, float[]> DICE = new LargestDice(0, 0);

  private final TinyNet net = new TinyNet();
  private final InMemoryData data = InMemoryData.tiny();
  private final Batch batch = data.plain(0, 1);

  @Test
  void trainsOnCleanImagesUntilTheThresholdIsLearned() {
    AdaptiveMargin method = method(Refinement.END_POINT, "mean", 0, 2);
    for (int epoch = 0; epoch < 2; epoch++) {
      method.epochStarts(epoch, net, data, GO_ON);
      List<LossTerm> terms = method.terms(batch, net, new Random(1));
      assertEquals(1, terms.size());
      assertSame(batch.images(), terms.get(0).images());
      method.epochEnds(epoch);
      assertTrue(method.report().get("threshold").isNaN());
      assertArrayEquals(new float[] {.5f, .5f}, method.margins());
    }
    method.epochStarts(2, net, data, GO_ON);
    float[] clean = DICE.apply(net.predict(data.images()), data.targets());
    assertEquals((clean[0] + clean[1]) / 2, method.report().get("threshold"), 1e-6);
    assertEquals(2, method.terms(batch, net, new Random(1)).size());
  }

  @Test
  void weighsAdversarialImagesByTheirShare() {
    MarginSettings settings =
        settings(Refinement.END_POINT, new ThresholdRule(ThresholdRule.Kind.MINIMUM, 0), 0);
    AdaptiveMargin method = new AdaptiveMargin(settings, DICE, .25);
    method.epochStarts(0, net, data, GO_ON);
    List<LossTerm> terms = method.terms(data.plain(0, 1), net, new Random(1));
    assertArrayEquals(new float[] {.375f, .375f}, terms.get(0).weights());
    assertArrayEquals(new float[] {.125f, .125f}, terms.get(1).weights());
    assertThrows(RobustJException.class, () -> new AdaptiveMargin(settings, DICE, 1.5));
  }

  @Test
  void learnsTheThresholdOnce() {
    AdaptiveMargin method = method(Refinement.END_POINT, "minimum", 0, 0);
    method.epochStarts(0, net, data, GO_ON);
    assertEquals(1, net.predictCalls());
    method.epochStarts(1, net, data, GO_ON);
    assertEquals(1, net.predictCalls());
  }

  /** The first of two samples in even epochs, the second in odd ones, as the network is then. */
  @Test
  void learnsTheThresholdAgainOfAQuarter() {
    MarginSettings once =
        settings(Refinement.END_POINT, new ThresholdRule(ThresholdRule.Kind.MEAN, 0), 0);
    MarginSettings renewed =
        new MarginSettings(
            once.norm(),
            once.steps(),
            once.margin(),
            once.refinement(),
            once.threshold(),
            0,
            true,
            once.economy());
    AdaptiveMargin method = new AdaptiveMargin(renewed, DICE, .5);
    float[] clean = DICE.apply(net.predict(data.images()), data.targets());
    net.reset();
    double all = (clean[0] + clean[1]) / 2;
    // In epochs 2 and 3 no sample is asked, so that the threshold stays.
    double[] expected = {all, clean[1], clean[1], clean[1], clean[0], clean[1]};
    int[] predictions = {1, 2, 2, 2, 3, 4};
    for (int epoch = 0; epoch < expected.length; epoch++) {
      method.epochStarts(epoch, net, data, GO_ON);
      assertEquals(expected[epoch], method.report().get("threshold"), 1e-6);
      assertEquals(predictions[epoch], net.predictCalls());
      method.epochGoesOn(epoch, net, data, GO_ON);
      assertEquals(predictions[epoch], net.predictCalls(), "not inside an epoch");
    }
  }

  /** Where no sample of the quarter has anything to judge, the threshold stays what it was. */
  @Test
  void aThresholdStaysWhereNothingIsJudged() {
    ThresholdRule rule = new ThresholdRule(ThresholdRule.Kind.MEAN, 0);
    float[] before = {.25f, .5f};
    BiFunction<Tensor, Tensor, float[]> second =
        (outputs, targets) -> new float[] {Float.NaN, .75f};
    assertArrayEquals(
        new float[] {.25f, .75f}, rule.learnAgain(before, 4, second, net, data, GO_ON));
    ThresholdRule stated = new ThresholdRule(ThresholdRule.Kind.VALUE, .6);
    assertSame(before, stated.learnAgain(before, 4, second, net, data, GO_ON));
  }

  @Test
  void canBeCancelledWhileItLearns() {
    Runnable cancelled =
        () -> {
          throw new CancellationException();
        };
    AdaptiveMargin method = method(Refinement.END_POINT, "mean", 0, 0);
    assertThrows(CancellationException.class, () -> method.epochStarts(0, net, data, cancelled));
    assertEquals(0, net.predictCalls());
  }

  /** Steps + 1 gradient calls; ten predictions, and only where bisection meets a wrong sample. */
  @Test
  void costsWhatThePaperSays() {
    started(Refinement.END_POINT, 2).terms(batch, net, new Random(1));
    assertEquals(STEPS + 1, net.gradientCalls());
    assertEquals(0, net.predictCalls());
    started(Refinement.BISECTION, -1).terms(batch, net, new Random(1));
    assertEquals(2 * (STEPS + 1), net.gradientCalls());
    assertEquals(0, net.predictCalls());
    started(Refinement.BISECTION, 2).terms(batch, net, new Random(1));
    assertEquals(3 * (STEPS + 1), net.gradientCalls());
    assertEquals(10, net.predictCalls());
  }

  @ParameterizedTest
  @EnumSource
  void growsWhileEverySampleHolds(Refinement refinement) {
    AdaptiveMargin method = started(refinement, -1);
    for (int epoch = 0; epoch < 3; epoch++) epoch(method, epoch);
    assertArrayEquals(new float[] {2, 2}, method.margins(), 1e-6f);
    assertEquals(1, method.report().get("margin_growing"));
    assertEquals(0, method.report().get("margin_frozen"));
  }

  /** No Dice is 2: the clean image fails, and the perturbation has the length of the floor. */
  @Test
  void bisectionPutsSamplesThatFailCleanAtTheFloor() {
    AdaptiveMargin method = started(Refinement.BISECTION, 2);
    Tensor images = epoch(method, 0).get(1).images();
    for (int i = 0; i < 2; i++) {
      int n = images.sampleLength();
      double size = Norm.L2.distance(images.data(), data.images().data(), i * n, (i + 1) * n);
      assertEquals(.2, size, 1e-5);
    }
    assertArrayEquals(new float[] {.35f, .35f}, method.margins(), 1e-5f);
    for (int epoch = 1; epoch < 20; epoch++) epoch(method, epoch);
    assertArrayEquals(new float[] {.2f, .2f}, method.margins(), 1e-5f);
  }

  @Test
  void theEndPointKeepsTheMarginOfSamplesThatFail() {
    AdaptiveMargin method = started(Refinement.END_POINT, 2);
    for (int epoch = 0; epoch < 3; epoch++) epoch(method, epoch);
    assertArrayEquals(new float[] {.5f, .5f}, method.margins(), 1e-2f);
    assertEquals(1, method.report().get("margin_frozen"));
  }

  /**
   * Correct as long as an image is brighter by at most .02 on average. The way that is halved ten
   * times is at most .5 long, or .5 / 8 in the mean of 64 pixels: 1e-4 is generous.
   */
  @Test
  void bisectionEndsWhereCorrectTurnsWrong() {
    Brightness brightness = new Brightness();
    InMemoryData plain = new InMemoryData(data.images(), data.images());
    ThresholdRule rule = new ThresholdRule(ThresholdRule.Kind.VALUE, -.02);
    AdaptiveMargin method =
        new AdaptiveMargin(settings(Refinement.BISECTION, rule, 0), brightness, .5);
    method.epochStarts(0, brightness, plain, GO_ON);
    Tensor images = method.terms(plain.plain(0, 1), brightness, new Random(1)).get(1).images();
    method.epochEnds(0);
    assertEquals(1, method.report().get("margin_frozen"));
    assertArrayEquals(new float[] {-.02f, -.02f}, brightness.apply(images, plain.images()), 1e-4f);
    double size = method.report().get("perturbation_norm");
    assertTrue(size < .5, "inside the ball");
    assertEquals((.5 + size) / 2, method.report().get("margin_mean"), 1e-6);
  }

  @Test
  void aResumedTrainingGoesOnExactly() {
    AdaptiveMargin method = method(Refinement.BISECTION, "mean", 0, 0);
    method.epochStarts(0, net, data, GO_ON);
    epoch(method, 0);
    AdaptiveMargin resumed = method(Refinement.BISECTION, "mean", 0, 0);
    resumed.restore(method.state());
    int predictions = net.predictCalls();
    resumed.epochStarts(1, net, data, GO_ON);
    assertEquals(predictions, net.predictCalls());
    Tensor expected = epoch(method, 1).get(1).images();
    assertArrayEquals(expected.data(), epoch(resumed, 1).get(1).images().data());
    assertArrayEquals(method.margins(), resumed.margins());
    assertEquals(method.report(), resumed.report());
  }

  @Test
  void refusesStatesOfOtherMethodsAndOtherData() {
    AdaptiveMargin method = method(Refinement.BISECTION, "mean", 0, 0);
    assertThrows(RobustJException.class, () -> method.restore(Map.of()));
    AdaptiveMargin three = method(Refinement.BISECTION, "mean", 0, 1);
    InMemoryData more =
        new InMemoryData(data.images().gather(0, 1, 1), data.targets().gather(0, 1, 1));
    three.epochStarts(0, net, more, GO_ON);
    method.restore(three.state());
    assertThrows(RobustJException.class, () -> method.epochStarts(0, net, data, GO_ON));
  }

  private List<LossTerm> epoch(AdaptiveMargin method, int epoch) {
    List<LossTerm> terms = method.terms(batch, net, new Random(epoch));
    method.epochEnds(epoch);
    return terms;
  }

  /** With a stated threshold, ready to train. */
  private AdaptiveMargin started(Refinement refinement, double threshold) {
    AdaptiveMargin method = method(refinement, "value", threshold, 0);
    method.epochStarts(0, net, data, GO_ON);
    return method;
  }

  private static AdaptiveMargin method(
      Refinement refinement, String threshold, double parameter, int cleanEpochs) {
    ThresholdRule rule =
        new ThresholdRule(
            ThresholdRule.Kind.valueOf(threshold.toUpperCase(Locale.ROOT)), parameter);
    return new AdaptiveMargin(settings(refinement, rule, cleanEpochs), DICE, .5);
  }

  private static MarginSettings settings(
      Refinement refinement, ThresholdRule threshold, int cleanEpochs) {
    MarginRule margin = new MarginRule(.5, .2, 3, false);
    return new MarginSettings(
        Norm.L2,
        new MarginSettings.Steps(STEPS, 4, false),
        margin,
        refinement,
        threshold,
        cleanEpochs,
        false,
        new MarginSettings.Economy(false, false, false, false, 0));
  }
}
