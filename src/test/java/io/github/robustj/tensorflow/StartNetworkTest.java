package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection;
import io.github.robustj.model.Connection.Values;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.Sides;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.model.TrainableModel.WeightGradient;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import io.github.robustj.tensorflow.NodeFunctions.NodeGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Networks of other programs are trained on, and written back in the form they came in. */
class StartNetworkTest {

  private static final Set<String> BATCH_NORM =
      Set.of(
          "network/block1.gamma",
          "network/block1.beta",
          "network/block1.mean",
          "network/block1.variance",
          "network/block2.gamma",
          "network/block2.beta",
          "network/block2.mean",
          "network/block2.variance");

  @TempDir Path folder;

  private final TensorFlowBackend backend = new TensorFlowBackend();

  /** The derivative by every kind of weight, held against differences of the loss. */
  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void weightsAreDifferentiated(boolean keras, boolean channelsFirst) throws Exception {
    try (TrainableModel model = trainable(new ForeignNetworks(keras, channelsFirst, End.NONE, 3))) {
      List<LossTerm> terms = List.of(LossTerm.mean(images(2), truth(2), 1));
      WeightGradient at = model.weightGradient(terms);
      Map<String, Tensor> weights = model.weights();
      assertEquals(weights.keySet(), at.gradient().keySet());
      Set<String> expected =
          Set.of(
              "network/block1.kernel",
              "network/block1.bias",
              "network/block2.kernel",
              "network/block2.bias",
              "network/last.kernel",
              "network/last.bias");
      assertEquals(expected, weights.keySet());
      float step = 2e-3f;
      for (String name : expected)
        for (int i = 0; i < weights.get(name).data().length; i += 7) {
          double slope =
              (loss(model, weights, name, i, step, terms)
                      - loss(model, weights, name, i, -step, terms))
                  / (2 * step);
          // Rounding of a loss near 2 at this step is 1e-4; curvature and kinks of ReLU.
          assertEquals(
              slope,
              at.gradient().get(name).data()[i],
              2e-3 + .02 * Math.abs(slope),
              name + " " + i);
        }
    }
  }

  private static double loss(
      TrainableModel model,
      Map<String, Tensor> weights,
      String name,
      int i,
      float by,
      List<LossTerm> terms) {
    Map<String, Tensor> moved = new TreeMap<>(weights);
    Tensor copy = weights.get(name).copy();
    copy.data()[i] += by;
    moved.put(name, copy);
    model.setWeights(moved);
    double loss = model.weightGradient(terms).loss();
    model.setWeights(weights);
    return loss;
  }

  /** Steps lower the loss; what batch normalisation has stays to the bit, in what is saved too. */
  @ParameterizedTest
  @CsvSource({"true, true, SOFTMAX", "false, false, SIGMOID"})
  void stepsLeaveBatchNormalisation(boolean keras, boolean channelsFirst, End end)
      throws Exception {
    Path saved = folder.resolve("saved");
    try (TrainableModel model = trainable(new ForeignNetworks(keras, channelsFirst, end, 3))) {
      List<LossTerm> terms = List.of(LossTerm.mean(images(4), truth(4), 1));
      double first = model.minimize(terms, 1e-2);
      double last = first;
      for (int i = 0; i < 30; i++) last = model.minimize(terms, 1e-2);
      assertTrue(last < .8 * first, first + " -> " + last);
      model.save(saved);
      Tensor logits = model.predict(images(1));
      try (var loaded = backend.load(saved, Loss.CROSS_ENTROPY_AND_DICE)) {
        assertArrayEquals(logits.data(), loaded.predict(images(1)).data());
      }
    }
    Map<String, Tensor> before = backend.weights(folder.resolve("converted"));
    Map<String, Tensor> after = backend.weights(saved);
    assertEquals(before.keySet(), after.keySet());
    for (String name : before.keySet())
      if (BATCH_NORM.contains(name))
        assertArrayEquals(before.get(name).data(), after.get(name).data(), name);
      else
        assertNotEquals(
            List.of(before.get(name).data()[0]), List.of(after.get(name).data()[0]), name);
  }

  /** TensorFlow's own loader gives, of what was written back, what the trained model says. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void areWrittenBack(boolean keras) throws Exception {
    Path saved = folder.resolve("saved [1]");
    Path back = Files.createDirectory(folder.resolve("back"));
    Tensor images = images(2);
    Tensor logits;
    try (TrainableModel model = trainable(new ForeignNetworks(keras, false, End.NONE, 3))) {
      for (int i = 0; i < 5; i++) model.minimize(List.of(LossTerm.mean(images, truth(2), 1)), 1e-2);
      model.save(saved);
      logits = model.predict(images);
    }
    Path original = folder.resolve("original");
    float[] before = ForeignNetworkTest.direct(original, keras, images);
    Files.copy(original.resolve("saved_model.pb"), back.resolve("saved_model.pb"));
    backend.writeBack(saved, original, back);
    // Padding and cropping aside the same operations, on sums that may be in another order.
    assertArrayEquals(logits.data(), ForeignNetworkTest.direct(back, keras, images), 1e-5f);
    assertArrayEquals(before, ForeignNetworkTest.direct(original, keras, images));
    // What is no part of the network stays what it was.
    assertEquals(7, backend.weights(back).get(ForeignNetworks.COUNTER).data()[0]);
    double moved = 0;
    for (int i = 0; i < before.length; i++)
      moved = Math.max(moved, Math.abs(before[i] - logits.data()[i]));
    assertTrue(moved > .01, "trained: " + moved);
  }

  /** Weights of another network. */
  @Test
  void wrongOriginalsAreSentences() throws Exception {
    trainable(new ForeignNetworks(true, false, End.NONE, 3)).close();
    Path converted = folder.resolve("converted");
    Path other = folder.resolve("other");
    Stranger.harmless(other);
    String sentence =
        assertThrows(RobustJException.class, () -> backend.writeBack(converted, other, other))
            .getMessage();
    assertTrue(sentence.contains("does not say where block"), sentence);
  }

