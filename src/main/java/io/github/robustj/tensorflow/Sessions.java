package io.github.robustj.tensorflow;

import io.github.robustj.model.OutOfMemoryException;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Weights.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Calls of sessions, and values put into their variables. */
final class Sessions {

  private Sessions() {}

  /**
   * What TensorFlow, CUDA, cuDNN and oneDNN say where memory is short and the kind of exception
   * does not: a GPU's copy without room, a failed allocation, no convolution that fits.
   */
  private static final Pattern SHORT_OF_MEMORY =
      Pattern.compile(
          "OOM when allocating|out of memory|failed to allocate|OUT_OF_MEMORY|ALLOC_FAILED"
              + "|Dst tensor is not initialized|No algorithm worked|Status: 1,",
          Pattern.CASE_INSENSITIVE);

  /**
   * @throws OutOfMemoryException if the memory of the device does not suffice
   */
  static Result run(Session.Runner runner) {
    try {
      return runner.run();
    } catch (RuntimeException e) {
      requireMemory(e);
      throw e;
    }
  }

  /**
   * @throws OutOfMemoryException if that is what the failure means
   */
  static void requireMemory(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof TFResourceExhaustedException || SHORT_OF_MEMORY.matcher(message).find())
      throw new OutOfMemoryException(message, failure);
  }

  static void assign(Session session, List<Weight> weights, Function<Weight, Tensor> value) {
    if (weights.isEmpty()) return;
    List<TFloat32> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    try {
      for (Weight w : weights) {
        TFloat32 tensor = Copies.toNative(value.apply(w));
        fed.add(tensor);
        runner.feed(w.feed(), tensor).addTarget(w.assign().op());
      }
      run(runner).close();
    } finally {
      fed.forEach(TFloat32::close);
    }
  }

  /**
   * Gives variables their values in one run, since TensorFlow prepares the graph anew for every set
   * of operations; adds what it takes to the graph.
   */
  static void assign(Session session, Map<GraphOperation, Tensor> values) {
    if (values.isEmpty()) return;
    Ops tf = Ops.create(session.graph());
    List<TFloat32> fed = new ArrayList<>();
    Session.Runner runner = session.runner();
    try {
      values.forEach(
          (variable, value) -> {
            Operand<TFloat32> place = variable.<TFloat32>output(0);
            Placeholder<TFloat32> feed = tf.placeholder(TFloat32.class);
            TFloat32 tensor = Copies.toNative(value);
            fed.add(tensor);
            runner.feed(feed, tensor).addTarget(tf.assign(place, feed).op());
          });
      run(runner).close();
    } finally {
      fed.forEach(TFloat32::close);
    }
  }
}
