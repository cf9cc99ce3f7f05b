package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Loss;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OutOfMemoryException;
import io.github.robustj.model.ServedNetwork;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Networks on disk, in TensorFlow's own format, with one signature: {@code images} to {@code
 * logits}; always in float32.
 *
 * @param computation how those that are opened compute
 */
record SavedModels(Computation computation) {

  static final String INPUT = "images";
  static final String OUTPUT = "logits";

  /** Of an image of zeros. */
  private static final int SIDE = 64;

  /** The input of a network: any number of images of any size. */
  static Placeholder<TFloat32> images(Ops tf, int channels) {
    return images(tf, INPUT, channels);
  }

  /** The same under another name. */
  static Placeholder<TFloat32> images(Ops tf, String name, int channels) {
    Shape shape = Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, channels);
    return tf.withName(name).placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  /**
   * Only what predicts: no loss, no optimiser.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  void export(NetworkSpec spec, Map<String, Tensor> values, Path directory) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(tf, 0);
      Placeholder<TFloat32> images = images(tf, spec.inputChannels());
      Operand<TFloat32> logits =
          tf.withName(OUTPUT)
              .identity(
                  UNet.build(
                          new Arithmetic(tf, false, false),
                          spec,
                          images,
                          weights,
                          new float[spec.outputChannels()])
                      .logits());
      try (Session session = new Session(graph, computation.config())) {
        Sessions.assign(session, weights.all(), w -> TensorFlowTrainableModel.value(values, w));
        write(session, images, logits, directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TensorFlowException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  /**
   * Writes a network of RobustJ's for other programs.
   *
   * @param from its SavedModel
   * @param into a folder that is made
   * @throws RobustJException as {@link #load}
   * @throws UncheckedIOException if it cannot be written
   */
  void serve(Path from, ServedNetwork served, Path into) {
    ServedGraph made = new ServedGraph(NetworkFile.read(from), served);
    Map<String, Tensor> weights = weights(from);
    try (Graph graph = made.graph();
        Session session = new Session(graph, computation.config())) {
      Signature signature = made.finished(graph);
      // What only a training needs is not in the graph.
      Map<GraphOperation, Tensor> values = new LinkedHashMap<>();
      weights.forEach(
          (name, value) -> {
            GraphOperation variable = graph.operation(name);
            if (variable != null) values.put(variable, value);
          });
      Sessions.assign(session, values);
      write(session, signature, into);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw NetworkFile.damaged(from, e);
    }
  }

  static Operand<TFloat32> tensor(Graph graph, String operation) {
    return graph.operationOrThrow(operation).<TFloat32>output(0);
  }

  static void write(
      Session session, Operand<TFloat32> images, Operand<TFloat32> logits, Path directory)
      throws IOException {
    Signature signature =
        Signature.builder()
            .key(Signature.DEFAULT_KEY)
            .input(INPUT, images)
            .output(OUTPUT, logits)
            .build();
    write(session, signature, directory);
  }

  private static void write(Session session, Signature signature, Path directory)
      throws IOException {
    try {
      SavedModelBundle.exporter(directory.toString())
          .withFunction(SessionFunction.create(signature, session))
          .export();
    } catch (TensorFlowException e) {
      // As of a full disk, which is no fault of the network.
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * @throws RobustJException if the network is missing, damaged, or could do more than compute
   */
  TensorFlowModel load(Path directory, Loss loss) {
    OpenNetwork network = OpenNetwork.open(directory, computation.config());
    try {
      Session session = session(network);
      Operand<TFloat32> images = network.input(INPUT, session.graph());
      Operand<TFloat32> logits = network.output(OUTPUT, session.graph());
      return new TensorFlowModel(
          session,
          images,
          logits,
          () -> losses(session, images, logits, loss),
          Optional.of(directory));
    } catch (RuntimeException e) {
      network.close();
      throw e instanceof OutOfMemoryException ? e : NetworkFile.damaged(directory, e);
    }
  }

  static LossGraph losses(
      Session session, Operand<TFloat32> images, Operand<TFloat32> logits, Loss loss) {
    Shape shape = logits.asOutput().shape();
    int channels = shape.numDimensions() < 4 ? 0 : (int) shape.get(3);
    Ops tf = Ops.create((Graph) logits.asOutput().env());
    if (!loss.equals(Loss.PROBABILITY_AND_DISTANCES))
      return LossGraph.add(LossHead.of(loss, tf, channels, 1), images, logits);
    Tensor zeros = Tensor.zeros(1, SIDE, SIDE, (int) images.asOutput().shape().get(3));
    Tensor told =
        new TensorFlowModel(session, images, logits, () -> null, Optional.empty()).predict(zeros);
    LossHead head = LossHead.of(loss, tf, told.shape(3), SIDE / told.shape(1));
    return LossGraph.add(head, images, logits);
  }

  /** In mixed precision another one, and the network's own is closed. */
  private Session session(OpenNetwork network) {
    if (!computation.mixedPrecision()) return network.session();
    Session mixed =
        MixedPrecision.session(
            network.graph().toGraphDef(), network.values(), computation.config());
    network.close();
    return mixed;
  }

  /**
   * The values of all variables by name.
   *
   * @throws RobustJException as {@link #load}
   */
  Map<String, Tensor> weights(Path directory) {
    try (OpenNetwork network = OpenNetwork.open(directory, computation.config())) {
      return network.values();
    }
  }
}