  @Test
  void constantsAndMissingGradientsAreSentences() throws Exception {
    refused(
        (tf, x) -> tf.concat(List.of(x, tf.math.mul(x, tf.constant(2f))), tf.constant(3)),
        "its weights are constants of its graph");
    refused(
        (tf, x) -> {
          Operand<TFloat32> y = tf.math.mul(x, variable(tf, "w", 1));
          return tf.concat(List.of(y, tf.math.nextAfter(y, y)), tf.constant(3));
        },
        "its operation NextAfter has no gradient");
    refused(
        (tf, x) -> {
          Operand<TFloat32> y = tf.math.mul(x, tf.math.rsqrt(variable(tf, "variance", 1)));
          return tf.concat(List.of(y, x), tf.constant(3));
        },
        "its 1 variables belong to batch normalisation");
  }

  private void refused(BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> network, String words)
      throws Exception {
    Path place = Files.createTempDirectory(folder, "refused").resolve("network");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> images =
          tf.withName("images")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 1)));
      Operand<TFloat32> logits = tf.withName("logits").identity(network.apply(tf, images));
      try (Session session = new Session(graph)) {
        graph
            .operations()
            .forEachRemaining(
                o -> {
                  if (o.type().equals("VariableV2"))
                    Sessions.assign(session, Map.of(o, new Tensor(new float[] {1}, 1)));
                });
        SavedModels.write(session, images, logits, place);
      }
    }
    String sentence =
        assertThrows(
                RobustJException.class,
                () ->
                    backend
                        .trainOn(place, Loss.CROSS_ENTROPY_AND_DICE, OptimizerSpec.adam())
                        .close())
            .getMessage();
    assertTrue(sentence.contains(words) && sentence.contains(place.toString()), sentence);
  }

  /**
   * The arithmetic of tf.nn.batch_normalization, as Keras 3 exports it, and that of a division; an
   * instance normalisation and a normalised kernel are none.
   */
  @Test
  void batchNormalisationIsFound() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x =
          tf.withName("images")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 4)));
      Operand<TFloat32> inverse =
          tf.math.mul(
              tf.math.rsqrt(tf.math.add(variable(tf, "variance", 4), tf.constant(1e-3f))),
              variable(tf, "gamma", 4));
      Operand<TFloat32> shift =
          tf.math.sub(variable(tf, "beta", 4), tf.math.mul(variable(tf, "mean", 4), inverse));
      Operand<TFloat32> y = tf.math.add(tf.math.mul(x, inverse), shift);
      y = tf.math.add(y, variable(tf, "bias", 4));
      Operand<TFloat32> centred = tf.math.sub(y, variable(tf, "mean2", 4));
      y = tf.math.div(centred, tf.math.sqrt(variable(tf, "variance2", 4)));
      Operand<TFloat32> square = tf.math.mean(tf.math.square(y), tf.constant(new int[] {1, 2}));
      y = tf.math.mul(tf.math.mul(y, tf.math.rsqrt(square)), variable(tf, "scale", 4));
      Operand<TFloat32> kernel = variable(tf, "kernel", 1, 1, 4, 4);
      Operand<TFloat32> length =
          tf.math.mean(tf.math.square(kernel), tf.constant(new int[] {0, 1, 2}));
      Operand<TFloat32> unit = tf.math.mul(kernel, tf.math.rsqrt(length));
      y = tf.nn.conv2d(y, unit, List.of(1L, 1L, 1L, 1L), "SAME");
      y = tf.math.add(y, variable(tf, "block.moving_mean", 4));
      NodeGraph nodes = NodeGraph.of(graph.toGraphDef().getNodeList());
      assertEquals(
          new TreeSet<>(
              Set.of(
                  "variance", "gamma", "beta", "mean", "mean2", "variance2", "block.moving_mean")),
          BatchNormalization.variables(nodes, "images"));
    }
  }

  private static Variable<TFloat32> variable(Ops tf, String name, long... sides) {
    return tf.withName(name).variable(Shape.of(sides), TFloat32.class);
  }

  private TrainableModel trainable(ForeignNetworks network) throws Exception {
    Path original = folder.resolve("original");
    Path converted = folder.resolve("converted");
    network.save(original, 2);
    String axes = network.channelsFirst() ? "bcyx" : "byxc";
    Values values = Values.valueOf(network.end() == End.NONE ? "LOGITS" : network.end().name());
    Connection connection =
        new Connection(
            "serving_default",
            ForeignNetworks.INPUT,
            axes,
            ForeignNetworks.OUTPUT,
            axes,
            values,
            1,
            values == Values.SIGMOID ? 4 : 3,
            Sides.multiplesOf(2),
            Sides.multiplesOf(2),
            0,
            Connection.HALF);
    backend.convert(original, connection, converted);
    return backend.trainOn(converted, Loss.CROSS_ENTROPY_AND_DICE, OptimizerSpec.adam());
  }

  private static Tensor images(int n) {
    Tensor images = Tensor.zeros(n, 12, 8, 1);
    Random random = new Random(5);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = (float) random.nextGaussian();
    return images;
  }

  /** A class for each third of the intensities, so that it can be learned. */
  private static Tensor truth(int n) {
    Tensor truth = Tensor.zeros(n, 12, 8, 1);
    float[] seen = images(n).data();
    for (int i = 0; i < seen.length; i++)
      truth.data()[i] = seen[i] < -.4 ? 0 : seen[i] < .4 ? 1 : 2;
    return truth;
  }
}
