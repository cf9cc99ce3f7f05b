package io.github.robustj.task;

import io.github.robustj.attack.Objective;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;

/**
 * An objective that the outputs of a network settle: one prediction tells its value and the harm.
 */
public interface OutputObjective extends Objective.Differentiable {

  DifferentiableModel model();

  /** The objective of each sample. */
  float[] values(Tensor outputs);

  /**
   * The harm of each sample.
   *
   * @param values the objective of {@code outputs}; not changed
   */
  float[] harms(Tensor outputs, float[] values);

  @Override
  default float[] loss(Tensor images) {
    return values(model().predict(images));
  }

  @Override
  default float[] harm(Tensor images) {
    return judge(images).harm();
  }

  @Override
  default Judged judge(Tensor images) {
    Tensor outputs = model().predict(images);
    float[] values = values(outputs);
    return new Judged(values, harms(outputs, values));
  }

  @Override
  default float[] harm(LossAndGradient at) {
    return harms(at.outputs(), at.loss());
  }
}
