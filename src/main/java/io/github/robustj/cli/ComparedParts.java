package io.github.robustj.cli;

import io.github.robustj.job.Contestant;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PartsLeft;
import io.github.robustj.job.WorkAhead;
import java.util.ArrayList;
import java.util.List;

/** The trainings and measurements of a comparison that are still to be made, one after another. */
final class ComparedParts {

  private final JobListener whole;
  private final PartsLeft left;
  private final List<Contestant> contestants;

  private ComparedParts(JobListener whole, PartsLeft left, List<Contestant> contestants) {
    this.whole = whole;
    this.left = left;
    this.contestants = contestants;
  }

  /** Reads the images if there is anything to train, since the cost follows from them. */
  static ComparedParts of(
      Comparison comparison, List<Contestant> contestants, JobListener listener) {
    List<Contestant> trained = contestants.stream().filter(comparison::isToBeTrained).toList();
    long began = System.currentTimeMillis();
    WorkAhead work =
        trained.isEmpty()
            ? WorkAhead.EVALUATIONS
            : WorkAhead.of(trained.stream().map(comparison::job).toList(), listener);
    List<PartsLeft.Part> parts = new ArrayList<>();
    for (Contestant contestant : contestants) {
      int index = trained.indexOf(contestant);
      if (index >= 0)
        parts.add(
            new PartsLeft.Part(
                contestant.name(), "training", contestant.name(), work.trainings().get(index)));
      parts.addAll(comparison.toBeMeasured(contestant, work));
    }
    return new ComparedParts(listener, new PartsLeft(parts, began), contestants);
  }

  /** The next part begins. */
  JobListener next(Contestant contestant, String what) {
    left.next(System.currentTimeMillis());
    int index = contestants.indexOf(contestant) + 1;
    String of =
        contestants.size() == 1 ? "" : "method %d of %d, ".formatted(index, contestants.size());
    return new Stage(whole, left, of + contestant.name() + what, System::currentTimeMillis);
  }

  /** A method has failed: what is left of it will not be done. */
  void giveUp(Contestant contestant) {
    left.giveUp(contestant.name());
  }
}
