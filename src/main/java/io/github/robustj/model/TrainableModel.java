package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A model whose weights can be changed, kept and given back. */
public interface TrainableModel extends DifferentiableModel {

  /**
   * One optimiser step down the sum of the terms, of which at least one has targets.
   *
   * @return that sum before the step
   */
  double minimize(List<LossTerm> terms, double learningRate);

  /**
   * As {@link #minimize}, and what an attack needs from the same pass: each sample's training loss,
   * its gradient with respect to the image, and the logits, all before the step. The gradient of a
   * sample without weight is zero.
   */
  LossAndGradient minimizeAndDifferentiate(LossTerm.Supervised term, double learningRate);

  /** The sum of the terms and its derivative by the weights; changes nothing. */
  WeightGradient weightGradient(List<LossTerm> terms);

  /**
   * One optimiser step along a gradient that was taken earlier, perhaps at other weights.
   *
   * @param gradient as {@link #weightGradient} gives it
   */
  void descend(Map<String, Tensor> gradient, double learningRate);

  /** The network's weights by name, without the optimiser's variables. */
  Map<String, Tensor> weights();

  /**
   * Replaces the network's weights; the optimiser's variables stay.
   *
   * @param weights as {@link #weights} gives them, of a network of the same specification
   * @throws IllegalArgumentException if one is missing or has another shape
   */
  void setWeights(Map<String, Tensor> weights);

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

  /**
   * @param loss the weighted sum of some terms
   * @param gradient its derivative by every weight of the network, by the weight's name and in its
   *     shape; not clipped
   */
  record WeightGradient(double loss, Map<String, Tensor> gradient) {}
}
