package io.github.robustj.evaluation.check;

import io.github.robustj.task.Task;
import io.github.robustj.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Whether the attack is held back by the scale of the logits. Logits times a large number make the
 * same predictions, but softmax and sigmoid are then exactly 0 and 1, and the gradient of their
 * losses vanishes. The attack runs again on the model with logits of a usual size, and what it
 * finds is scored by the model as it is.
 */
final class LogitScale {

  static final CheckType CHECK = new CheckType("logit scale", Level.USUAL, LogitScale::check);

  private LogitScale() {}

  private static Answer check(Examination examined) {
    Optional<Answer> reason =
        Reasons.againstGradients(examined).or(() -> Reasons.againstOthers(examined));
    if (reason.isPresent()) return reason.get();
    double saturated = saturated(examined);
    double factor = Limits.USUAL_LOGIT / size(examined);
    boolean usual =
        saturated < Limits.SATURATED
            && factor < Limits.USUAL_FACTOR
            && factor > 1 / Limits.USUAL_FACTOR;
    String seen = "%.0f %% of the probabilities are exactly 0 or 1".formatted(100 * saturated);
    if (usual) return Answer.pass("%s, and the logits have a usual size.", seen);
    Strength other = rescaled(examined, factor);
    if (examined.gain(other) <= examined.limit())
      return Answer.pass(
          "With the logits times %.3g the attack finds nothing stronger: %s instead of %s.",
          factor, examined.inWords(other.mean()), examined.inWords(examined.configured().mean()));
    return Answer.flag(
        "With the logits times %.3g, which leaves the same classes, the attack finds images with %s"
            + " where it has found %s: the scale of the logits hides the gradient from it (%s)."
            + " Believe the lower score, and attack with an objective that does not depend on the"
            + " scale, or with attack=ensemble.",
        factor,
        examined.inWords(other.mean()),
        examined.inWords(examined.configured().mean()),
        seen);
  }

  private static Strength rescaled(Examination examined, double factor) {
    RescaledModel other = new RescaledModel(examined.task(), examined.model(), factor);
    return examined.strength(
        (part, ball) ->
            examined
                .subject()
                .attack()
                .run(examined.objective(part, other), ball, examined.random("configured")));
  }

  /** Share of probabilities that are exactly 0 or 1. */
  private static double saturated(Examination examined) {
    long all = 0;
    long saturated = 0;
    for (Part part : examined.probe().parts()) {
      Tensor outputs = part.outputs().gather(part.slices());
      for (float p : examined.task().probabilities(outputs, part.targets()).data()) {
        if (Float.isNaN(p)) continue;
        all++;
        if (p == 0 || p == 1) saturated++;
      }
    }
    return (double) saturated / Math.max(all, 1);
  }

  /** Median size of the logits; of a softmax, which sees differences only, from their mean. */
  private static double size(Examination examined) {
    DoubleStream.Builder sizes = DoubleStream.builder();
    for (Part part : examined.probe().parts())
      add(examined.task(), part.outputs().gather(part.slices()), sizes);
    double[] sorted = sizes.build().filter(Double::isFinite).sorted().toArray();
    double median = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    return median > 0 ? median : Arrays.stream(sorted).max().orElse(1);
  }

  private static void add(Task<?> task, Tensor outputs, DoubleStream.Builder sizes) {
    int channels = outputs.shape(3);
    int logits = task.logitChannels();
    float[] z = outputs.data();
    for (int first = 0; first < z.length; first += channels) {
      double mean = 0;
      if (logits == channels) for (int c = 0; c < channels; c++) mean += z[first + c] / channels;
      for (int c = 0; c < logits; c++) sizes.add(Math.abs(z[first + c] - mean));
    }
  }
}
