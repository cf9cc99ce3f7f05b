package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection;
import io.github.robustj.model.Connection.Values;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.NetworkPorts.Port;
import io.github.robustj.model.NetworkPorts.Signature;
import io.github.robustj.model.Sides;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.ForeignNetworks.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.types.TFloat32;

/** Networks as other programs save them compute as they did, and can be differentiated. */
class ForeignNetworkTest {

  private static final Computation CPU =
      new Computation(Computation.cpu(), false, "CPU", "as asked");

  @TempDir Path folder;

  static List<ForeignNetworks> all() {
    List<ForeignNetworks> all = new ArrayList<>();
    for (boolean keras : new boolean[] {false, true})
      for (boolean first : new boolean[] {false, true})
        for (End end : End.values()) all.add(new ForeignNetworks(keras, first, end, 3));
    return all;
  }

  /** Of the original, TensorFlow's own loader; channels first as channels last, same weights. */
  @ParameterizedTest
  @MethodSource("all")
  void computeAsTheyDid(ForeignNetworks network) throws Exception {
    Tensor images = images(2, 12, 20);
    Path original = folder.resolve("original");
    new ForeignNetworks(network.keras(), false, network.end(), 3).save(original, 1);
    try (DifferentiableModel converted = converted(network, 1, 2, 0)) {
      Tensor logits = converted.predict(images);
      assertArrayEquals(
          direct(original, network.keras(), images),
          probabilities(network.end(), logits),
          // Softmax and logarithm in float32, on sums in another order.
          1e-5f);
    }
  }

  /** The gradient through all operations, held against differences of the loss. */
  @ParameterizedTest
  @MethodSource("all")
  void areDifferentiated(ForeignNetworks network) throws Exception {
    Tensor images = images(1, 8, 8);
    Tensor truth = Tensor.zeros(1, 8, 8, 1);
    for (int i = 0; i < 64; i++) truth.data()[i] = i % 3;
    try (DifferentiableModel model = converted(network, 2, 2, 0)) {
      LossAndGradient at = model.loss(images, truth);
      float step = 2e-3f;
      for (int i = 0; i < 64; i += 9) {
        float slope =
            (model.loss(moved(images, i, step), truth).loss()[0]
                    - model.loss(moved(images, i, -step), truth).loss()[0])
                / (2 * step);
        // Curvature and the rounding of a loss near 1 at this step; kinks of ReLU and pooling.
        assertEquals(slope, at.gradient().data()[i], 2e-3f + .02f * Math.abs(slope), "pixel " + i);
      }
    }
  }

  /** Any size goes in, and comes out: what is missing is reflected. */
  @Test
  void imagesArePadded() throws Exception {
    ForeignNetworks network = new ForeignNetworks(true, false, End.NONE, 3);
    try (DifferentiableModel multiple = converted(network, 1, 2, 0);
        DifferentiableModel fixed = converted(network, 1, 1, 16)) {
      Tensor odd = images(1, 7, 5);
      assertArrayEquals(new int[] {1, 7, 5, 3}, multiple.predict(odd).shape());
      assertArrayEquals(new int[] {1, 7, 5, 3}, fixed.predict(odd).shape());
      Tensor whole = images(1, 16, 16);
      assertArrayEquals(multiple.predict(whole).data(), fixed.predict(whole).data());
    }
  }

  @Test
  void portsAreListed() throws Exception {
    new ForeignNetworks(true, false, End.SOFTMAX, 3).save(folder.resolve("a"), 1);
    Signature signature = ForeignNetwork.read(folder.resolve("a")).ports().signatures().get(0);
    assertEquals("serving_default", signature.name());
    assertEquals("input_1: float, ? x ? x ? x 1", signature.inputs().get(0).words());
    Port output = signature.outputs().get(0);
    assertEquals("output_1: float, ? x ? x ? x 3", output.words());
    assertEquals(io.github.robustj.model.NetworkPorts.End.SOFTMAX, output.end());
    assertEquals(2, output.multiple());
  }

