package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A network in training that does as another one does, for those that change a part of that. */
public class ForwardingTraining extends ForwardingModel implements TrainableModel {

  private final TrainableModel training;

  /**
   * @param answering the same network as it answers, where that is not in training
   */
  protected ForwardingTraining(TrainableModel training, DifferentiableModel answering) {
    super(answering);
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
