package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.model.TrainableModel.WeightGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.testing.TermPixels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Terms, steps and weight gradients on the real network. */
class TrainingStepsTest {

  private static final NetworkSpec NETWORK = new NetworkSpec(1, 3, 4, 2, true);
  private static final Tensor IMAGES = noise(2, 7);
  private static final Tensor ADVERSARIAL = noise(2, 8);
  private static final Tensor TARGETS = targets(IMAGES);
  private static final float[] WEIGHTS = {.7f, 1.2f};

  static Stream<LossTerm> terms() {
    Tensor reference = Tensor.zeros(2, 12, 9, 3);
    for (int i = 0; i < reference.data().length; i++) reference.data()[i] = (i % 3 + 1) / 6f;
    return Stream.of(
        new LossTerm.Smoothness(IMAGES, ADVERSARIAL, TARGETS, WEIGHTS),
        new LossTerm.DoubtfulSmoothness(IMAGES, ADVERSARIAL, TARGETS, WEIGHTS),
        new LossTerm.BoostedCrossEntropy(IMAGES, TARGETS, WEIGHTS),
        new LossTerm.Agreement(IMAGES, reference, TARGETS, WEIGHTS),
        new LossTerm.Smoothness(IMAGES, ADVERSARIAL, halfOf(TARGETS), WEIGHTS),
        new LossTerm.Agreement(IMAGES, reference, halfOf(TARGETS), WEIGHTS));
  }

  /** The other pixels lie beyond the slice. */
  private static Tensor halfOf(Tensor targets) {
    Tensor half = targets.copy();
    for (int i = 0; i < half.data().length; i += 2 + i % 3) half.data()[i] = -1;
    return half;
  }

  /** Float32 against double, and another order of sums: 1e-4. */
  @ParameterizedTest
  @MethodSource("terms")
  void termsHaveTheValueOfTheirClosedForm(LossTerm term) {
    try (TrainableModel model = create(OptimizerSpec.adam())) {
      double expected = TermPixels.add(term, model::predict, (x, slope) -> {});
      double supervised = model.weightGradient(List.of(supervised(.5f))).loss();
      double both = model.weightGradient(List.of(supervised(.5f), term)).loss();
      assertEquals(expected, both - supervised, 1e-4 * Math.max(1, expected));
    }
  }

  /**
   * Central differences along the gradient in float32. A step of 1e-3 leaves 1e-4 of rounding;
   * kinks of the leaky ReLU and curvature stay below 3 %.
   */
  @ParameterizedTest
  @MethodSource("terms")
  void weightGradientsAgreeWithFiniteDifferences(LossTerm term) {
    List<LossTerm> terms = List.of(supervised(0), term);
    try (TrainableModel model = create(OptimizerSpec.adam())) {
      Map<String, Tensor> weights = model.weights();
      Map<String, Tensor> gradient = model.weightGradient(terms).gradient();
      double norm = Math.sqrt(product(gradient, gradient));
      model.setWeights(moved(weights, gradient, 1e-3 / norm));
      double plus = model.weightGradient(terms).loss();
      model.setWeights(moved(weights, gradient, -1e-3 / norm));
      double minus = model.weightGradient(terms).loss();
      assertEquals(norm, (plus - minus) / 2e-3, 3e-2 * norm);
    }
  }

  /** Whether the gradient norm is clipped or not, the gradient may be fed back. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-3, 12})
  void descendingAlongTheGradientIsMinimising(double clip) {
    OptimizerSpec spec = new OptimizerSpec(OptimizerSpec.Kind.ADAM, 1e-2, .9, clip);
    List<LossTerm> terms =
        List.of(supervised(.5f), new LossTerm.Smoothness(IMAGES, ADVERSARIAL, TARGETS, WEIGHTS));
    try (TrainableModel one = create(spec);
        TrainableModel two = create(spec)) {
      for (int step = 0; step < 3; step++) {
        WeightGradient gradient = two.weightGradient(terms);
        two.descend(gradient.gradient(), 1e-2);
        // Threads may sum in another order: rounding only.
        assertEquals(one.minimize(terms, 1e-2), gradient.loss(), 1e-3);
      }
      assertArrayEquals(one.predict(IMAGES).data(), two.predict(IMAGES).data(), 2e-2f);
    }
  }

  /** The pass that moves the weights gives the gradient at the weights before the move. */
  @ParameterizedTest
  @EnumSource
  void theSharedPassIsThatBeforeTheStep(OptimizerSpec.Kind kind) {
    OptimizerSpec spec = new OptimizerSpec(kind, .1, .9, 0);
    NetworkSpec shallow = new NetworkSpec(1, 3, 4, 2, false);
    try (TrainableModel one = new TensorFlowBackend().create(shallow, loss(), spec, 3);
        TrainableModel two = new TensorFlowBackend().create(shallow, loss(), spec, 3)) {
      LossAndGradient expected = two.loss(IMAGES, TARGETS);
      LossAndGradient actual =
          one.minimizeAndDifferentiate(
              new LossTerm.Supervised(IMAGES, TARGETS, new float[] {.1f, .3f}), .1);
      // Without deep supervision the training loss is the loss under attack.
      assertArrayEquals(expected.loss(), actual.loss(), 1e-5f);
      assertArrayEquals(expected.gradient().data(), actual.gradient().data(), 1e-6f);
      assertArrayEquals(expected.outputs().data(), actual.outputs().data(), 1e-5f);
      two.minimize(List.of(new LossTerm.Supervised(IMAGES, TARGETS, new float[] {.1f, .3f})), .1);
      assertArrayEquals(one.predict(IMAGES).data(), two.predict(IMAGES).data(), 2e-2f);
    }
  }

