package io.github.robustj.training;

import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * PGD on one batch whose samples have margins of their own, watched for where they turn wrong.
 *
 * @param targets of the batch
 * @param images where the attack stands: the start, at last the end
 */
record MarginAttack(
    MarginSettings settings,
    PerturbationBall ball,
    Tensor targets,
    Tensor images,
    BoundarySearch boundary) {

  /**
   * Goes to the end: {@code steps + 1} evaluations, one less where training shares its pass. Those
   * that leave early are not evaluated further.
   */
  void run(DifferentiableModel model) {
    int[] active = all();
    for (int t = 0; active.length > 0 && t < evaluations(); t++) {
      Tensor x = images.gather(active);
      LossAndGradient at = model.loss(x, targets.gather(active));
      boundary.visited(t, active, x, at.outputs());
      if (t < settings.steps().count()) step(active, x, at.gradient());
      if (settings.economy().leave()) active = remaining(active);
    }
    boundary.refine(model, images, settings.margin().floor());
  }

  /** Judges the end by the logits of the pass that trained on it. */
  void trained(Tensor outputs) {
    boundary.visited(settings.steps().count(), all(), images, outputs);
  }

  /** A step on from the end, along the gradient of the pass that trained on it. */
  void advance(Tensor gradient) {
    step(all(), images.copy(), gradient);
  }

  double distance(int sample) {
    return ball.distance(images, sample);
  }

  private int evaluations() {
    return settings.steps().count() + (settings.economy().sharePass() ? 0 : 1);
  }

  private int[] all() {
    return IntStream.range(0, images.samples()).toArray();
  }

  private int[] remaining(int[] active) {
    return IntStream.of(active).filter(i -> !boundary.turnedWrong(i)).toArray();
  }

  private void step(int[] samples, Tensor x, Tensor gradient) {
    PerturbationBall part = ball.gather(samples);
    part.step(x, gradient, settings.lengths(part.radius()));
    for (int j = 0; j < samples.length; j++) images.setSample(samples[j], x, j);
  }
}
