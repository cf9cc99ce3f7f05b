package io.github.robustj.packaging.bioimage;

import io.github.robustj.error.RobustJException;
import io.github.robustj.model.Connection.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** What follows a network that segments: at most a sigmoid or softmax, then at most a threshold. */
public final class Postprocessing {

  private static final double HALF = .5;

  private final List<Step> steps;
  private Optional<Values> values = Optional.empty();
  private Optional<Double> threshold = Optional.empty();

  /**
   * @throws RobustJException for a step that is no part of a segmentation
   */
  Postprocessing(List<Step> steps) {
    this.steps = List.copyOf(steps);
    this.steps.forEach(this::add);
  }

  private void add(Step step) {
    switch (step.name()) {
      case "sigmoid" -> values = Optional.of(first(step, Values.SIGMOID_LOGITS));
      case "softmax" -> {
        step.requireOfChannels();
        values = Optional.of(first(step, Values.LOGITS));
      }
      case "binarize" -> threshold = Optional.of(cut(step));
      case "ensure_dtype" -> step.wholeType();
      default -> throw step.unknown("after a network that segments");
    }
  }

  private Values first(Step step, Values before) {
    if (values.isPresent() || threshold.isPresent()) throw step.unknown("after another one");
    return before;
  }

  private double cut(Step step) {
    double cut = step.settings().number("threshold").orElse(HALF);
    if (threshold.isPresent()) throw step.unknown("after another one");
    if (!(0 < cut && cut < 1)) throw step.unknown("with the threshold " + cut);
    if (cut != HALF && values.equals(Optional.of(Values.LOGITS)))
      throw step.unknown("with another threshold than .5 after a softmax");
    return cut;
  }

  /** What the network gives before any of it; empty if that does not tell. */
  public Optional<Values> values() {
    return values;
  }

  /** Probability above which a class counts; empty if the numbers stay as they are. */
  public Optional<Double> threshold() {
    return threshold;
  }

  /**
   * @param numbers of a pixel, as the network gives them; one for each channel
   * @return what the package's user gets
   */
  public double[] of(double[] numbers) {
    double[] all = numbers.clone();
    for (Step step : steps)
      switch (step.name()) {
        case "sigmoid" -> each(all, n -> 1 / (1 + Math.exp(-n)));
        case "softmax" -> softmax(all);
        case "binarize" -> each(all, n -> n > threshold.orElse(HALF) ? 1 : 0);
        default ->
            step.wholeType()
                .ifPresent(type -> each(all, n -> n < 0 ? -Math.floor(-n) : Math.floor(n)));
      }
    return all;
  }

  private static void each(double[] numbers, DoubleUnaryOperator f) {
    for (int i = 0; i < numbers.length; i++) numbers[i] = f.applyAsDouble(numbers[i]);
  }

  /** Of the numbers of a pixel, in place. */
  public static void softmax(double[] numbers) {
    // Less the largest, so that no exponential overflows.
    double most = Double.NEGATIVE_INFINITY;
    for (double n : numbers) most = Math.max(most, n);
    double sum = 0;
    for (double n : numbers) sum += Math.exp(n - most);
    for (int i = 0; i < numbers.length; i++) numbers[i] = Math.exp(numbers[i] - most) / sum;
  }
}
