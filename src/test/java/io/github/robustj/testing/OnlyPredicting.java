package io.github.robustj.testing;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;

/** A network whose gradients nobody asks for. */
@FunctionalInterface
public interface OnlyPredicting extends DifferentiableModel {

  @Override
  default LossAndGradient loss(Tensor images, Tensor targets) {
    throw new UnsupportedOperationException();
  }

  @Override
  default Tensor pullback(Tensor images, Tensor weights) {
    throw new UnsupportedOperationException();
  }

  @Override
  default LossAndGradient divergence(Tensor images, Tensor reference) {
    throw new UnsupportedOperationException();
  }

  @Override
  default void close() {}
}
