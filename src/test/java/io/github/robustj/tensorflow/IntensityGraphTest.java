package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.robustj.data.Normalization;
import io.github.robustj.data.Normalization.Kind;
import io.github.robustj.data.Normalizer;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.data.TensorImages;
import io.github.robustj.job.ServedNetworks;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The graph against what RobustJ itself does to an image, and against numbers of NumPy. */
class IntensityGraphTest {

  /** Sums in another order; the results are rounded to float32, which has 1.2e-7. */
  private static final double ROUNDING = 5e-7;

  private record Case(Normalization normalization, Tensor image) {}

  static Stream<Case> cases() {
    List<Normalization> all =
        List.of(
            Normalization.DEFAULT,
            new Normalization(Kind.UNIT_RANGE, 1, 99),
            new Normalization(Kind.Z_SCORE, 0, 100),
            Normalization.unclipped(Kind.Z_SCORE, 0, 100, true, 1e-6),
            Normalization.unclipped(Kind.UNIT_RANGE, 5, 95.5, false, .01).clipped(-.125f, .75f),
            new Normalization(
                Kind.UNIT_RANGE, 12.5, 75, false, true, List.of(), List.of(), 0, List.of()),
            Normalization.fixed(List.of(3f, -2f, .1f), List.of(2f, 7f, .3f)),
            Normalization.fixed(List.of(3f, -2f, .1f), List.of(2f, 7f, .3f)).clipped(-1, 8));
    return all.stream().flatMap(n -> images().map(image -> new Case(n, image)));
  }

  /** Of usual size, one pixel, one row, constant, two values, large numbers. */
  private static Stream<Tensor> images() {
    Random random = new Random(5);
    Tensor usual = Tensor.zeros(1, 23, 17, 3);
    for (int i = 0; i < usual.data().length; i++)
      usual.data()[i] = (float) (100 + 30 * (1 + i % 3) * random.nextGaussian());
    Tensor row = Tensor.zeros(1, 1, 5, 3);
    for (int i = 0; i < 15; i++) row.data()[i] = i * i - 20.5f;
    Tensor constant = Tensor.zeros(1, 4, 3, 3);
    java.util.Arrays.fill(constant.data(), .1f);
    Tensor two = Tensor.zeros(1, 8, 8, 3);
    for (int i = 0; i < 96; i++) two.data()[i * 2] = 255;
    Tensor large = usual.copy();
    for (int i = 0; i < large.data().length; i++) large.data()[i] = 60_000 + large.data()[i];
    return Stream.of(
        usual, new Tensor(new float[] {7, -1, 0}, 1, 1, 1, 3), row, constant, two, large);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isWhatRobustJDoes(Case made) {
    var image = TensorImages.image("test", made.image);
    Tensor expected = Preprocessing.images(image, Normalizer.fit(image, made.normalization));
    Tensor found = computed(made.normalization, made.image);
    assertEquals(expected.data().length, found.data().length);
    for (int i = 0; i < found.data().length; i++) {
      double limit = ROUNDING * Math.max(1, Math.abs(expected.data()[i]));
      assertEquals(expected.data()[i], found.data()[i], limit, made.normalization + " at " + i);
    }
  }

  /** Images of a batch do not see each other. */
  @Test
  void eachImageIsFittedByItself() {
    Tensor first = images().findFirst().orElseThrow();
    Tensor second = first.copy();
    for (int i = 0; i < second.data().length; i++) second.data()[i] = 3 * second.data()[i] - 7;
    Tensor both = computed(Normalization.DEFAULT, Tensor.concat(first, second));
    for (int i = 0; i < first.data().length; i++)
      // A z-score does not know of an affine map, but for float32's rounding of 3 x - 7.
      assertEquals(both.data()[i], both.data()[i + first.data().length], 1e-5);
  }

  /**
   * {@code import numpy as np; v = np.arange(10.)**2; l, h = np.percentile(v, [25, 80]); c =
   * v.clip(l, h); (c - c.mean()) / c.std()} gives these.
   */
  @Test
  void isWhatNumPySays() {
    Tensor squares = Tensor.zeros(1, 2, 5, 1);
    for (int i = 0; i < 10; i++) squares.data()[i] = i * i;
    Tensor found = computed(new Normalization(Kind.Z_SCORE, 25, 80), squares);
    double[] expected = {
      -1.057187615,
      -1.057187615,
      -1.057187615,
      -0.861170134,
      -0.495270836,
      -0.024828881,
      0.550155730,
      1.229682998,
      1.386496983,
      1.386496983
    };
    for (int i = 0; i < 10; i++) assertEquals(expected[i], found.data()[i], 1e-6);
  }

  /** What is no number does not become one that looks like an answer. */
  @Test
  void notANumberStaysOne() {
    Tensor image = images().findFirst().orElseThrow().copy();
    image.data()[3] = Float.NaN;
    Tensor found = computed(Normalization.DEFAULT, image);
    assertFalse(Float.isFinite(found.data()[3]));
  }

  private static Tensor computed(Normalization normalization, Tensor images) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> in = SavedModels.images(tf, images.shape(3));
      var served = ServedNetworks.of(normalization, images.shape(3), List.of());
      Operand<TFloat32> out = new IntensityGraph(tf, served).normalized(in);
      try (Session session = new Session(graph);
          TFloat32 fed = Copies.toNative(images);
          Result result = session.runner().feed(in, fed).fetch(out).run()) {
        return Copies.toJava((TFloat32) result.get(0));
      }
    }
  }
}
