package io.github.robustj.tensorflow;

import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network of any operations as a SavedModel of TensorFlow 1, whose weights are constants.
 *
 * @param shape of its input
 */
record SmallNetwork(Shape shape, Body body) {

  static final Computation CPU = new Computation(Computation.cpu(), false, "CPU", "as asked");
  static final String INPUT = "input";
  static final String OUTPUT = "output";

  /** From images to outputs. */
  interface Body {
    Operand<TFloat32> of(Ops tf, Operand<TFloat32> images);
  }

  /** For images of one channel, the last axis, of any number and size. */
  static SmallNetwork open(Body body) {
    return new SmallNetwork(Shape.of(-1, -1, -1, 1), body);
  }

  Path save(Path folder) throws IOException {
    return save(folder, Signature.DEFAULT_KEY);
  }

  /**
   * @param key of its signature
   */
  Path save(Path folder, String key) throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> images =
          tf.withName(INPUT).placeholder(TFloat32.class, Placeholder.shape(shape));
      Operand<TFloat32> output = tf.withName(OUTPUT).identity(body.of(tf, images));
      Signature signature =
          Signature.builder().key(key).input(INPUT, images).output(OUTPUT, output).build();
      try (Session session = new Session(graph, CPU.config())) {
        SavedModelBundle.exporter(folder.toString())
            .withFunction(SessionFunction.create(signature, session))
            .export();
      }
    }
    return folder;
  }

  /** What TensorFlow itself computes. */
  float[] direct(Tensor images) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> input = tf.placeholder(TFloat32.class);
      Operand<TFloat32> output = body.of(tf, input);
      try (Session session = new Session(graph, CPU.config());
          TFloat32 x = Copies.toNative(images);
          Result result = session.runner().feed(input, x).fetch(output).run()) {
        return Copies.toJava((TFloat32) result.get(0)).data();
      }
    }
  }
}