  @Test
  void weightsComeBackExactly() {
    try (TrainableModel model = create(OptimizerSpec.adam())) {
      Map<String, Tensor> before = model.weights();
      model.setWeights(moved(before, before, .01));
      model.setWeights(before);
      model.weights().forEach((n, w) -> assertArrayEquals(before.get(n).data(), w.data(), n));
      assertThrows(IllegalArgumentException.class, () -> model.setWeights(Map.of()));
    }
  }

  /** Also on a model that was loaded, whose graph is finished. */
  @Test
  void theDivergenceIsThatOfTheClosedForm() {
    try (TrainableModel model = create(OptimizerSpec.adam())) {
      Tensor reference = model.predict(IMAGES);
      LossAndGradient away = model.divergence(ADVERSARIAL, reference);
      for (int i = 0; i < 2; i++) {
        LossTerm pair =
            new LossTerm.Smoothness(
                IMAGES.slice(i, i + 1),
                ADVERSARIAL.slice(i, i + 1),
                Tensor.zeros(TARGETS.slice(i, i + 1).shape()),
                new float[] {1});
        assertEquals(TermPixels.add(pair, model::predict, (x, s) -> {}), away.loss()[i], 1e-4);
      }
      LossAndGradient here = model.divergence(IMAGES, reference);
      // At the clean image itself there is nothing to climb.
      for (float g : here.gradient().data()) assertEquals(0, g, 1e-6);
    }
  }

  /**
   * Near the clean image, where an attack starts at random, the gradient is there: 3 % as above.
   */
  @Test
  void theDivergenceHasASlopeAtARandomStart() {
    try (TrainableModel model = create(OptimizerSpec.adam())) {
      Tensor reference = model.predict(IMAGES);
      Tensor start = IMAGES.copy();
      for (int i = 0; i < start.data().length; i++) start.data()[i] += .02f * ADVERSARIAL.data()[i];
      Tensor gradient = model.divergence(start, reference).gradient();
      for (int i = 0; i < 2; i++) {
        double norm = 0;
        int n = start.sampleLength();
        for (int k = i * n; k < (i + 1) * n; k++) norm += Math.pow(gradient.data()[k], 2);
        norm = Math.sqrt(norm);
        assertTrue(norm > 1e-5, "slope " + norm);
        double slope =
            (along(model, start, gradient, .02 / norm, reference, i)
                    - along(model, start, gradient, -.02 / norm, reference, i))
                / .04;
        assertEquals(norm, slope, 3e-2 * norm);
      }
    }
  }

  @Test
  void pixelsWithoutReferenceAreLeftOut() {
    try (TrainableModel model = create(OptimizerSpec.adam())) {
      Tensor reference = model.predict(ADVERSARIAL);
      Tensor none = reference.copy();
      Arrays.fill(none.data(), Float.NaN);
      assertArrayEquals(new float[2], model.divergence(IMAGES, none).loss());
      for (int k = 3; k < none.data().length; k++) none.data()[k] = reference.data()[k];
      LossAndGradient most = model.divergence(IMAGES, none);
      for (float g : most.gradient().data()) assertTrue(Float.isFinite(g));
      assertTrue(most.loss()[0] > 0);
    }
  }

  private static double along(
      TrainableModel model, Tensor images, Tensor way, double step, Tensor reference, int i) {
    Tensor there = images.copy();
    for (int k = 0; k < there.data().length; k++) there.data()[k] += (float) (step * way.data()[k]);
    return model.divergence(there, reference).loss()[i];
  }

  private static Loss loss() {
    return Loss.CROSS_ENTROPY_AND_DICE;
  }

  private static TrainableModel create(OptimizerSpec spec) {
    return new TensorFlowBackend().create(NETWORK, loss(), spec, 3);
  }

  private static LossTerm supervised(float weight) {
    return new LossTerm.Supervised(IMAGES, TARGETS, new float[] {weight, weight});
  }

  private static Map<String, Tensor> moved(
      Map<String, Tensor> weights, Map<String, Tensor> direction, double step) {
    Map<String, Tensor> moved = new LinkedHashMap<>();
    weights.forEach(
        (name, w) -> {
          Tensor sum = w.copy();
          float[] d = direction.get(name).data();
          for (int k = 0; k < d.length; k++) sum.data()[k] += (float) (step * d[k]);
          moved.put(name, sum);
        });
    return moved;
  }

  private static double product(Map<String, Tensor> a, Map<String, Tensor> b) {
    double sum = 0;
    for (String name : a.keySet())
      for (int k = 0; k < a.get(name).data().length; k++)
        sum += (double) a.get(name).data()[k] * b.get(name).data()[k];
    return sum;
  }

  private static Tensor noise(int samples, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    Tensor noise = Tensor.zeros(samples, 12, 9, 1);
    for (int i = 0; i < noise.data().length; i++) noise.data()[i] = (float) random.nextGaussian();
    return noise;
  }

  /** Three classes by brightness; the first pixels are left out. */
  private static Tensor targets(Tensor images) {
    Tensor targets = images.copy();
    for (int i = 0; i < targets.data().length; i++) {
      float v = targets.data()[i];
      targets.data()[i] = i < 5 ? -1 : v > .5 ? 1 : v < -.5 ? 2 : 0;
    }
    return targets;
  }
}
