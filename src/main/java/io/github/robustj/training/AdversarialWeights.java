package io.github.robustj.training;

import io.github.robustj.model.ForwardingTraining;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.model.LossTerm;
import io.github.robustj.model.TrainableModel;
import io.github.robustj.option.OptionChecks;
import io.github.robustj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adversarial weight perturbation (AWP, Wu et al. 2020, arXiv 2004.05884) around any training
 * method: the gradient of a step is taken where the weights have been moved up the loss, every
 * kernel by {@code gamma} times its own length; the step itself starts from the weights as they
 * were, exactly. Kernels are the weights with more than one axis; scales, shifts and biases are not
 * perturbed, as in the authors' code. A step costs two weight gradients and some copies of the
 * weights.
 */
public final class AdversarialWeights extends ForwardingTraining {

  private final TrainableModel model;
  private final double gamma;

  /**
   * @param gamma relative size of the perturbation, above 0; .005 in the paper
   * @throws io.github.robustj.error.RobustJException if gamma is out of range
   */
  public AdversarialWeights(TrainableModel model, double gamma) {
    super(model, model);
    OptionChecks.require(gamma > 0 && gamma < 1, "awp_gamma", "above 0 and below 1", gamma);
    this.model = model;
    this.gamma = gamma;
  }

  @Override
  public double minimize(List<LossTerm> terms, double learningRate) {
    Map<String, Tensor> weights = model.weights();
    WeightGradient here = model.weightGradient(terms);
    WeightGradient there;
    model.setWeights(perturbed(weights, here.gradient()));
    try {
      there = model.weightGradient(terms);
    } finally {
      model.setWeights(weights);
    }
    model.descend(there.gradient(), learningRate);
    return here.loss();
  }

  /** Costs a pass more than that of the model inside: this one cannot be shared. */
  @Override
  public LossAndGradient minimizeAndDifferentiate(LossTerm.Supervised term, double learningRate) {
    LossAndGradient before = model.loss(term.images(), term.targets());
    minimize(List.of(term), learningRate);
    return before;
  }

  /** The weights with every kernel moved along its gradient by gamma times its own length. */
  Map<String, Tensor> perturbed(Map<String, Tensor> weights, Map<String, Tensor> gradient) {
    Map<String, Tensor> perturbed = new LinkedHashMap<>();
    weights.forEach((name, w) -> perturbed.put(name, perturbed(w, gradient.get(name))));
    return perturbed;
  }

  private Tensor perturbed(Tensor weight, Tensor gradient) {
    double slope = length(gradient);
    if (weight.shape().length < 2 || slope == 0) return weight;
    double factor = gamma * length(weight) / slope;
    Tensor moved = weight.copy();
    for (int k = 0; k < moved.data().length; k++)
      moved.data()[k] += (float) (factor * gradient.data()[k]);
    return moved;
  }

  private static double length(Tensor values) {
    double sum = 0;
    for (float v : values.data()) sum += (double) v * v;
    return Math.sqrt(sum);
  }
}
