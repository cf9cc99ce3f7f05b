package io.github.robustj.tensorflow;

import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;

/**
 * The graph calls under a training and an attack, stripped of all that the project adds: the
 * tensors are native already and the results are not read. The yardstick of the benchmark.
 */
public interface BareCalls extends AutoCloseable {

  /** Loss and gradient of the images. */
  void gradient();

  /** One optimiser step; changes the model. */
  void training();

  @Override
  void close();

  /**
   * @param model made by {@link TensorFlowBackend#create}; stays open
   */
  static BareCalls of(TrainableModel model, Tensor images, Tensor targets) {
    if (model instanceof TensorFlowTrainableModel tensorFlow)
      return tensorFlow.bareCalls(images, targets);
    throw new IllegalArgumentException("not a TensorFlow model: " + model);
  }
}
