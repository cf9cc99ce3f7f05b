package io.github.robustj.tensorflow;

import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import io.github.robustj.tensorflow.Weights.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.types.TFloat32;

/** How sessions are configured, and values put into their variables. */
final class Sessions {

  private Sessions() {}

  /** GPU memory grows on demand instead of being taken whole. */
  static ConfigProto config() {
    return ConfigProto.newBuilder()
        .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
        .build();
  }

  /**
   * @throws RobustJException if the memory of the device does not suffice
   */
  static Result run(Session.Runner runner) {
    try {
      return runner.run();
    } catch (TFResourceExhaustedException e) {
      throw new RobustJException(
          "The network needs more memory than the device has; use a smaller batch, patch or tile, or"
              + " close other programs that use it.",
          e);
    }
  }

  static void assign(Session session, List<Weight> weights, Function<Weight, Tensor> value) {
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
}
