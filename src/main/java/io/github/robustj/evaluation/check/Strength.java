package io.github.robustj.evaluation.check;

import io.github.robustj.attack.PerturbationBall;
import io.github.robustj.metric.KnownMean;
import io.github.robustj.tensor.Tensor;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What an attack has made of the probe.
 *
 * @param images of each part
 * @param success of each slice, see {@link Examination#strength}
 */
record Strength(List<Tensor> images, double[] success) {

  /** Runs an attack on each part. */
  @FunctionalInterface
  interface Runner {
    Tensor run(Part part, PerturbationBall ball);
  }

  /** Mean over the slices. */
  double mean() {
    return KnownMean.of(DoubleStream.of(success));
  }

  /** Of the mean difference to another, slice by slice; 0 of one slice, for want of a spread. */
  double standardErrorAgainst(Strength other) {
    double[] differences =
        IntStream.range(0, success.length)
            .mapToDouble(i -> success[i] - other.success[i])
            .filter(d -> !Double.isNaN(d))
            .toArray();
    int n = differences.length;
    if (n < 2) return 0;
    double mean = KnownMean.of(DoubleStream.of(differences));
    double squares = DoubleStream.of(differences).map(d -> (d - mean) * (d - mean)).sum();
    return Math.sqrt(squares / (n - 1) / n);
  }
}
