package io.github.robustj.job;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * What came of one of several jobs.
 *
 * @param result empty if it failed
 * @param failure empty if it did not
 */
public record Outcome<R>(Optional<R> result, Optional<RuntimeException> failure) {

  public Outcome {
    if (result.isPresent() == failure.isPresent())
      throw new IllegalArgumentException("a job has either a result or a failure");
  }

  public static <R> Outcome<R> of(R result) {
    return new Outcome<>(Optional.of(result), Optional.empty());
  }

  public static <R> Outcome<R> failed(RuntimeException failure) {
    return new Outcome<>(Optional.empty(), Optional.of(failure));
  }

  /**
   * Of work done now; what it throws is its failure, unless it was cancelled.
   *
   * @throws CancellationException if it was
   */
  static <R> Outcome<R> of(Supplier<R> work) {
    try {
      return of(work.get());
    } catch (CancellationException cancelled) {
      throw cancelled;
    } catch (RuntimeException failure) {
      return failed(failure);
    }
  }

  /**
   * @return the result
   * @throws RuntimeException the failure, if there is one
   */
  public R get() {
    failure.ifPresent(
        thrown -> {
          throw thrown;
        });
    return result.orElseThrow();
  }
}
