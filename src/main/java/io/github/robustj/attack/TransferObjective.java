package io.github.robustj.attack;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * An objective on the model under attack together with the same objective on a second model.
 *
 * @param target of the model under attack
 * @param second of the model that the attacker has
 */
public record TransferObjective(Objective.Differentiable target, Objective.Differentiable second)
    implements Objective.Differentiable {

  @Override
  public LossAndGradient lossAndGradient(Tensor images) {
    return target.lossAndGradient(images);
  }

  @Override
  public float[] loss(Tensor images) {
    return target.loss(images);
  }

  @Override
  public float[] harm(Tensor images) {
    return target.harm(images);
  }

  @Override
  public Judged judge(Tensor images) {
    return target.judge(images);
  }

  @Override
  public float[] harm(LossAndGradient at) {
    return target.harm(at);
  }

  @Override
  public float harmOf(double score) {
    return target.harmOf(score);
  }

  @Override
  public float[] tracked(LossAndGradient at) {
    return target.tracked(at);
  }

  @Override
  public Objective.Differentiable at(double progress) {
    return target.at(progress);
  }

  @Override
  public List<Objective.Differentiable> variants() {
    return target.variants();
  }

  @Override
  public Optional<Objective.Differentiable> source() {
    return Optional.of(second);
  }
}
