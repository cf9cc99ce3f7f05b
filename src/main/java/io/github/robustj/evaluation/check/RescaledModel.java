package io.github.robustj.evaluation.check;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.task.ObjectiveType;
import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;

/**
 * A model with its logits times a factor. The loss is the task's, taken from the outputs, since the
 * one in the network's graph is of the logits as they were.
 */
final class RescaledModel extends ForwardingModel {

  private final Task<?> task;
  private final float factor;

  RescaledModel(Task<?> task, DifferentiableModel model, double factor) {
    super(model);
    this.task = task;
    this.factor = (float) factor;
  }

  @Override
  public Tensor predict(Tensor images) {
    return scaled(super.predict(images));
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    Tensor outputs = predict(images);
    ObjectiveType.Value at = task.loss(outputs, targets);
    return new LossAndGradient(at.value(), pullback(images, at.gradient()), outputs);
  }

  @Override
  public boolean lossSeesPrediction(Tensor images) {
    return true;
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    return super.pullback(images, scaled(weights));
  }

  private Tensor scaled(Tensor outputs) {
    Tensor scaled = outputs.copy();
    int channels = outputs.shape(3);
    for (int k = 0; k < scaled.data().length; k++)
      if (k % channels < task.logitChannels()) scaled.data()[k] *= factor;
    return scaled;
  }
}
