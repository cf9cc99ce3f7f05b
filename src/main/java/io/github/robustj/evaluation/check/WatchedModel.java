package io.github.robustj.evaluation.check;

import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.ForwardingModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;

/**
 * Counts the images whose outputs, loss or gradient are no finite numbers. An attack never keeps
 * such an image, so that a model that overflows looks as if it withstood.
 */
public final class WatchedModel extends ForwardingModel {

  private long images;
  private long broken;

  public WatchedModel(DifferentiableModel model) {
    super(model);
  }

  private WatchedModel(DifferentiableModel model, long images, long broken) {
    super(model);
    this.images = images;
    this.broken = broken;
  }

  /** What was counted so far, for those who go on asking. */
  WatchedModel snapshot() {
    return new WatchedModel(super.network(), images, broken);
  }

  /** Adds what an earlier run of the same evaluation has counted. */
  public void add(long moreImages, long moreBroken) {
    images += moreImages;
    broken += moreBroken;
  }

  /** Images that were asked about, each time counted. */
  public long images() {
    return images;
  }

  /** Those of them with an answer that is no finite number. */
  public long broken() {
    return broken;
  }

  @Override
  public Tensor predict(Tensor images) {
    Tensor outputs = super.predict(images);
    for (int i = 0; i < images.samples(); i++) count(Finite.sample(outputs, i));
    return outputs;
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    LossAndGradient at = super.loss(images, targets);
    for (int i = 0; i < images.samples(); i++)
      count(
          Float.isFinite(at.loss()[i])
              && Finite.sample(at.gradient(), i)
              && Finite.sample(at.outputs(), i));
    return at;
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    Tensor gradient = super.pullback(images, weights);
    for (int i = 0; i < images.samples(); i++) count(Finite.sample(gradient, i));
    return gradient;
  }

  private void count(boolean finite) {
    images++;
    if (!finite) broken++;
  }
}
