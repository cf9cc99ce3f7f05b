package io.github.robustj.job;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A network in training that takes images up to a size: what is asked of it, such as by a
 * validation on whole images, goes through tiles; patches of a training are no larger.
 */
final class LimitedTraining extends ForwardingModel implements TrainableModel {

  private final TrainableModel training;

  /**
   * @param limited the same network in tiles
   */
  LimitedTraining(TrainableModel training, DifferentiableModel limited) {
    super(limited);
    this.training = training;
  }

  @Override
  public double minimize(List<LossTerm> terms, double learningRate) {
    return training.minimize(terms, learningRate);
  }

  @Override
  public LossAndGradient minimizeAndDifferentiate(LossTerm.Supervised term, double learningRate) {
    return training.minimizeAndDifferentiate(term, learningRate);
  }

  @Override
  public WeightGradient weightGradient(List<LossTerm> terms) {
    return training.weightGradient(terms);
  }

  @Override
  public void descend(Map<String, Tensor> gradient, double learningRate) {
    training.descend(gradient, learningRate);
  }

  @Override
  public Map<String, Tensor> weights() {
    return training.weights();
  }

  @Override
  public void setWeights(Map<String, Tensor> weights) {
    training.setWeights(weights);
  }

  @Override
  public Map<String, Tensor> state() {
    return training.state();
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    training.restore(state);
  }

  @Override
  public void save(Path directory) {
    training.save(directory);
  }
}
