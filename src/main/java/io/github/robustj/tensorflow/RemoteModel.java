package io.github.robustj.tensorflow;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A model that other machines compute. */
final class RemoteModel implements TrainableModel {

  private final WatchedCalls calls;
  private final TrainableModel model;

  private RemoteModel(WatchedCalls calls, TrainableModel model) {
    this.calls = calls;
    this.model = model;
  }

  /**
   * @param made asks the workers, too
   */
  static TrainableModel of(List<RemoteWorker> workers, Supplier<TrainableModel> made) {
    WatchedCalls calls = new WatchedCalls(workers);
    return new RemoteModel(calls, calls.first(made));
  }

  @Override
  public double minimize(List<LossTerm> terms, double learningRate) {
    return calls.call(() -> model.minimize(terms, learningRate));
  }

  @Override
  public LossAndGradient minimizeAndDifferentiate(LossTerm.Supervised term, double learningRate) {
    return calls.call(() -> model.minimizeAndDifferentiate(term, learningRate));
  }

  @Override
  public WeightGradient weightGradient(List<LossTerm> terms) {
    return calls.call(() -> model.weightGradient(terms));
  }

  @Override
  public void descend(Map<String, Tensor> gradient, double learningRate) {
    calls.run(() -> model.descend(gradient, learningRate));
  }

  @Override
  public Map<String, Tensor> weights() {
    return calls.call(model::weights);
  }

  @Override
  public void setWeights(Map<String, Tensor> weights) {
    calls.run(() -> model.setWeights(weights));
  }

  @Override
  public Map<String, Tensor> state() {
    return calls.call(model::state);
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    calls.run(() -> model.restore(state));
  }

  @Override
  public void save(Path directory) {
    calls.run(() -> model.save(directory));
  }

  @Override
  public Tensor predict(Tensor images) {
    return calls.call(() -> model.predict(images));
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    return calls.call(() -> model.loss(images, targets));
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    return calls.call(() -> model.pullback(images, weights));
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    return calls.call(() -> model.divergence(images, reference));
  }

  @Override
  public void close() {
    calls.close(model::close);
  }
}
