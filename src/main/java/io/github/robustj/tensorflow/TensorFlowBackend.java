package io.github.robustj.tensorflow;

import io.github.robustj.model.Backend;
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
import org.tensorflow.TensorFlow;

/** TensorFlow Java on the CPU, or on the GPU where its CUDA build finds one. */
public final class TensorFlowBackend implements Backend {

  @Override
  public TrainableModel create(NetworkSpec network, Loss loss, OptimizerSpec optimizer, long seed) {
    return new TensorFlowTrainableModel(network, loss, optimizer, seed);
  }

  @Override
  public DifferentiableModel load(Path savedModel, Loss loss) {
    return SavedModels.load(savedModel, loss);
  }

  @Override
  public List<Device> devices() {
    return Devices.list();
  }

  @Override
  public Map<String, Tensor> weights(Path savedModel) {
    return SavedModels.weights(savedModel);
  }

  @Override
  public Map<String, String> versions() {
    return Map.of("tensorflow", TensorFlow.version());
  }
}
