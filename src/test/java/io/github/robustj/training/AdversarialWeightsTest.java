package io.github.robustj.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.robustj.data.Batch;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel.WeightGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.NoisyPixels;
import io.github.robustj.testing.PixelClassifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdversarialWeightsTest {

  private static final float[] START = {.5f, -.5f, .1f, .2f};

  private final Batch batch = new NoisyPixels(3).plain(0, 1, 2);
  private final List<LossTerm> terms = List.of(LossTerm.mean(batch.images(), batch.targets(), 1));

  @Test
  void everyKernelMovesByGammaTimesItsLength() {
    AdversarialWeights awp = new AdversarialWeights(new PixelClassifier(START.clone()), .005);
    Tensor kernel = new Tensor(new float[] {3, 4, 0, 0}, 2, 2);
    Tensor small = new Tensor(new float[] {.6f, .8f}, 1, 2);
    Tensor bias = new Tensor(new float[] {7}, 1);
    Tensor slope = new Tensor(new float[] {0, 0, -30, 40}, 2, 2);
    Map<String, Tensor> moved =
        awp.perturbed(
            Map.of("kernel", kernel, "small", small, "bias", bias),
            Map.of("kernel", slope, "small", Tensor.zeros(1, 2), "bias", bias));
    // |w| = 5, direction (-.6, .8): .025 of it.
    assertArrayEquals(new float[] {3, 4, -.015f, .02f}, moved.get("kernel").data(), 1e-7f);
    assertSame(small, moved.get("small"), "without a slope there is no way up");
    assertSame(bias, moved.get("bias"));
  }

  /** The step is the one from the old weights along the gradient at the perturbed ones. */
  @Test
  void stepsFromTheWeightsAsTheyWere() {
    PixelClassifier inside = new PixelClassifier(START.clone());
    double loss = new AdversarialWeights(inside, .1).minimize(terms, .2);
    PixelClassifier expected = new PixelClassifier(START.clone());
    WeightGradient here = expected.weightGradient(terms);
    assertEquals(here.loss(), loss);
    Map<String, Tensor> up =
        new AdversarialWeights(expected, .1).perturbed(expected.weights(), here.gradient());
    WeightGradient there = new PixelClassifier(up.get("parameters").data()).weightGradient(terms);
    expected.descend(there.gradient(), .2);
    assertArrayEquals(
        expected.weights().get("parameters").data(), inside.weights().get("parameters").data());
  }

  /** At a learning rate of 0 only the perturbation could leave a trace. */
  @Test
  void theWeightsComeBackExactly() {
    PixelClassifier inside = new PixelClassifier(START.clone());
    AdversarialWeights awp = new AdversarialWeights(inside, .1);
    awp.minimize(terms, 0);
    awp.minimizeAndDifferentiate((LossTerm.Supervised) terms.get(0), 0);
    assertArrayEquals(START, inside.weights().get("parameters").data());
  }

  @Test
  void gammaIsAShare() {
    PixelClassifier model = new PixelClassifier(START.clone());
    assertThrows(RobustJException.class, () -> new AdversarialWeights(model, 0));
    assertThrows(RobustJException.class, () -> new AdversarialWeights(model, 1));
  }
}
