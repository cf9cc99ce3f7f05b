package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model whose weights can be changed, kept and given back. */
public interface TrainableModel extends DifferentiableModel {

  /**
   * One optimiser step down the weighted sum of the samples' losses.
   *
   * @return that sum before the step
   */
  double minimize(List<LossTerm> terms, double learningRate);

  /** Everything a resumed training needs: weights and the optimiser's own variables, by name. */
  Map<String, Tensor> state();

  /**
   * Sets what {@link #state()} gave; the names and shapes are those of a model made from the same
   * specification.
   */
  void restore(Map<String, Tensor> state);

  /**
   * Writes the network, without loss and optimiser, as a TensorFlow SavedModel into a new
   * directory.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void save(Path directory);
}
