package io.github.robustj.task.detection;

import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.task.OutputObjective;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an attack on a detection is after: away from the targets; see {@link TowardsObjects} for the
 * other way.
 *
 * @param objective the parts of the loss that are maximised
 * @param judge where an attack keeps the image with the worst score instead of the highest
 *     objective, see {@link DetectionTask#harms}
 */
public record DetectionGoal(DetectionObjective objective, Optional<DetectionTask> judge)
    implements Goal {

  /** Away from the targets, judged by the objective itself. */
  public DetectionGoal(DetectionObjective objective) {
    this(objective, Optional.empty());
  }

  @Override
  public Objective.Differentiable on(DifferentiableModel model, Tensor targets) {
    return new OnBatch(this, model, targets, objective.targets(targets));
  }

  /** The objectives of an ensemble: where boxes are is in the sum. */
  private List<DetectionGoal> variants() {
    return Stream.of(
            objective,
            DetectionObjective.SUM,
            DetectionObjective.OBJECTNESS,
            DetectionObjective.SCALE_FREE_OBJECTNESS)
        .distinct()
        .map(o -> new DetectionGoal(o, judge))
        .toList();
  }

  @Override
  public ObjectiveCalls calls(boolean lossSeesPrediction) {
    return ObjectiveCalls.of(
        variants().stream()
            .map(g -> g.objective == DetectionObjective.SCALE_FREE_OBJECTNESS ? 2 : 1));
  }

  /**
   * @param truth all that was drawn
   * @param parts of it that the objective is about
   */
  private record OnBatch(DetectionGoal goal, DifferentiableModel model, Tensor truth, Tensor parts)
      implements OutputObjective {

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      if (goal.objective != DetectionObjective.SCALE_FREE_OBJECTNESS)
        return model.loss(images, parts);
      Tensor outputs = model.predict(images);
      Value at = HeatSizes.scaleFree(outputs, parts);
      return new LossAndGradient(at.value(), model.pullback(images, at.gradient()), outputs);
    }

    @Override
    public float[] values(Tensor outputs) {
      return goal.objective == DetectionObjective.SCALE_FREE_OBJECTNESS
          ? HeatSizes.scaleFree(outputs, parts).value()
          : value(outputs, parts);
    }

    @Override
    public float[] harms(Tensor outputs, float[] values) {
      return goal.judge
          .map(task -> task.harms(outputs, truth, value(outputs, truth)))
          .orElse(values);
    }

    /** What the network's own loss is, without its gradient. */
    private float[] value(Tensor outputs, Tensor rows) {
      BoxOutputs read = new BoxOutputs(outputs);
      return DetectionLoss.totals(read, BoxMaps.of(rows, read));
    }

    @Override
    public List<Objective.Differentiable> variants() {
      return goal.variants().stream().map(other -> other.on(model, truth)).toList();
    }
  }
}
