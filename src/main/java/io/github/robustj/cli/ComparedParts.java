package io.github.robustj.cli;

import io.github.robustj.job.ComparedMethod;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PartOfWork;
import io.github.robustj.job.PartsLeft;
import io.github.robustj.job.WorkAhead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The trainings and measurements of a comparison that are still to be made, one after another. */
final class ComparedParts {

  private final JobListener whole;
  private final PartsLeft left;
  private final List<ComparedMethod> methods;

  private ComparedParts(JobListener whole, PartsLeft left, List<ComparedMethod> methods) {
    this.whole = whole;
    this.left = left;
    this.methods = methods;
  }

  /** Reads the images if there is anything to train, since the cost follows from them. */
  static ComparedParts of(
      Comparison comparison, List<ComparedMethod> methods, JobListener listener) {
    List<ComparedMethod> trained = methods.stream().filter(comparison::isToBeTrained).toList();
    long began = System.currentTimeMillis();
    WorkAhead work =
        trained.isEmpty()
            ? WorkAhead.EVALUATIONS
            : WorkAhead.of(trained.stream().map(comparison::job).toList(), listener);
    List<PartsLeft.Part> parts = new ArrayList<>();
    for (ComparedMethod method : methods) {
      int index = trained.indexOf(method);
      if (index >= 0)
        parts.add(
            new PartsLeft.Part(
                method.name(), "training", method.name(), work.trainings().get(index)));
      parts.addAll(comparison.toBeMeasured(method, work));
    }
    return new ComparedParts(listener, new PartsLeft(parts, began), methods);
  }

  /** The next part begins. */
  JobListener next(ComparedMethod method, String what) {
    left.next(System.currentTimeMillis());
    int index = methods.indexOf(method) + 1;
    String of = methods.size() == 1 ? "" : "method %d of %d, ".formatted(index, methods.size());
    return new Stage(whole, left, of + method.name() + what, System::currentTimeMillis);
  }

  /** A method has failed: what is left of it will not be done. */
  void giveUp(ComparedMethod method) {
    left.giveUp(method.name());
  }

  /**
   * Hears one of several jobs of different kinds and tells how far all of them are.
   *
   * @param name which part it is, as in {@code method 2 of 9, trades}
   * @param clock milliseconds
   */
  record Stage(JobListener whole, PartsLeft parts, String name, LongSupplier clock)
      implements PartOfWork {

    @Override
    public void progress(double fraction, String message) {
      tell(fraction, message, parts.at(clock.getAsLong(), fraction));
    }

    /** Of the first part nothing else is known; that of others is work like any. */
    @Override
    public void preparing(double fraction, String message) {
      Optional<Duration> left = parts.at(clock.getAsLong(), 0);
      if (left.isPresent()) tell(0, message, left);
      else whole.preparing(fraction, words(message));
    }

    private void tell(double fraction, String message, Optional<Duration> left) {
      double share = left.map(l -> parts.share(clock.getAsLong(), l)).orElse(0.);
      whole.progress(share, words(message), left);
    }

    private String words(String message) {
      return name + ": " + message;
    }
  }
}
