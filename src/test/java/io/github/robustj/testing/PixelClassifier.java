package io.github.robustj.testing;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.model.TrainableModel.WeightGradient;
import io.github.robustj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network small enough for closed forms: one channel, {@code logit_c = weight_c x + bias_c} for
 * every pixel on its own, cross-entropy averaged over the pixels with a non-negative target,
 * gradient descent with momentum .5.
 */
public final class PixelClassifier implements TrainableModel {

  /** Weights first, then biases. */
  private Tensor parameters;

  private Tensor momentum;

  /** The learning rates and numbers of samples of the steps so far. */
  public final List<Double> rates = new ArrayList<>();

  public final List<Integer> batches = new ArrayList<>();

  /** How often the network was asked for logits or losses. */
  public int calls;

  /**
   * @param parameters a weight per class, then a bias per class
   */
  public PixelClassifier(float... parameters) {
    this.parameters = new Tensor(parameters, 2, parameters.length / 2);
    momentum = Tensor.zeros(this.parameters.shape());
  }

  @Override
  public Tensor predict(Tensor images) {
    calls++;
    return logits(images);
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    calls++;
    Tensor logits = logits(images);
    Tensor gradient = Tensor.zeros(images.shape());
    float[] loss = new float[images.samples()];
    int n = images.sampleLength();
    double[] slope = new double[classes()];
    double[] shares = shares(targets);
    for (int i = 0; i < n * loss.length; i++) {
      loss[i / n] += pixel(logits, targets, shares[i / n], i, slope);
      for (int c = 0; c < slope.length; c++) gradient.data()[i] += slope[c] * parameters.data()[c];
    }
    return new LossAndGradient(loss, gradient, logits);
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    calls++;
    Tensor gradient = Tensor.zeros(images.shape());
    for (int k = 0; k < weights.data().length; k++)
      gradient.data()[k / classes()] += weights.data()[k] * parameters.data()[k % classes()];
    return gradient;
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    calls++;
    Tensor logits = logits(images);
    Tensor gradient = Tensor.zeros(images.shape());
    float[] value = new float[images.samples()];
    int n = images.sampleLength();
    for (int i = 0; i < images.data().length; i++) {
      double[] slope = new double[classes()];
      value[i / n] +=
          TermPixels.smoothness(pixel(reference, i), pixel(logits, i), new double[classes()], slope)
              / n;
      for (int c = 0; c < slope.length; c++)
        gradient.data()[i] += slope[c] * parameters.data()[c] / n;
    }
    return new LossAndGradient(value, gradient, logits);
  }

  @Override
  public double minimize(List<LossTerm> terms, double learningRate) {
    WeightGradient gradient = weightGradient(terms);
    for (LossTerm term : terms) batches.add(term.weights().length);
    descend(gradient.gradient(), learningRate);
    return gradient.loss();
  }

  @Override
  public LossAndGradient minimizeAndDifferentiate(LossTerm.Supervised term, double learningRate) {
    LossAndGradient before = loss(term.images(), term.targets());
    minimize(List.of(term), learningRate);
    return before;
  }

  @Override
  public WeightGradient weightGradient(List<LossTerm> terms) {
    double[] gradient = new double[2 * classes()];
    double sum = 0;
    for (LossTerm term : terms) sum += add(term, gradient);
    Tensor by = Tensor.zeros(parameters.shape());
    for (int k = 0; k < gradient.length; k++) by.data()[k] = (float) gradient[k];
    return new WeightGradient(sum, Map.of("parameters", by));
  }

  @Override
  public void descend(Map<String, Tensor> gradient, double learningRate) {
    rates.add(learningRate);
    float[] by = gradient.get("parameters").data();
    for (int k = 0; k < by.length; k++) {
      momentum.data()[k] = .5f * momentum.data()[k] + by[k];
      parameters.data()[k] -= learningRate * momentum.data()[k];
    }
  }

  @Override
  public Map<String, Tensor> weights() {
    return Map.of("parameters", parameters.copy());
  }

  @Override
  public void setWeights(Map<String, Tensor> weights) {
    parameters = weights.get("parameters").copy();
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of("parameters", parameters.copy(), "optimizer/momentum", momentum.copy());
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    parameters = state.get("parameters").copy();
    momentum = state.get("optimizer/momentum").copy();
  }

  @Override
  public void save(Path directory) {
    throw new UnsupportedOperationException("a test's model is not saved");
  }

  @Override
  public void close() {}

  private double add(LossTerm term, double[] gradient) {
    return term instanceof LossTerm.Supervised t
        ? supervised(t, gradient)
        : TermPixels.add(term, this::logits, (x, slope) -> accumulate(gradient, x, slope));
  }

  private double supervised(LossTerm.Supervised term, double[] gradient) {
    Tensor logits = logits(term.images());
    double[] slope = new double[classes()];
    int n = term.images().sampleLength();
    double[] shares = shares(term.targets());
    double sum = 0;
    for (int i = 0; i < term.images().data().length; i++) {
      double weight = term.weights()[i / n];
      sum += weight * pixel(logits, term.targets(), shares[i / n], i, slope);
      for (int c = 0; c < slope.length; c++) slope[c] *= weight;
      accumulate(gradient, term.images().data()[i], slope);
    }
    return sum;
  }

  private void accumulate(double[] gradient, float x, double[] slope) {
    for (int c = 0; c < slope.length; c++) {
      gradient[c] += slope[c] * x;
      gradient[classes() + c] += slope[c];
    }
  }

  private double[] pixel(Tensor maps, int pixel) {
    double[] values = new double[classes()];
    for (int c = 0; c < values.length; c++) values[c] = maps.data()[pixel * values.length + c];
    return values;
  }

  /** A pixel's share of its sample's loss; its derivatives by the logits go into {@code slope}. */
  private double pixel(Tensor logits, Tensor targets, double share, int pixel, double[] slope) {
    int target = (int) targets.data()[pixel];
    Arrays.fill(slope, 0);
    if (target < 0) return 0;
    double sum = 0;
    for (int c = 0; c < slope.length; c++)
      sum += slope[c] = Math.exp(logits.data()[pixel * slope.length + c]);
    for (int c = 0; c < slope.length; c++)
      slope[c] = share * (slope[c] / sum - (c == target ? 1 : 0));
    return share * (Math.log(sum) - logits.data()[pixel * slope.length + target]);
  }

  /** What a pixel is of the mean of each sample. */
  private static double[] shares(Tensor targets) {
    double[] shares = new double[targets.samples()];
    for (int i = 0; i < shares.length; i++) {
      int counted = 0;
      for (float target : targets.slice(i, i + 1).data()) if (target >= 0) counted++;
      shares[i] = 1. / counted;
    }
    return shares;
  }

  private Tensor logits(Tensor images) {
    Tensor logits = Tensor.zeros(images.shape(0), images.shape(1), images.shape(2), classes());
    for (int i = 0; i < logits.data().length; i++) {
      int c = i % classes();
      logits.data()[i] =
          parameters.data()[c] * images.data()[i / classes()] + parameters.data()[classes() + c];
    }
    return logits;
  }

  private int classes() {
    return parameters.shape(1);
  }
}
