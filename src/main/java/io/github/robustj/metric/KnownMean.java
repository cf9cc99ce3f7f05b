package io.github.robustj.metric;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Means without what is NaN: a class that neither truth nor prediction has, a landmark that was not
 * marked. NaN where nothing is left.
 */
public final class KnownMean {

  private KnownMean() {}

  public static double of(DoubleStream values) {
    return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
  }

  public static double of(Collection<Double> values) {
    return of(values, value -> value);
  }

  /** Of a value of each. */
  public static <T> double of(Collection<T> all, ToDoubleFunction<T> value) {
    return of(all.stream().mapToDouble(value));
  }
}
