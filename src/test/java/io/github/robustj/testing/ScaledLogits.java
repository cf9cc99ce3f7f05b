package io.github.robustj.testing;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.ObjectiveType.Value;
import io.github.robustj.task.segmentation.SegmentationObjective;
import io.github.robustj.tensor.Tensor;

/** A network of segmentation with all logits times a factor: the same decisions. */
public final class ScaledLogits extends ForwardingModel {

  private final float factor;

  public ScaledLogits(DifferentiableModel model, double factor) {
    super(model);
    this.factor = (float) factor;
  }

  @Override
  public Tensor predict(Tensor images) {
    return times(super.predict(images));
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    return super.pullback(images, times(weights));
  }

  /** In float32, as a network computes it. */
  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    Tensor logits = predict(images);
    Value at = SegmentationObjective.TRAINING_LOSS.of(logits, targets, 0);
    return new LossAndGradient(at.value(), pullback(images, at.gradient()), logits);
  }

  private Tensor times(Tensor values) {
    Tensor scaled = values.copy();
    for (int k = 0; k < scaled.data().length; k++) scaled.data()[k] *= factor;
    return scaled;
  }
}