  @Test
  void wrongConnectionsAreSentences() throws Exception {
    Path original = folder.resolve("original");
    new ForeignNetworks(true, false, End.NONE, 3).save(original, 1);
    refused(original, connection("bcyx", "byxc", Values.LOGITS, 2, 0), "original");
    refused(original, connection("byxc", "bcyx", Values.LOGITS, 2, 0), "axes");
    refused(original, connection("byxc", "byxc", Values.LOGITS, 5, 2, 0), "classes");
    refused(original, connection("byxcz", "byxc", Values.LOGITS, 2, 0), "original");
  }

  private void refused(Path original, Connection connection, String word) throws Exception {
    Path into = Files.createTempDirectory(folder, "into").resolve("network");
    String sentence =
        assertThrows(
                RobustJException.class,
                () -> new TensorFlowBackend().convert(original, connection, into))
            .getMessage();
    assertTrue(sentence.contains(word), sentence);
    assertTrue(sentence.contains(original.toString()), sentence);
  }

  private DifferentiableModel converted(ForeignNetworks network, long seed, int multiple, int side)
      throws Exception {
    Path from = folder.resolve("network " + side);
    Path into = folder.resolve("converted " + side);
    network.save(from, seed);
    String axes = network.channelsFirst() ? "bcyx" : "byxc";
    Values values = Values.valueOf(network.end() == End.NONE ? "LOGITS" : network.end().name());
    Connection connection = connection(axes, axes, values, multiple, side);
    new ImportedNetwork(from, connection, CPU).write(into);
    return new SavedModels(CPU).load(into, Loss.CROSS_ENTROPY_AND_DICE);
  }

  private static Connection connection(
      String in, String out, Values values, int multiple, int side) {
    return connection(in, out, values, values == Values.SIGMOID ? 4 : 3, multiple, side);
  }

  private static Connection connection(
      String in, String out, Values values, int classes, int multiple, int side) {
    return new Connection(
        "serving_default",
        ForeignNetworks.INPUT,
        in,
        ForeignNetworks.OUTPUT,
        out,
        values,
        1,
        classes,
        side > 0 ? Sides.only(side) : Sides.multiplesOf(multiple),
        side > 0 ? Sides.only(side) : Sides.multiplesOf(multiple),
        0,
        Connection.HALF);
  }

  private static Tensor images(int n, int height, int width) {
    Tensor images = Tensor.zeros(n, height, width, 1);
    Random random = new Random(5);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = (float) random.nextGaussian();
    return images;
  }

  private static Tensor moved(Tensor images, int pixel, float by) {
    float[] data = images.data().clone();
    data[pixel] += by;
    return new Tensor(data, images.shape());
  }

  /** What TensorFlow's own loader makes of it. */
  static float[] direct(Path network, boolean keras, Tensor images) {
    try (SavedModelBundle bundle = SavedModelBundle.load(network.toString(), "serve");
        TFloat32 x = Copies.toNative(images);
        Result result =
            bundle
                .session()
                .runner()
                .feed("serving_default_" + ForeignNetworks.INPUT, x)
                .fetch(keras ? "StatefulPartitionedCall" : "out")
                .run()) {
      return Copies.toJava((TFloat32) result.get(0)).data();
    }
  }

  /** What the network said, from the logits of its conversion. */
  static float[] probabilities(End end, Tensor logits) {
    int classes = logits.shape(3);
    float[] all = logits.data();
    if (end == End.NONE) return all;
    int kept = end == End.SIGMOID ? classes - 1 : classes;
    float[] values = new float[all.length / classes * kept];
    for (int pixel = 0; pixel < all.length / classes; pixel++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) sum += Math.exp(all[pixel * classes + c]);
      for (int c = 0; c < kept; c++) {
        float logit = all[pixel * classes + classes - kept + c];
        values[pixel * kept + c] =
            (float) (end == End.SIGMOID ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / sum);
      }
    }
    return values;
  }
}
