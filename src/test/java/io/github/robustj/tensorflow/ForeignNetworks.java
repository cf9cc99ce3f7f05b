package io.github.robustj.tensorflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.AvgPool;
import org.tensorflow.op.nn.BiasAdd;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.MaxPool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Small segmentation networks as other programs save them: convolution, batch normalisation, ReLU,
 * pooling, up-sampling, concatenation, convolution, and an end of choice.
 *
 * @param keras whether in the form of TensorFlow 2, else of TensorFlow 1
 * @param channelsFirst whether images are {@code [image, channel, y, x]}
 * @param end of the network
 * @param classes that the last convolution gives
 */
record ForeignNetworks(boolean keras, boolean channelsFirst, End end, int classes) {

  enum End {
    NONE,
    SOFTMAX,
    SIGMOID
  }

  static final String INPUT = "input_1";
  static final String OUTPUT = "output_1";
  static final String COUNTER = "counter";

  /** Draws the weights from the seed. */
  void save(Path folder, long seed) throws Exception {
    try (Graph graph = new Graph();
        Builder builder = new Builder(graph, seed)) {
      Ops tf = builder.tf;
      Shape shape = channelsFirst ? Shape.of(-1, 1, -1, -1) : Shape.of(-1, -1, -1, 1);
      Placeholder<TFloat32> images =
          tf.withName("serving_default_" + INPUT)
              .placeholder(TFloat32.class, Placeholder.shape(shape));
      Operand<TFloat32> output = tf.withName("out").identity(builder.network(images));
      // As optimisers leave one behind, which predicts nothing.
      builder.variable(COUNTER, 7, 0);
      Signature signature =
          Signature.builder()
              .key(Signature.DEFAULT_KEY)
              .input(INPUT, images)
              .output(OUTPUT, output)
              .build();
      try (Session session = new Session(graph)) {
        for (Op assignment : builder.assignments) session.runner().addTarget(assignment).run();
        SavedModelBundle.exporter(folder.toString())
            .withFunction(SessionFunction.create(signature, session))
            .export();
      }
    }
    if (keras) new Stranger(folder).edit(n -> KerasForm.give(n, "serving_default_" + INPUT, "out"));
  }

  private final class Builder implements AutoCloseable {

    final Ops tf;
    final List<Op> assignments = new ArrayList<>();
    private final Random random;

    Builder(Graph graph, long seed) {
      tf = Ops.create(graph);
      random = new Random(seed);
    }

    Operand<TFloat32> network(Operand<TFloat32> images) {
      Operand<TFloat32> fine = block("block1", images, 1, 4);
      Operand<TFloat32> coarse = block("block2", pooled(fine), 4, 4);
      Operand<TFloat32> joined =
          tf.concat(List.of(fine, enlarged(coarse)), tf.constant(channelsFirst ? 1 : 3));
      Operand<TFloat32> last = convolution("last", joined, 8, classes, 1);
      return switch (end) {
        case NONE -> last;
        case SIGMOID -> tf.math.sigmoid(last);
        case SOFTMAX -> channelsFirst ? first(tf.nn.softmax(last(last))) : tf.nn.softmax(last);
      };
    }

    private Operand<TFloat32> block(String name, Operand<TFloat32> x, int in, int out) {
      Operand<TFloat32> y = convolution(name, x, in, out, 3);
      FusedBatchNorm<TFloat32, TFloat32> norm =
          tf.nn.fusedBatchNorm(
              y,
              variable(name + ".gamma", 1, .2, out),
              variable(name + ".beta", 0, .2, out),
              variable(name + ".mean", 0, .2, out),
              variable(name + ".variance", 1, .1, out),
              FusedBatchNorm.isTraining(false),
              FusedBatchNorm.dataFormat(format()));
      return tf.nn.relu(norm.y());
    }

    private Operand<TFloat32> convolution(
        String name, Operand<TFloat32> x, int in, int out, int side) {
      Operand<TFloat32> kernel = variable(name + ".kernel", 0, .5, side, side, in, out);
      Operand<TFloat32> y =
          tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), "SAME", Conv2d.dataFormat(format()));
      return tf.nn.biasAdd(y, variable(name + ".bias", 0, .2, out), BiasAdd.dataFormat(format()));
    }

    private Operand<TFloat32> pooled(Operand<TFloat32> x) {
      List<Long> sides = channelsFirst ? List.of(1L, 1L, 2L, 2L) : List.of(1L, 2L, 2L, 1L);
      if (!keras) {
        Operand<TInt32> given = tf.constant(sides.stream().mapToInt(Long::intValue).toArray());
        return tf.nn.maxPool(x, given, given, "VALID", MaxPool.dataFormat(format()));
      }
      return tf.nn.avgPool(x, sides, sides, "VALID", AvgPool.dataFormat(format()));
    }

    /** As Keras's UpSampling2D does. */
    private Operand<TFloat32> enlarged(Operand<TFloat32> x) {
      Operand<TFloat32> last = channelsFirst ? last(x) : x;
      Operand<TInt32> size =
          tf.slice(tf.shape(last), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
      Operand<TFloat32> large =
          tf.image.resizeNearestNeighbor(last, tf.math.mul(size, tf.constant(2)));
      return channelsFirst ? first(large) : large;
    }

    private Operand<TFloat32> last(Operand<TFloat32> x) {
      return tf.linalg.transpose(x, tf.constant(new int[] {0, 2, 3, 1}));
    }

    private Operand<TFloat32> first(Operand<TFloat32> x) {
      return tf.linalg.transpose(x, tf.constant(new int[] {0, 3, 1, 2}));
    }

    private String format() {
      return channelsFirst ? "NCHW" : "NHWC";
    }

    private Operand<TFloat32> variable(String name, double mean, double spread, int... sides) {
      long[] shape = new long[sides.length];
      int length = 1;
      for (int i = 0; i < sides.length; i++) {
        shape[i] = sides[i];
        length *= sides[i];
      }
      float[] values = new float[length];
      for (int i = 0; i < length; i++) values[i] = (float) (mean + spread * random.nextGaussian());
      Operand<TFloat32> value = tf.constant(Shape.of(shape), DataBuffers.of(values));
      Variable<TFloat32> variable = tf.withName(name).variable(Shape.of(shape), TFloat32.class);
      assignments.add(tf.assign(variable, value));
      return tf.identity(variable);
    }

    @Override
    public void close() {}
  }
}
