package io.github.robustj.task.instance;

import io.github.robustj.attack.AttackSpec;
import io.github.robustj.attack.AttackType.Trait;
import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.task.OutputObjective;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an attack on outlines of objects is after: away from the targets.
 *
 * @param objective the parts of the loss that are maximised
 * @param byScore whether an attack keeps the image with the worst F1 instead of the highest
 *     objective, see {@link InstanceTask#harms}
 */
record InstanceGoal(InstanceTask task, InstanceObjective objective, boolean byScore)
    implements Goal {

  static InstanceGoal of(InstanceTask task, AttackSpec attack) {
    InstanceObjective objective = InstanceObjective.named(attack.objective());
    return new InstanceGoal(
        task, objective, objective != InstanceObjective.SUM || attack.has(Trait.BY_SCORE));
  }

  @Override
  public Objective.Differentiable on(DifferentiableModel model, Tensor targets) {
    return new OnBatch(this, model, targets, task.maps(targets));
  }

  /** The objectives of an ensemble. */
  private List<InstanceGoal> variants() {
    return Stream.of(
            objective,
            InstanceObjective.SUM,
            InstanceObjective.PROBABILITY,
            InstanceObjective.DISTANCES)
        .distinct()
        .map(o -> new InstanceGoal(task, o, byScore))
        .toList();
  }

  @Override
  public ObjectiveCalls calls(boolean lossSeesPrediction) {
    return ObjectiveCalls.of(
        variants().stream().map(g -> g.objective == InstanceObjective.SUM ? 1 : 2));
  }

  /**
   * @param maps of the truth
   */
  private record OnBatch(InstanceGoal goal, DifferentiableModel model, Tensor truth, Tensor maps)
      implements OutputObjective {

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      if (goal.objective == InstanceObjective.SUM) return model.loss(images, truth);
      Tensor outputs = model.predict(images);
      Value at = at(outputs);
      return new LossAndGradient(at.value(), model.pullback(images, at.gradient()), outputs);
    }

    private Value at(Tensor outputs) {
      return goal.objective.loss().of(outputs, maps);
    }

    @Override
    public float[] values(Tensor outputs) {
      return at(outputs).value();
    }

    @Override
    public float[] harms(Tensor outputs, float[] values) {
      return goal.byScore
          ? goal.task.harms(outputs, truth, StarLoss.SUM.of(outputs, maps).value())
          : values;
    }

    @Override
    public List<Objective.Differentiable> variants() {
      return goal.variants().stream().map(other -> other.on(model, truth)).toList();
    }
  }
}
