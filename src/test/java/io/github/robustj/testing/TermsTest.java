package io.github.robustj.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The yardstick itself: terms by hand, and their derivatives by finite differences. */
class TermsTest {

  private static final Tensor IMAGES = image(.3f, -.8f, 1.2f, .1f);
  private static final Tensor ADVERSARIAL = image(.5f, -.6f, .7f, -.4f);
  private static final Tensor TARGETS = image(1, 0, 2, -1);
  private static final float[] WEIGHTS = {.7f};

  static Stream<LossTerm> terms() {
    Tensor reference = new Tensor(new float[12], 1, 2, 2, 3);
    for (int i = 0; i < 12; i++) reference.data()[i] = (i % 3 + 1) / 6f;
    return Stream.of(
        new LossTerm.Supervised(IMAGES, TARGETS, WEIGHTS),
        new LossTerm.DoubtfulSmoothness(IMAGES, ADVERSARIAL, TARGETS, WEIGHTS),
        new LossTerm.BoostedCrossEntropy(IMAGES, TARGETS, WEIGHTS),
        new LossTerm.Smoothness(IMAGES, ADVERSARIAL, TARGETS, WEIGHTS),
        new LossTerm.Agreement(IMAGES, reference, TARGETS, WEIGHTS));
  }

  /** Central differences of a smooth function in double up to the float parameters: 1e-3. */
  @ParameterizedTest
  @MethodSource("terms")
  void derivativesAgreeWithFiniteDifferences(LossTerm term) {
    float[] parameters = {.4f, -.3f, .8f, .1f, .2f, -.5f};
    float[] gradient = gradient(term, parameters);
    for (int k = 0; k < parameters.length; k++) {
      float[] plus = parameters.clone();
      float[] minus = parameters.clone();
      plus[k] += .01f;
      minus[k] -= .01f;
      double slope = (value(term, plus) - value(term, minus)) / ((double) plus[k] - minus[k]);
      assertEquals(slope, gradient[k], 1e-3 * Math.max(.1, Math.abs(slope)), "parameter " + k);
    }
  }

  /** Two classes with logits x and 0: p = 1 / (1 + exp(-x)). */
  @Test
  void oneIsHandComputed() {
    Tensor clean = new Tensor(new float[] {(float) Math.log(3)}, 1, 1, 1, 1);
    Tensor moved = new Tensor(new float[] {0}, 1, 1, 1, 1);
    Tensor first = new Tensor(new float[] {0}, 1, 1, 1, 1);
    float[] once = {1};
    float[] network = {1, 0, 0, 0};
    double divergence = .75 * Math.log(.75 / .5) + .25 * Math.log(.25 / .5);
    assertEquals(
        divergence, value(new LossTerm.Smoothness(clean, moved, first, once), network), 1e-7);
    assertEquals(
        .25 * divergence,
        value(new LossTerm.DoubtfulSmoothness(clean, moved, first, once), network),
        1e-7);
    assertEquals(
        -2 * Math.log(.75),
        value(new LossTerm.BoostedCrossEntropy(clean, first, once), network),
        1e-7);
    Tensor half = new Tensor(new float[] {.5f, .5f}, 1, 1, 1, 2);
    assertEquals(.0625, value(new LossTerm.Agreement(clean, half, first, once), network), 1e-7);
  }

  @Test
  void theDivergenceOfAnImageFromAReferenceIsTheSmoothnessOfThePair() {
    float[] parameters = {.4f, -.3f, .8f, .1f, .2f, -.5f};
    PixelClassifier model = new PixelClassifier(parameters);
    Tensor reference = model.predict(IMAGES);
    double expected =
        value(
            new LossTerm.Smoothness(
                IMAGES, ADVERSARIAL, Tensor.zeros(TARGETS.shape()), new float[] {1}),
            parameters);
    LossAndGradient actual = model.divergence(ADVERSARIAL, reference);
    assertEquals(expected, actual.loss()[0], 1e-6);
    assertArrayEquals(new float[4], model.divergence(IMAGES, reference).gradient().data(), 1e-7f);
    for (int i = 0; i < 4; i++) {
      Tensor plus = ADVERSARIAL.copy();
      Tensor minus = ADVERSARIAL.copy();
      plus.data()[i] += .01f;
      minus.data()[i] -= .01f;
      double slope =
          (model.divergence(plus, reference).loss()[0]
                  - model.divergence(minus, reference).loss()[0])
              / .02;
      // Differences of floats of about .05: 1e-8 / .02.
      assertEquals(slope, actual.gradient().data()[i], 2e-5);
    }
  }

  private static double value(LossTerm term, float[] parameters) {
    return new PixelClassifier(parameters.clone()).weightGradient(List.of(term)).loss();
  }

  private static float[] gradient(LossTerm term, float[] parameters) {
    Map<String, Tensor> gradient =
        new PixelClassifier(parameters.clone()).weightGradient(List.of(term)).gradient();
    return gradient.get("parameters").data();
  }

  private static Tensor image(float... values) {
    return new Tensor(values, 1, 2, 2, 1);
  }
}
