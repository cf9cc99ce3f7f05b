package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Loss;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OutOfMemoryException;
import io.github.robustj.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
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

  private static final String INPUT = "images";
  private static final String OUTPUT = "logits";
  private static final String VARIABLE = "VariableV2";

  /** The input of a network: any number of images of any size. */
  static Placeholder<TFloat32> images(Ops tf, NetworkSpec spec) {
    Shape shape =
        Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, spec.inputChannels());
    return tf.withName(INPUT).placeholder(TFloat32.class, Placeholder.shape(shape));
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
      Placeholder<TFloat32> images = images(tf, spec);
      Operand<TFloat32> logits =
          tf.withName(OUTPUT)
              .identity(UNet.build(new Bfloat16(tf, false), spec, images, weights).logits());
      Signature signature =
          Signature.builder()
              .key(Signature.DEFAULT_KEY)
              .input(INPUT, images)
              .output(OUTPUT, logits)
              .build();
      try (Session session = new Session(graph, computation.config())) {
        Sessions.assign(session, weights.all(), w -> TensorFlowTrainableModel.value(values, w));
        SavedModelBundle.exporter(directory.toString())
            .withFunction(SessionFunction.create(signature, session))
            .export();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TensorFlowException e) {
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  TensorFlowModel load(Path directory, Loss loss) {
    SavedModelBundle bundle = open(directory);
    try {
      Signature signature = bundle.function(Signature.DEFAULT_KEY).signature();
      String images = signature.getInputs().get(INPUT).name;
      String logits = signature.getOutputs().get(OUTPUT).name;
      Session session = session(bundle);
      Graph graph = session.graph();
      // A bundle closes its graph itself; one that was made from it is closed with its session.
      AutoCloseable owner = graph == bundle.graph() ? bundle : graph;
      return new TensorFlowModel(
          session, operand(graph, images), operand(graph, logits), loss, owner);
    } catch (RuntimeException e) {
      bundle.close();
      throw e instanceof OutOfMemoryException ? e : unreadable(directory, e);
    }
  }

  /** In mixed precision another one, and the bundle is closed. */
  private Session session(SavedModelBundle bundle) {
    if (!computation.mixedPrecision()) return bundle.session();
    Session mixed =
        MixedPrecision.session(bundle.graph().toGraphDef(), values(bundle), computation.config());
    bundle.close();
    return mixed;
  }

  /** The values of all variables by name. */
  Map<String, Tensor> weights(Path directory) {
    try (SavedModelBundle bundle = open(directory)) {
      return values(bundle);
    }
  }

  private static Map<String, Tensor> values(SavedModelBundle bundle) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (GraphOperation operation : (Iterable<GraphOperation>) bundle.graph()::operations)
      if (operation.type().equals(VARIABLE))
        try (Result value = bundle.session().runner().fetch(operation.name()).run()) {
          values.put(operation.name(), Copies.toJava((TFloat32) value.get(0)));
        }
    return values;
  }

  private SavedModelBundle open(Path directory) {
    if (!Files.isRegularFile(directory.resolve("saved_model.pb")))
      throw new RobustJException(
          "There is no network in "
              + directory
              + ": a file saved_model.pb was expected; train or copy the model again.");
    try {
      return SavedModelBundle.loader(directory.toString())
          .withConfigProto(computation.config())
          .load();
    } catch (TensorFlowException e) {
      Sessions.requireMemory(e);
      throw unreadable(directory, e);
    }
  }

  private static RobustJException unreadable(Path directory, RuntimeException cause) {
    return new RobustJException(
        "The network in "
            + directory
            + " cannot be read; it is damaged or was not written by RobustJ: train or copy the"
            + " model again.",
        cause);
  }

  /**
   * @param name of an output as in a signature: {@code operation:index}
   */
  private static Operand<TFloat32> operand(Graph graph, String name) {
    int colon = name.lastIndexOf(':');
    int index = Integer.parseInt(name.substring(colon + 1));
    return graph.operation(name.substring(0, colon)).<TFloat32>output(index);
  }
}
