package io.github.robustj.attack;

import io.github.robustj.model.Bounds;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An attack in a ball whose channels count differently, as those of a colour image do that are
 * normalised each on their own but changed by the same grey levels. The values are multiplied by
 * the weights, so that the ball is an ordinary one, and the network sees them divided again: what
 * is searched is exactly the ball that was asked for, by any attack. Other balls are searched as
 * they are.
 */
record EvenChannels(Attack attack) implements Attack {

  @Override
  public Tensor run(
      Objective.Differentiable objective, PerturbationBall ball, RandomGenerator random) {
    if (!ball.isWeighted()) return attack.run(objective, ball, random);
    Stretch stretch = new Stretch(ball.weights());
    PerturbationBall even = stretch.of(ball);
    return stretch.back(attack.run(new Stretched(objective, stretch), even, random), ball, even);
  }

  /**
   * @param weights one per channel, positive
   */
  record Stretch(float[] weights) {

    PerturbationBall of(PerturbationBall ball) {
      List<Bounds> bounds = ball.bounds().stream().map(this::of).toList();
      return new PerturbationBall(
          ball.norm(), of(ball.center()), ball.radius(), bounds, ball.region());
    }

    Tensor of(Tensor images) {
      Tensor stretched = images.copy();
      float[] x = stretched.data();
      for (int k = 0; k < x.length; k++) x[k] *= weights[k % weights.length];
      return stretched;
    }

    Tensor back(Tensor stretched) {
      Tensor images = stretched.copy();
      float[] x = images.data();
      for (int k = 0; k < x.length; k++) x[k] /= weights[k % weights.length];
      return images;
    }

    /** What was not changed is exactly as it was, and rounding leads nothing out of the range. */
    Tensor back(Tensor stretched, PerturbationBall ball, PerturbationBall even) {
      Tensor images = back(stretched);
      float[] clean = ball.center().data();
      for (int i = 0; i < images.samples(); i++) {
        SampleBall share = SampleBall.ofRange(ball, i);
        for (int k = share.from(); k < share.to(); k++) {
          boolean same = stretched.data()[k] == even.center().data()[k];
          images.data()[k] = same ? clean[k] : share.clip(k, images.data()[k]);
        }
      }
      return images;
    }

    private Bounds of(Bounds bounds) {
      float[] lower = new float[weights.length];
      float[] upper = new float[weights.length];
      for (int c = 0; c < weights.length; c++) {
        lower[c] = bounds.clip(Float.NEGATIVE_INFINITY, c) * weights[c];
        upper[c] = bounds.clip(Float.POSITIVE_INFINITY, c) * weights[c];
      }
      return new Bounds(lower, upper);
    }
  }

  /** An objective of images that are stretched. */
  private record Stretched(Objective.Differentiable objective, Stretch stretch)
      implements ForwardingObjective {

    @Override
    public LossAndGradient lossAndGradient(Tensor images) {
      LossAndGradient at = objective.lossAndGradient(stretch.back(images));
      return new LossAndGradient(at.loss(), stretch.back(at.gradient()), at.outputs());
    }

    @Override
    public float[] loss(Tensor images) {
      return objective.loss(stretch.back(images));
    }

    @Override
    public float[] harm(Tensor images) {
      return objective.harm(stretch.back(images));
    }

    @Override
    public Judged judge(Tensor images) {
      return objective.judge(stretch.back(images));
    }

    @Override
    public Objective.Differentiable at(double progress) {
      return new Stretched(objective.at(progress), stretch);
    }

    @Override
    public List<Objective.Differentiable> variants() {
      return objective.variants().stream()
          .<Objective.Differentiable>map(variant -> new Stretched(variant, stretch))
          .toList();
    }

    @Override
    public Optional<Objective.Differentiable> source() {
      return objective.source().map(second -> new Stretched(second, stretch));
    }
  }
}
