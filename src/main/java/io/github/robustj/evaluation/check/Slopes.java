package io.github.robustj.evaluation.check;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether the gradient is the slope of the loss: central differences along the gradient and along
 * random signs at random pixels, against what the gradient says of them.
 */
final class Slopes {

  static final CheckType CHECK = new CheckType("gradient is the slope", Level.USUAL, Slopes::check);

  /** Every so many pixels one is moved. */
  private static final int ONE_OF = 4;

  private final Examination examined;
  private int measured;
  private int wrong;

  private Slopes(Examination examined) {
    this.examined = examined;
  }

  private static Answer check(Examination examined) {
    Optional<Answer> reason = Reasons.againstGradients(examined);
    if (reason.isPresent()) return reason.get();
    if (examined.probe().parts().stream().noneMatch(Slopes::hasRange))
      return Answer.notChecked(
          "The images that were looked at have one intensity each, so that nothing of them can change.");
    Slopes slopes = new Slopes(examined);
    RandomGenerator random = examined.random("slopes");
    for (Part part : examined.probe().parts()) if (hasRange(part)) slopes.add(part, random);
    if (slopes.measured == 0)
      return Answer.notChecked("The loss is too flat to measure its slope in single precision.");
    if (2 * slopes.wrong < slopes.measured)
      return Answer.pass(
          "Of %d slopes measured along the gradient and at random pixels %d are as the gradient"
              + " says, within %.0f %%.",
          slopes.measured, slopes.measured - slopes.wrong, 100 * Limits.SLOPE);
    return Answer.flag(
        "Of %d slopes measured along the gradient and at random pixels %d are not as the gradient"
            + " says, so that attacks with gradients are led astray; believe attacks without them"
            + " (attack=square) or from a second model, and look for rounding, noise or a gradient"
            + " of another function in the model.",
        slopes.measured, slopes.wrong);
  }

  /**
   * Whether the case has more than one intensity. Else no attack can change it, and its equal
   * pixels may all lie where ReLUs bend, which says nothing of the model.
   */
  private static boolean hasRange(Part part) {
    for (int c = 0; c < part.clean().shape(3); c++)
      if (part.ball().bounds().get(0).width(c) > 0) return true;
    return false;
  }

  private void add(Part part, RandomGenerator random) {
    LossAndGradient at = examined.loss(part).lossAndGradient(part.clean());
    compare(part, at, along(at.gradient()), true);
    int directions = examined.level() == Level.ALL ? 3 : 1;
    for (int i = 0; i < directions; i++) compare(part, at, signs(at.gradient(), random), false);
  }

  /**
   * The slope of each slice; one that does not agree with a step is measured with a smaller one.
   */
  private void compare(Part part, LossAndGradient at, Tensor direction, boolean alongGradient) {
    boolean[] told = new boolean[part.slices().length];
    boolean[] agrees = new boolean[told.length];
    for (int s = Limits.STEPS.length - 1; s >= 0; s--) {
      if (all(agrees)) break;
      double step = Limits.STEPS[s];
      float[] above = moved(part, direction, step);
      float[] below = moved(part, direction, -step);
      for (int i = 0; i < told.length; i++) {
        double slope = ((double) above[i] - below[i]) / (2 * step);
        double expected = dot(at.gradient(), direction, i);
        double noise =
            Limits.ROUNDING * Math.max(Math.abs(above[i]), Math.abs(at.loss()[i])) / step;
        double size = alongGradient ? Math.max(Math.abs(expected), Math.abs(slope)) : length(at, i);
        double error = Math.abs(slope - expected);
        // A slope that is lost in rounding says nothing, unless it should be zero and is not.
        if (noise > Math.max(size, error)) continue;
        told[i] = true;
        agrees[i] |= error <= Limits.SLOPE * size + noise;
      }
    }
    for (int i = 0; i < told.length; i++) {
      if (!told[i]) continue;
      measured++;
      if (!agrees[i]) wrong++;
    }
  }

  private static boolean all(boolean[] values) {
    for (boolean value : values) if (!value) return false;
    return true;
  }

  private float[] moved(Part part, Tensor direction, double step) {
    Tensor images = part.clean().copy();
    for (int k = 0; k < images.data().length; k++)
      images.data()[k] += (float) (step * direction.data()[k]);
    return examined.loss(part).loss(images);
  }

  /** Along the gradient, with a root mean square of 1 per slice; 0 without one. */
  private static Tensor along(Tensor gradient) {
    Tensor direction = gradient.copy();
    int n = direction.sampleLength();
    for (int i = 0; i < direction.samples(); i++) {
      double length = Math.sqrt(dot(gradient, gradient, i));
      double factor = length > 0 && length < Double.POSITIVE_INFINITY ? Math.sqrt(n) / length : 0;
      for (int k = i * n; k < (i + 1) * n; k++) direction.data()[k] *= (float) factor;
    }
    return direction;
  }

  /** Random signs at one of four pixels, with a root mean square of 1. */
  private static Tensor signs(Tensor like, RandomGenerator random) {
    Tensor direction = Tensor.zeros(like.shape());
    float size = (float) Math.sqrt(ONE_OF);
    for (int k = 0; k < direction.data().length; k++)
      if (random.nextInt(ONE_OF) == 0) direction.data()[k] = random.nextBoolean() ? size : -size;
    return direction;
  }

  /** The size that a slope along random signs has. */
  private static double length(LossAndGradient at, int sample) {
    return Math.sqrt(dot(at.gradient(), at.gradient(), sample));
  }

  private static double dot(Tensor a, Tensor b, int sample) {
    int n = a.sampleLength();
    double sum = 0;
    for (int k = sample * n; k < (sample + 1) * n; k++) sum += (double) a.data()[k] * b.data()[k];
    return sum;
  }
}
