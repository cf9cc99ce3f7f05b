package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.attack.Norm;
import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.data.Batch;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.InMemoryData;
import io.github.robustj.testing.NoisyPixels;
import io.github.robustj.testing.PixelClassifier;
import io.github.robustj.testing.TinyNet;
import io.github.robustj.training.MarginSettings.Economy;
import io.github.robustj.training.MarginSettings.Refinement;
import io.github.robustj.training.MarginSettings.Steps;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the cheaper variants of the adaptive margin save, and what they leave as it was. */
class MarginEconomyTest {

  private static final int STEPS = 5;
  private static final Economy LEAVE = new Economy(false, true, false, false, 0);

  private final TinyNet net = new TinyNet();
  private final InMemoryData data = InMemoryData.tiny();
  private final Batch batch = data.plain(0, 1);

  /** Sample 0 of the toy network is right at .5, sample 1 breaks: bisection needs no more of it. */
  @Test
  void leavingChangesNothingButTheTimeWithBisection() {
    for (float threshold : new float[] {.2f, .5f, .7f, .8f, .9f}) {
      AdaptiveMargin whole =
          started(Refinement.BISECTION, threshold, new Economy(false, false, false, false, 0));
      AdaptiveMargin early = started(Refinement.BISECTION, threshold, LEAVE);
      List<LossTerm> expected = whole.terms(batch, net, new Random(1));
      int full = net.gradientSamples();
      List<LossTerm> actual = early.terms(batch, net, new Random(1));
      assertArrayEquals(expected.get(1).images().data(), actual.get(1).images().data());
      assertEquals(2 * (STEPS + 1), full);
      whole.epochEnds(0);
      early.epochEnds(0);
      assertArrayEquals(whole.margins(), early.margins());
      net.reset();
    }
  }

  /** All wrong at the start: one gradient, whose step is taken, and no more. */
  @Test
  void brokenSamplesTakeTheirStepAndLeave() {
    AdaptiveMargin method = started(Refinement.END_POINT, 2, LEAVE);
    Tensor found = method.terms(batch, net, new Random(1)).get(1).images();
    assertEquals(2, net.gradientSamples());
    PerturbationBall ball = PerturbationBall.of(Norm.L2, batch.images(), .5, batch.bounds());
    Tensor expected = ball.randomStart(new float[] {.5f, .5f}, new Random(1));
    Tensor gradient = net.loss(expected, batch.targets()).gradient();
    ball.step(expected, gradient, ball.scaledRadius(4. / STEPS));
    assertArrayEquals(expected.data(), found.data(), 1e-6f);
  }

  @Test
  void attacksGoOnFromTheLastPerturbation() {
    AdaptiveMargin method =
        started(Refinement.END_POINT, -1, new Economy(true, false, false, false, 0));
    Tensor first = method.terms(batch, net, new Random(1)).get(1).images().copy();
    method.epochEnds(0);
    Tensor second = method.terms(batch, net, new Random(2)).get(1).images();
    PerturbationBall ball = PerturbationBall.of(Norm.L2, batch.images(), 1, batch.bounds());
    Tensor expected = first;
    for (int t = 0; t < STEPS; t++)
      ball.step(
          expected, net.loss(expected, batch.targets()).gradient(), ball.scaledRadius(4. / STEPS));
    // The perturbation is kept as a difference, in float.
    assertArrayEquals(expected.data(), second.data(), 1e-4f);
  }

  /**
   * With share_pass the last iterate is judged, and the perturbation moved, by the training pass.
   */
  @Test
  void theTrainingPassJudgesTheLastIterate() {
    NoisyPixels pixels = new NoisyPixels(4);
    PixelClassifier shared = new PixelClassifier(-.5f, .5f, 0, 0);
    PixelClassifier plain = new PixelClassifier(-.5f, .5f, 0, 0);
    AdaptiveMargin cheap = pixelwise(new Economy(false, false, true, false, 0));
    AdaptiveMargin full = pixelwise(new Economy(false, false, false, false, 0));
    cheap.epochStarts(0, shared, pixels, () -> {});
    full.epochStarts(0, plain, pixels, () -> {});
    shared.calls = plain.calls = 0;
    Batch all = pixels.plain(0, 1, 2, 3);
    double expected = full.step(all, plain, new Random(1), .1);
    assertEquals(expected, cheap.step(all, shared, new Random(1), .1), 1e-6);
    assertEquals(STEPS + 1, plain.calls);
    assertEquals(STEPS + 1, shared.calls, "the last is the training pass");
    cheap.epochEnds(0);
    full.epochEnds(0);
    assertEquals(full.report(), cheap.report());
    assertArrayEquals(full.margins(), cheap.margins());
    assertArrayEquals(
        plain.weights().get("parameters").data(), shared.weights().get("parameters").data(), 1e-6f);
  }

