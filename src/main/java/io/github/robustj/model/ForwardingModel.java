package io.github.robustj.model;

import io.github.robustj.tensor.Tensor;

/** A model that answers as another one does, for those that change a part of that. */
public class ForwardingModel implements DifferentiableModel {

  private final DifferentiableModel model;

  protected ForwardingModel(DifferentiableModel model) {
    this.model = model;
  }

  /**
   * That asks before every call of the network whether to go on.
   *
   * @param check throws to stop
   */
  public static DifferentiableModel asking(DifferentiableModel model, Runnable check) {
    return new ForwardingModel(model) {
      @Override
      protected DifferentiableModel network() {
        check.run();
        return super.network();
      }

      @Override
      public DifferentiableModel alongside(DifferentiableModel other) {
        return asking(super.alongside(other), check);
      }
    };
  }

  /** The other one, asked for before every call of its network. */
  protected DifferentiableModel network() {
    return model;
  }

  @Override
  public Tensor predict(Tensor images) {
    return network().predict(images);
  }

  @Override
  public LossAndGradient loss(Tensor images, Tensor targets) {
    return network().loss(images, targets);
  }

  @Override
  public boolean lossSeesPrediction(Tensor images) {
    return model.lossSeesPrediction(images);
  }

  @Override
  public DifferentiableModel alongside(DifferentiableModel other) {
    return model.alongside(other);
  }

  @Override
  public Tensor pullback(Tensor images, Tensor weights) {
    return network().pullback(images, weights);
  }

  @Override
  public LossAndGradient divergence(Tensor images, Tensor reference) {
    return network().divergence(images, reference);
  }

  @Override
  public void close() {
    model.close();
  }
}
