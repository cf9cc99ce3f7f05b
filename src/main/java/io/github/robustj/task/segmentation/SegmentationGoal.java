package io.github.robustj.task.segmentation;

import io.github.robustj.attack.Goal;
import io.github.robustj.attack.Objective;
import io.github.robustj.attack.ObjectiveCalls;
import io.github.robustj.attack.RatioShare;
import io.github.robustj.error.RobustJException;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.Aimed;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an attack on a segmentation is after: away from the targets, or towards them. Those to reach
 * may be the steering of {@link AimedMasks}: those that are to change then have the weight that
 * {@link Aimed#heldWeight} gives them.
 *
 * @param towards whether the targets are to be reached; the objective is then minimised
 * @param byScore whether an attack keeps the image with the worst score, not the one with the
 *     highest objective. Away from the targets that is what is missing of the sample's {@link
 *     SegmentationTask#quality}; towards them the share of pixels that agree (weighted so), since
 *     the Dice of a structure that shall vanish is 0 until its last pixel has. Of images with equal
 *     scores the scale-free cross-entropy decides, which takes at most a ten-thousandth from it
 */
public record SegmentationGoal(
    SegmentationTask task, SegmentationObjective objective, boolean towards, boolean byScore)
    implements Goal {

  private static final double TIE = 1e-4;

  /**
   * @throws RobustJException if the objective cannot lead to a target, or needs one
   */
  public SegmentationGoal {
    if (towards) objective.requireForTargets();
    else if (objective == SegmentationObjective.REMAINING_CROSS_ENTROPY)
      throw new RobustJException(
          "The option objective is %s, which leads to a target only; give a target or another objective."
              .formatted(objective.label()));
  }

  @Override
  public Objective.Differentiable on(DifferentiableModel model, Tensor targets) {
    return new OnBatch(this, model, targets, 0);
  }

  /** The Dice of a volume is a ratio of sums, which an attack by score is after. */
  @Override
  public Optional<RatioShare.Rule> shares() {
    return byScore && !towards
        ? Optional.of(new DiceShares(task.classes().size()))
        : Optional.empty();
  }

  /**
   * The objectives of an ensemble: this one, and those that find what it overlooks, also where
   * logits are so large that it is saturated. The last is nearest to the score.
   */
  private List<SegmentationGoal> variants() {
    SegmentationObjective pixels =
        towards
            ? SegmentationObjective.SCALE_FREE_CROSS_ENTROPY
            : SegmentationObjective.SCALE_FREE_MASKED_CROSS_ENTROPY;
    return Stream.of(
            objective,
            pixels,
            SegmentationObjective.LINEAR_DICE,
            SegmentationObjective.SCALE_FREE_LINEAR_DICE)
        .distinct()
        .map(other -> new SegmentationGoal(task, other, towards, byScore))
        .toList();
  }

  @Override
  public ObjectiveCalls calls(boolean lossSeesPrediction) {
    return ObjectiveCalls.of(
        variants().stream()
            .map(
                g ->
                    g.objective == SegmentationObjective.TRAINING_LOSS
                            && lossSeesPrediction
                            && !towards
                        ? 1
                        : 2));
  }

  /**
   * The objective of a batch. The training loss takes one pass through the network, each of the
   * others a prediction and a pullback. Where a loss is taken over other tiles than a prediction,
   * its gradient leads, and value and outputs are those of the prediction.
   */
  private record OnBatch(
      SegmentationGoal goal, DifferentiableModel model, Tensor targets, double progress)
      implements Objective.Differentiable {

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      if (goal.objective == SegmentationObjective.TRAINING_LOSS && targets.shape(3) == 1)
        return directed(trainingLoss(images));
      Tensor logits = model.predict(images);
      ObjectiveType.Value at = of(goal.objective, logits);
      Tensor gradient = model.pullback(images, at.gradient());
      return directed(new LossAndGradient(at.value(), gradient, logits));
    }

    private LossAndGradient trainingLoss(Tensor images) {
      LossAndGradient at = model.loss(images, targets);
      if (model.lossSeesPrediction(images)) return at;
      Tensor logits = model.predict(images);
      float[] value = SegmentationObjective.TRAINING_LOSS.of(logits, targets, progress).value();
      return new LossAndGradient(value, at.gradient(), logits);
    }

    @Override
    public float[] loss(Tensor images) {
      return value(goal.objective, model.predict(images));
    }

    @Override
    public float[] harm(Tensor images) {
      return judge(images).harm();
    }

    @Override
    public Judged judge(Tensor images) {
      Tensor logits = model.predict(images);
      float[] tracked = value(goal.objective.tracked(), logits);
      if (goal.byScore) return new Judged(tracked, harmByScore(logits));
      return new Judged(tracked, value(goal.objective, logits));
    }

    @Override
    public float[] harm(LossAndGradient at) {
      return goal.byScore ? harmByScore(at.outputs()) : at.loss();
    }

    @Override
    public float[] tracked(LossAndGradient at) {
      SegmentationObjective tracked = goal.objective.tracked();
      return tracked == goal.objective ? at.loss() : value(tracked, at.outputs());
    }

    @Override
    public Objective.Differentiable at(double now) {
      return new OnBatch(goal, model, targets, now);
    }

    @Override
    public List<Objective.Differentiable> variants() {
      return goal.variants().stream().map(other -> other.on(model, targets)).toList();
    }

    /** Over all pixels, or over those that are to change and those that are to stay. */
    private ObjectiveType.Value of(SegmentationObjective objective, Tensor logits) {
      if (targets.shape(3) == 1) return objective.of(logits, targets, progress);
      ObjectiveType.Value held = objective.of(logits, AimedMasks.part(targets, 1), progress);
      return objective
          .of(logits, AimedMasks.part(targets, 0), progress)
          .plus(held, AimedMasks.heldWeights(targets));
    }

    private float[] value(SegmentationObjective objective, Tensor logits) {
      float[] values = of(objective, logits).value();
      if (goal.towards) for (int i = 0; i < values.length; i++) values[i] = -values[i];
      return values;
    }

    private float[] harmByScore(Tensor logits) {
      float[] score = goal.towards ? agreement(logits) : goal.task.quality(logits, targets);
      float[] loss = value(SegmentationObjective.SCALE_FREE_CROSS_ENTROPY, logits);
      float[] harm = new float[score.length];
      for (int i = 0; i < harm.length; i++) {
        double entropy = Math.abs(loss[i]);
        double behind = goal.towards ? entropy / (1 + entropy) : 1 / (1 + entropy);
        harm[i] = (float) ((goal.towards ? score[i] : 1 - score[i]) - TIE * behind);
      }
      return harm;
    }

    private float[] agreement(Tensor logits) {
      if (targets.shape(3) == 1) return TargetMasks.agreement(logits, targets);
      float[] agreement = TargetMasks.agreement(logits, AimedMasks.part(targets, 0));
      float[] held = TargetMasks.agreement(logits, AimedMasks.part(targets, 1));
      double[] weight = AimedMasks.heldWeights(targets);
      for (int i = 0; i < held.length; i++)
        agreement[i] = (float) ((agreement[i] + weight[i] * held[i]) / (1 + weight[i]));
      return agreement;
    }

    private LossAndGradient directed(LossAndGradient at) {
      if (!goal.towards) return at;
      float[] loss = at.loss().clone();
      for (int i = 0; i < loss.length; i++) loss[i] = -loss[i];
      Tensor gradient = at.gradient().copy();
      for (int k = 0; k < gradient.data().length; k++) gradient.data()[k] *= -1;
      return new LossAndGradient(loss, gradient, at.outputs());
    }
  }
}