  /**
   * Half of four slices: two gradients per step, and a training pass over four images, not eight.
   */
  @Test
  void aSplitBatchShowsEverySliceOnce() {
    NoisyPixels pixels = new NoisyPixels(4);
    PixelClassifier model = new PixelClassifier(-.5f, .5f, 0, 0);
    AdaptiveMargin method =
        new AdaptiveMargin(
            settings(
                new Steps(STEPS, 4, false),
                Refinement.END_POINT,
                0,
                new Economy(false, false, true, true, 0)),
            MethodsResumeTest::rightPixels,
            .5);
    method.epochStarts(0, model, pixels, () -> {});
    method.step(pixels.plain(0, 1, 2, 3), model, new Random(1), .1);
    assertEquals(List.of(4), model.batches);
    method.epochEnds(0);
    float[] margins = method.margins();
    Arrays.sort(margins);
    assertArrayEquals(new float[] {.5f, .5f, 1, 1}, margins, "only attacked slices have grown");
  }

  /** Of 11 slices at a share of .3 three or four, in the mean 3.3, each as often as any. */
  @Test
  void splittingIsFairToTheShareAndToEverySlice() {
    Batch many = new NoisyPixels(11).plain(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    int[] attacked = new int[11];
    int draws = 4000;
    Random random = new Random(3);
    for (int d = 0; d < draws; d++) {
      MarginBatch parts = MarginBatch.split(many, .3, random);
      assertTrue(parts.attacked().length == 3 || parts.attacked().length == 4);
      assertArrayEquals(
          IntStream.range(0, 11).toArray(),
          IntStream.concat(IntStream.of(parts.clean()), IntStream.of(parts.attacked()))
              .sorted()
              .toArray());
      for (int i : parts.attacked()) attacked[i]++;
    }
    // Five standard deviations of a binomial count, sqrt(4000 * .3 * .7) = 29.
    for (int count : attacked) assertEquals(.3 * draws, count, 145);
  }

  @Test
  void aSplitBatchMayHaveOnePartOnly() {
    Batch two = new NoisyPixels(2).plain(0, 1);
    MarginBatch all = MarginBatch.split(two, 1, new Random(1));
    assertEquals(0, all.clean().length);
    assertArrayEquals(new float[] {.5f, .5f}, all.together(two.images()).weights());
    MarginBatch none = MarginBatch.split(two, 0, new Random(1));
    assertEquals(0, none.attacked().length);
    assertEquals(1, none.terms(two.images()).size());
    assertSame(two.images(), none.terms(two.images()).get(0).images());
  }

  /** A batch of one slice that is not attacked this time is a standard step. */
  @Test
  void whereNoSliceIsAttackedTheStepIsStandard() {
    NoisyPixels pixels = new NoisyPixels(1);
    for (boolean share : new boolean[] {true, false}) {
      PixelClassifier split = new PixelClassifier(-.5f, .5f, 0, 0);
      PixelClassifier plain = new PixelClassifier(-.5f, .5f, 0, 0);
      AdaptiveMargin method = pixelwise(new Economy(true, true, share, true, 0), 0);
      method.epochStarts(0, split, pixels, () -> {});
      Batch one = pixels.plain(0);
      double expected = new StandardTraining().step(one, plain, new Random(1), .1);
      assertEquals(expected, method.step(one, split, new Random(1), .1), 1e-6);
      assertArrayEquals(
          plain.weights().get("parameters").data(), split.weights().get("parameters").data());
    }
  }

  /**
   * Two replays are two training passes and nothing else; the second trains where the gradient of
   * the first has moved the images, and the perturbation that is kept lies one step further.
   */
  @Test
  void replaysTrainAndAttackAtOnce() {
    NoisyPixels pixels = new NoisyPixels(4);
    PixelClassifier model = new PixelClassifier(-.5f, .5f, 0, 0);
    PixelClassifier byHand = new PixelClassifier(-.5f, .5f, 0, 0);
    AdaptiveMargin method = pixelwise(new Economy(true, false, true, false, 2), 1);
    method.epochStarts(0, model, pixels, () -> {});
    model.calls = 0;
    Batch all = pixels.plain(0, 1, 2, 3);
    double loss = method.step(all, model, new Random(1), .1);
    assertEquals(2, model.calls);
    assertEquals(List.of(4, 4), model.batches);

    float[] radii = {.5f, .5f, .5f, .5f};
    PerturbationBall ball = new PerturbationBall(Norm.L2, all.images(), radii, all.bounds());
    Tensor images = ball.randomStart(radii, new Random(1));
    double sum = 0;
    for (int pass = 0; pass < 2; pass++) {
      LossTerm.Supervised term = LossTerm.mean(images, all.targets(), 1);
      LossAndGradient found = byHand.minimizeAndDifferentiate(term, .1);
      for (float one : found.loss()) sum += one / 4;
      images = images.copy();
      ball.step(images, found.gradient(), ball.scaledRadius(4. / STEPS));
    }
    assertEquals(sum / 2, loss, 1e-6);
    assertArrayEquals(
        byHand.weights().get("parameters").data(), model.weights().get("parameters").data(), 1e-6f);
    float[] kept = method.state().get("perturbations").data();
    for (int k = 0; k < kept.length; k++)
      assertEquals(images.data()[k] - all.images().data()[k], kept[k], 1e-6f);
  }

  /** A slice that one of the replays finds wrong has broken, whatever the others say. */
  @Test
  void marginsGrowWhereEveryReplayHolds() {
    NoisyPixels pixels = new NoisyPixels(4);
    for (double threshold : new double[] {0, 1.1}) {
      AdaptiveMargin method =
          new AdaptiveMargin(
              settings(
                  new Steps(STEPS, 4, false),
                  Refinement.END_POINT,
                  threshold,
                  new Economy(true, false, true, false, 3)),
              MethodsResumeTest::rightPixels,
              1);
      PixelClassifier model = new PixelClassifier(-.5f, .5f, 0, 0);
      method.epochStarts(0, model, pixels, () -> {});
      method.step(pixels.plain(0, 1, 2, 3), model, new Random(1), .1);
      method.epochEnds(0);
      for (float margin : method.margins())
        if (threshold == 0) assertEquals(1, margin);
        else assertTrue(margin <= .5f, "a broken margin never grows");
    }
  }

  @Test
  void replaysNeedTheSharedPassOfAllSlices() {
    for (Economy economy :
        List.of(
            new Economy(true, false, false, false, 2),
            new Economy(true, true, true, false, 2),
            new Economy(true, false, true, false, -1)))
      assertThrows(RobustJException.class, () -> pixelwise(economy));
  }

  /** A weight of 0 needs no pass. */
  @Test
  void onlyAttackedImagesAreTrainedOnIfOnlyTheyCount() {
    NoisyPixels pixels = new NoisyPixels(4);
    PixelClassifier model = new PixelClassifier(-.5f, .5f, 0, 0);
    AdaptiveMargin method = pixelwise(new Economy(false, false, true, false, 0), 1);
    method.epochStarts(0, model, pixels, () -> {});
    method.step(pixels.plain(0, 1, 2, 3), model, new Random(1), .1);
    assertEquals(List.of(4), model.batches);
  }

  /** The papers' landmark steps: 5 E_max / 20 whatever the margin. */
  @Test
  void stepsMayBeSharesOfTheLargestMargin() {
    MarginSettings fixed =
        settings(
            new Steps(20, 5, true),
            Refinement.END_POINT,
            0,
            new Economy(false, false, false, false, 0));
    assertArrayEquals(new float[] {.75f, .75f}, fixed.lengths(new float[] {.1f, 2}), 1e-6f);
    MarginSettings own =
        settings(
            new Steps(20, 5, false),
            Refinement.END_POINT,
            0,
            new Economy(false, false, false, false, 0));
    assertArrayEquals(new float[] {.025f, .5f}, own.lengths(new float[] {.1f, 2}), 1e-6f);
  }

  @Test
  void marginsThatOnlyGrowStayWhereTheyBreak() {
    MarginRule rule = new MarginRule(.5, .5, 5, true);
    assertEquals(3, rule.next(3, true, .1));
    assertEquals(3.5f, rule.next(3, false, 3));
    assertEquals(5, rule.next(4.8f, false, 4.8));
  }

  @Test
  void bisectionMustKnowBeforeItTrains() {
    assertThrows(
        RobustJException.class,
        () -> started(Refinement.BISECTION, 0, new Economy(false, false, true, false, 0)));
  }

  private AdaptiveMargin started(Refinement refinement, double threshold, Economy economy) {
    AdaptiveMargin method =
        new AdaptiveMargin(
            settings(new Steps(STEPS, 4, false), refinement, threshold, economy),
            new LargestDice(0, 0),
            .5);
    method.epochStarts(0, net, data, () -> {});
    return method;
  }

  private static AdaptiveMargin pixelwise(Economy economy) {
    return pixelwise(economy, .5);
  }

  private static AdaptiveMargin pixelwise(Economy economy, double share) {
    return new AdaptiveMargin(
        settings(new Steps(STEPS, 4, false), Refinement.END_POINT, .7, economy),
        MethodsResumeTest::rightPixels,
        share);
  }

  private static MarginSettings settings(
      Steps steps, Refinement refinement, double threshold, Economy economy) {
    MarginRule margin = new MarginRule(.5, .2, 3, false);
    ThresholdRule rule = new ThresholdRule(ThresholdRule.Kind.VALUE, threshold);
    return new MarginSettings(Norm.L2, steps, margin, refinement, rule, 0, false, economy);
  }
}
