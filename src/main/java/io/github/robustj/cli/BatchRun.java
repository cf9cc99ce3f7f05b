package io.github.robustj.cli;

import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.Table;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.job.JobListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * Many things of one kind, such as images or methods, one after another: one that fails does not
 * end the others. It is named at once, and in {@code failed.csv} and the last sentence at the end.
 * Only what cannot be written ends all, since the next would be worked out in vain, too.
 */
final class BatchRun {

  static final String TABLE = "failed.csv";

  private final String kind;
  private final int all;
  private final boolean named;
  private final Set<String> told;
  private final JobListener listener;
  private final List<Failure> failures = new ArrayList<>();

  private int attempted;
  private Failure untold;

  private record Failure(String name, String reason) {}

  /**
   * @param kind what one of them is called, as {@code image}
   * @param all how many there are
   * @param named whether a sentence about one of them alone names it, so that what the first two
   *     say in the same words is about them all, and ends all
   * @param told names of those whose failure was logged before, where their parts failed
   */
  BatchRun(String kind, int all, boolean named, Set<String> told, JobListener listener) {
    this.kind = kind;
    this.all = all;
    this.named = named;
    this.told = told;
    this.listener = listener;
  }

  /**
   * The next of them; empty if it failed.
   *
   * @param work what may fail for one alone; for the only one there is it ends all
   */
  <R> Optional<R> attempt(String name, Supplier<R> work) {
    attempted++;
    Optional<R> result;
    try {
      result = Optional.of(work.get());
    } catch (RuntimeException | OutOfMemoryError e) {
      if (all == 1 || e instanceof CancellationException) throw e;
      if (e instanceof WriteFailure) {
        tell();
        throw e;
      }
      Failure failure = new Failure(name, Program.sentence(e));
      if (named && attempted == 2 && untold != null && untold.reason.equals(failure.reason))
        throw e;
      tell();
      untold = failure;
      failures.add(failure);
      return Optional.empty();
    }
    tell();
    return result;
  }

  private void tell() {
    if (untold != null && !told.contains(untold.name))
      listener.log(untold.name + " failed: " + untold.reason);
    untold = null;
  }

  /** How many there are. */
  int all() {
    return all;
  }

  boolean anyFailed() {
    return !failures.isEmpty();
  }

  /** Whether there is anything to put into tables. */
  boolean anyDone() {
    return failures.size() < all;
  }

  /**
   * Ends a run whose results are written, with the table of those that failed.
   *
   * @param table where that is written; one of an earlier run goes if none failed
   * @throws RobustJException naming those that failed, if any did
   */
  void finish(Path table, Outputs outputs) {
    tell();
    if (failures.isEmpty()) {
      outputs.remove(table);
      return;
    }
    Table failed = new Table(kind, "reason");
    for (Failure failure : failures) failed.add(failure.name, failure.reason);
    outputs.write(table, failed::write);
    throw new RobustJException(
        "%d of %d %ss failed: %s; %s says why%s."
            .formatted(
                failures.size(),
                all,
                kind,
                Failures.names(failures.stream().map(Failure::name).toList()),
                table,
                anyDone() ? ", and the results of the others are complete" : ""));
  }
}
