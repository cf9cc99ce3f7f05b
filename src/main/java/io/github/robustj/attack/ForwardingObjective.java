package io.github.robustj.attack;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/** An objective that is another one, without its second model, but for what it overrides. */
public interface ForwardingObjective extends Objective.Differentiable {

  /** The other one. */
  Objective.Differentiable objective();

  @Override
  default LossAndGradient lossAndGradient(Tensor images) {
    return objective().lossAndGradient(images);
  }

  @Override
  default float[] loss(Tensor images) {
    return objective().loss(images);
  }

  @Override
  default float[] harm(Tensor images) {
    return objective().harm(images);
  }

  @Override
  default Judged judge(Tensor images) {
    return objective().judge(images);
  }

  @Override
  default float[] harm(LossAndGradient at) {
    return objective().harm(at);
  }

  @Override
  default float harmOf(double score) {
    return objective().harmOf(score);
  }

  @Override
  default float[] tracked(LossAndGradient at) {
    return objective().tracked(at);
  }

  @Override
  default Objective.Differentiable at(double progress) {
    return objective().at(progress);
  }

  @Override
  default List<Objective.Differentiable> variants() {
    return objective().variants();
  }
}
