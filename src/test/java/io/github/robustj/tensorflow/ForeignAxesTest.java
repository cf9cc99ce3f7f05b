package io.github.robustj.tensorflow;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.robustj.model.Connection;
import io.github.robustj.model.Connection.Values;
import io.github.robustj.model.Sides;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Networks whose axes come in any order are given images so, and their answers are put back. */
class ForeignAxesTest {

  /** For axes that are neither of these: of length 1. */
  private static final String OURS = "byxc";

  @TempDir Path folder;

  /** All orders of four axes, fewer of them, and further ones; channels may be several. */
  @Test
  void anyOrder() {
    List<Executable> all = new ArrayList<>();
    List<String> orders = permutations("", OURS);
    for (int i = 0; i < orders.size(); i++) {
      String in = orders.get(i);
      String out = orders.get((7 * i + 5) % orders.size());
      all.add(() -> assertConnected(in, out, 3));
    }
    for (String[] each :
        new String[][] {
          {"yxc", "yxc"},
          {"cyx", "xyc"},
          {"yx", "cyx"},
          {"xy", "yxc"},
          {"byx", "bcyx"},
          {"bzyxc", "byxcz"},
          {"czyx", "tyxc"},
          {"byxcz", "bztyxc"}
        }) all.add(() -> assertConnected(each[0], each[1], each[0].indexOf('c') < 0 ? 1 : 3));
    assertAll(all);
  }

  private static List<String> permutations(String done, String rest) {
    if (rest.isEmpty()) return List.of(done);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < rest.length(); i++)
      all.addAll(permutations(done + rest.charAt(i), rest.substring(0, i) + rest.substring(i + 1)));
    return all;
  }

  private void assertConnected(String in, String out, int channels) throws Exception {
    Tensor images = Tensor.zeros(1, 6, 9, channels);
    Random random = new Random(3);
    for (int i = 0; i < images.data().length; i++) images.data()[i] = (float) random.nextGaussian();
    SmallNetwork.Body body =
        (tf, x) -> ordered(tf, network(tf, ordered(tf, x, in, OURS), channels), OURS, out);
    long[] sides = in.chars().mapToLong(axis -> axis == 'c' ? channels : -1).toArray();
    Path saved = new SmallNetwork(Shape.of(sides), body).save(folder.resolve(in + out));
    Connection connection =
        new Connection(
            "serving_default",
            SmallNetwork.INPUT,
            in,
            SmallNetwork.OUTPUT,
            out,
            Values.LOGITS,
            channels,
            2,
            Sides.multiplesOf(1),
            Sides.multiplesOf(1),
            0,
            Connection.HALF);
    float[] direct = SmallNetwork.open((tf, x) -> network(tf, x, channels)).direct(images);
    Graph graph = new Conversion(connection, ForeignNetwork.read(saved).part(connection)).graph();
    try (graph;
        Session session = new Session(graph, SmallNetwork.CPU.config());
        TFloat32 x = Copies.toNative(images);
        Result result =
            session.runner().feed(SavedModels.INPUT, x).fetch(SavedModels.OUTPUT).run()) {
      // The same operations on the same numbers.
      assertArrayEquals(direct, Copies.toJava((TFloat32) result.get(0)).data(), 1e-6f, in + out);
    }
  }

  /** Not the same in y and x. */
  private static Operand<TFloat32> network(Ops tf, Operand<TFloat32> images, int channels) {
    float[] values = new float[2 * 3 * channels * 2];
    Random random = new Random(channels);
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    Operand<TFloat32> kernel = tf.constant(Shape.of(2, 3, channels, 2), DataBuffers.of(values));
    return tf.nn.conv2d(images, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
  }

  /** Axes that only one order has are of length 1. */
  private static Operand<TFloat32> ordered(Ops tf, Operand<TFloat32> x, String from, String to) {
    StringBuilder have = new StringBuilder(from);
    Operand<TFloat32> y = x;
    for (int i = have.length() - 1; i >= 0; i--)
      if (to.indexOf(have.charAt(i)) < 0) {
        y = tf.squeeze(y, org.tensorflow.op.core.Squeeze.axis(List.of((long) i)));
        have.deleteCharAt(i);
      }
    for (char axis : to.toCharArray())
      if (have.indexOf(String.valueOf(axis)) < 0) {
        y = tf.expandDims(y, tf.constant(have.length()));
        have.append(axis);
      }
    int[] order = to.chars().map(axis -> have.indexOf(String.valueOf((char) axis))).toArray();
    return tf.linalg.transpose(y, tf.constant(order));
  }
}
