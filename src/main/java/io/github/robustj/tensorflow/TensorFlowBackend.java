package io.github.robustj.tensorflow;

import io.github.robustj.model.Backend;
import io.github.robustj.model.Compute;
import io.github.robustj.model.Device;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.Loss;
import io.github.robustj.model.NetworkSpec;
import io.github.robustj.model.OptimizerSpec;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** TensorFlow Java on the CPU, or on the GPU where its CUDA build finds one. */
public final class TensorFlowBackend implements Backend {

  private final Compute compute;
  private final Consumer<String> log;
  private Computation computation;

  /** On the first GPU if there is one, else on the CPU, without a word. */
  public TensorFlowBackend() {
    this(Compute.automatic(), line -> {});
  }

  private TensorFlowBackend(Compute compute, Consumer<String> log) {
    this.compute = compute;
    this.log = log;
  }

  @Override
  public TrainableModel create(NetworkSpec network, Loss loss, OptimizerSpec optimizer, long seed) {
    return TensorFlowTrainableModel.create(
        UNet::build, network, loss, optimizer, seed, computation());
  }

  @Override
  public DifferentiableModel load(Path savedModel, Loss loss) {
    return new SavedModels(computation()).load(savedModel, loss);
  }

  @Override
  public Backend on(Compute other, Consumer<String> listener) {
    return new TensorFlowBackend(other, listener);
  }

  @Override
  public String device() {
    return computation().device();
  }

  @Override
  public List<Device> devices() {
    NativeLibrary.version();
    return Devices.list(SessionConfigs.everything());
  }

  @Override
  public Map<String, Tensor> weights(Path savedModel) {
    return new SavedModels(computation()).weights(savedModel);
  }

  @Override
  public Map<String, String> versions() {
    return Map.of("tensorflow", NativeLibrary.version());
  }

  private synchronized Computation computation() {
    if (computation == null) {
      NativeLibrary.version();
      computation = Computation.choose(compute);
      log.accept(computation.words());
    }
    return computation;
  }
}
