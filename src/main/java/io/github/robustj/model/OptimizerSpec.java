package io.github.robustj.model;

/**
 * How weights follow their gradient.
 *
 * @param kind Adam (Kingma and Ba 2015), or stochastic gradient descent with Nesterov momentum
 * @param learningRate rate of the first step; the trainer lowers it from there
 * @param momentum for SGD; Adam uses .9 and .999
 * @param gradientClip largest global gradient norm, 0 for none
 */
public record OptimizerSpec(Kind kind, double learningRate, double momentum, double gradientClip) {

  public enum Kind {
    ADAM,
    SGD
  }

  /**
   * Adam at .002, which reaches a useful segmentation in few epochs; gradient norm clipped at 12 as
   * in nnU-Net.
   */
  public static OptimizerSpec adam() {
    return new OptimizerSpec(Kind.ADAM, 2e-3, .9, 12);
  }

  /** The settings of nnU-Net: rate .01, Nesterov momentum .99, gradient norm clipped at 12. */
  public static OptimizerSpec sgd() {
    return new OptimizerSpec(Kind.SGD, 1e-2, .99, 12);
  }
}
