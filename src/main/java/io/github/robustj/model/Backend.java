package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where networks come from: the border to the deep-learning library. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface Backend {

  /** A network with weights drawn from the seed (He initialisation). */
  TrainableModel create(NetworkSpec network, Loss loss, OptimizerSpec optimizer, long seed);

  /**
   * Opens a SavedModel and adds the loss and its gradient to its graph.
   *
   * @throws io.github.robustj.error.RobustJException if the directory is missing, incomplete or not
   *     readable by this version
   */
  DifferentiableModel load(Path savedModel, Loss loss);

  /** What the arithmetic can be done on; the CPU at least. */
  List<Device> devices();

  /**
   * The weights of a network that {@link TrainableModel#save} wrote, as {@link
   * TrainableModel#setWeights} takes them.
   *
   * @throws io.github.robustj.error.RobustJException as {@link #load}
   */
  Map<String, Tensor> weights(Path savedModel);

  /** Names and versions of the software that does the arithmetic. */
  Map<String, String> versions();
}
