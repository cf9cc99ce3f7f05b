package io.github.robustj.evaluation.check;

import io.github.robustj.model.LossAndGradient;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Whether the gradient is there. Whether it is right, {@link Slopes} says. */
final class GradientChecks {

  static final CheckType VANISHING =
      new CheckType("gradient everywhere", Level.USUAL, GradientChecks::vanishing);

  private GradientChecks() {}

  /** Shares of pixels without gradient, of the training loss, at the images and beside them. */
  private static Answer vanishing(Examination examined) {
    Optional<Answer> reason = Reasons.againstGradients(examined);
    if (reason.isPresent()) return reason.get();
    Sum sum = new Sum();
    for (Part part : examined.probe().parts()) {
      Tensor beside = part.ball().randomStart(part.ball().radius(), examined.random("gradients"));
      for (Tensor images : List.of(part.clean(), beside))
        sum.add(part, examined.loss(part).lossAndGradient(images));
    }
    double share = (double) sum.zero / Math.max(sum.pixels, 1);
    if (sum.broken > 0)
      return Answer.flag(
          "The gradient is no finite number in %d of %d slices, and an attack stands still there;"
              + " believe attacks without gradients (attack=square), and train the model again with"
              + " a lower learning_rate.",
          sum.broken, sum.slices);
    if (share > Limits.ZERO_GRADIENTS || sum.gone > 0)
      return Answer.flag(
          "The gradient is exactly zero at %.0f %% of the pixels, in %d of %d slices nearly"
              + " everywhere, so that attacks with gradients stand still; believe attacks without"
              + " them (attack=square) or from a second model, and look for rounding, thresholds or"
              + " very large logits in the model.",
          100 * share, sum.gone, sum.slices);
    return Answer.pass("%.1f %% of the pixels have a gradient.", 100 * (1 - share));
  }

  /** Over slices, clean and beside. */
  private static final class Sum {
    private long pixels;
    private long zero;
    private int slices;
    private int gone;
    private int broken;

    void add(Part part, LossAndGradient at) {
      int n = at.gradient().sampleLength();
      int channels = at.gradient().shape(3);
      for (int i = 0; i < at.gradient().samples(); i++) {
        slices++;
        if (!Finite.sample(at.gradient(), i)) {
          broken++;
          continue;
        }
        int free = 0;
        int none = 0;
        for (int k = i * n; k < (i + 1) * n; k++) {
          if (!part.ball().region().contains(k / channels)) continue;
          free++;
          if (at.gradient().data()[k] == 0) none++;
        }
        pixels += free;
        zero += none;
        if (none >= Limits.ZERO_IN_A_SLICE * free) gone++;
      }
    }
  }
}
