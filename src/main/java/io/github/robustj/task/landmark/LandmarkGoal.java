package io.github.robustj.task.landmark;

import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.task.OutputObjective;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an attack on landmarks is after: away from the targets, or towards them. Those to reach may
 * be the steering of {@link AimedPoints}: landmarks that are to move then count as much together as
 * all others do.
 *
 * <p>An attack keeps the image with the largest mean radial error of the voted places, or towards
 * the targets the smallest. It is as fine as any objective, and a network that is still weak can
 * have a higher loss where its points are nearer to the truth.
 *
 * @param towards whether the targets are to be reached; the objective is then minimised
 */
public record LandmarkGoal(LandmarkTask task, LandmarkObjective objective, boolean towards)
    implements Goal {

  @Override
  public Objective.Differentiable on(DifferentiableModel model, Tensor targets) {
    return new OnBatch(this, model, targets);
  }

  /**
   * The objectives of an ensemble: this one first, then those that find what it overlooks: heat
   * maps and offsets are in the sum. The last is nearest to the score.
   */
  private List<LandmarkGoal> variants() {
    return Stream.of(
            objective, LandmarkObjective.SCALE_FREE_SOFT_ARGMAX, LandmarkObjective.SOFT_ARGMAX)
        .distinct()
        .map(other -> new LandmarkGoal(task, other, towards))
        .toList();
  }

  @Override
  public ObjectiveCalls calls(boolean lossSeesPrediction) {
    return ObjectiveCalls.of(
        variants().stream()
            .map(g -> g.objective == LandmarkObjective.TRAINING_LOSS && !towards ? 1 : 2));
  }

  /**
   * The objective of a batch. The training loss takes one pass through the network, each of the
   * others a prediction and a pullback.
   */
  private record OnBatch(LandmarkGoal goal, DifferentiableModel model, Tensor targets)
      implements OutputObjective {

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      if (goal.objective == LandmarkObjective.TRAINING_LOSS && !isAimed())
        return directed(model.loss(images, targets));
      Tensor outputs = model.predict(images);
      ObjectiveType.Value at = value(outputs);
      Tensor gradient = model.pullback(images, at.gradient());
      return directed(new LossAndGradient(at.value(), gradient, outputs));
    }

    @Override
    public float[] values(Tensor outputs) {
      return directed(value(outputs).value());
    }

    @Override
    public float[] harms(Tensor outputs, float[] values) {
      return harmByScore(outputs);
    }

    @Override
    public float harmOf(double error) {
      return (float) error;
    }

    @Override
    public List<Objective.Differentiable> variants() {
      return goal.variants().stream().map(other -> other.on(model, targets)).toList();
    }

    /** Whether the targets are the steering of {@link AimedPoints}. */
    private boolean isAimed() {
      return targets.shape(1) > goal.task.names().size();
    }

    /** With landmarks that are to move and those that are to stay apart, the sum of both. */
    private ObjectiveType.Value value(Tensor outputs) {
      if (!isAimed()) return goal.objective.of(outputs, targets);
      ObjectiveType.Value move = goal.objective.leading(outputs, AimedPoints.part(targets, 0));
      return move.plus(goal.objective.leading(outputs, AimedPoints.part(targets, 1)));
    }

    private float[] harmByScore(Tensor outputs) {
      if (!isAimed()) return directed(goal.task.radialErrors(outputs, targets));
      float[] errors = goal.task.radialErrors(outputs, AimedPoints.part(targets, 0));
      float[] held = goal.task.radialErrors(outputs, AimedPoints.part(targets, 1));
      // None may be held, or none moved: that part says nothing.
      for (int i = 0; i < errors.length; i++)
        errors[i] =
            Float.isNaN(held[i])
                ? errors[i]
                : Float.isNaN(errors[i]) ? held[i] : (errors[i] + held[i]) / 2;
      return directed(errors);
    }

    private LossAndGradient directed(LossAndGradient at) {
      if (!goal.towards) return at;
      Tensor gradient = at.gradient().copy();
      for (int k = 0; k < gradient.data().length; k++) gradient.data()[k] *= -1;
      return new LossAndGradient(directed(at.loss()), gradient, at.outputs());
    }

    private float[] directed(float[] values) {
      if (!goal.towards) return values;
      float[] negative = new float[values.length];
      for (int i = 0; i < negative.length; i++) negative[i] = -values[i];
      return negative;
    }
  }
}
