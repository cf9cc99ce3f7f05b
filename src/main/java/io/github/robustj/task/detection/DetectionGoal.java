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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an attack on a detection is after: away from the targets; see {@link TowardsObjects} for the
 * other way.
 *
 * @param objective the parts of the loss that are maximised
 * @param judge where an attack keeps the image with the worst score instead of the highest
 *     objective: whose F1, mean over the classes, is the score. Of images with equal scores the sum
 *     of the losses decides, which takes at most a ten-thousandth from the score
 */
public record DetectionGoal(DetectionObjective objective, Optional<DetectionTask> judge)
    implements Goal {

  private static final double TIE = 1e-4;

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
      return goal.judge.map(task -> byScore(task, outputs)).orElse(values);
    }

    /** What the network's own loss is, without its gradient. */
    private float[] value(Tensor outputs, Tensor rows) {
      BoxOutputs read = new BoxOutputs(outputs);
      return DetectionLoss.totals(read, BoxMaps.of(rows, read));
    }

    private float[] byScore(DetectionTask task, Tensor outputs) {
      float[] losses = value(outputs, truth);
      float[] harm = new float[losses.length];
      for (int i = 0; i < harm.length; i++) {
        Map<String, Double> score = task.score(outputs.slice(i, i + 1), truth.slice(i, i + 1));
        double mean =
            score.values().stream()
                .mapToDouble(f1 -> f1)
                .filter(f1 -> !Double.isNaN(f1))
                .average()
                .orElse(1);
        double loss = Math.max(0, losses[i]);
        harm[i] = (float) (1 - mean - TIE / (1 + loss));
      }
      return harm;
    }

    @Override
    public List<Objective.Differentiable> variants() {
      return goal.variants().stream().map(other -> other.on(model, truth)).toList();
    }
  }
}
