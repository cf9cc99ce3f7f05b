package io.github.robustj.cli;

import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.WriteFailure;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.Outcome;
import io.github.robustj.parts.PartStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Does parts of a divided work and keeps what is found of each as it ends. */
final class PartsRun<R> {

  /** So many that fail alike, before any is finished, stand for all. */
  private static final int ALIKE = 2;

  private final Division<R> division;
  private final PartStore store;
  private final Verb.Session session;
  private final Map<String, String> failed = new LinkedHashMap<>();
  private int ended;

  PartsRun(Division<R> division, PartStore store, Verb.Session session) {
    this.division = division;
    this.store = store;
    this.session = session;
  }

  /**
   * Does those that are not finished.
   *
   * @return why others failed, by name
   * @throws RobustJException if what is found cannot be kept, or the first ones fail alike
   */
  Map<String, String> of(List<String> wanted) {
    List<String> missing =
        wanted.stream().filter(part -> !division.isFinished(part, store)).toList();
    JobListener listener = session.listener();
    if (missing.size() < wanted.size())
      listener.log(
          "%d of %d parts were finished before; going on with the others"
              .formatted(wanted.size() - missing.size(), wanted.size()));
    try {
      List<String> begun = new ArrayList<>();
      List<Job<R>> jobs = new ArrayList<>();
      for (String part : missing)
        job(part)
            .ifPresent(
                job -> {
                  begun.add(part);
                  jobs.add(job);
                });
      session.engine().<R>runAll(jobs, listener, (i, outcome) -> keep(begun.get(i), outcome));
    } catch (CancellationException cancelled) {
      if (store.absent() < store.command().parts().size())
        listener.log(
            "What is finished is kept in %s; the same command goes on.".formatted(store.folder()));
      throw cancelled;
    }
    return failed;
  }

  /** As {@link #of} all parts; where nothing can be done, nothing stays behind. */
  Map<String, String> ofAll() {
    try {
      return of(division.parts());
    } catch (RuntimeException | Error failure) {
      try {
        store.removeIfEmpty();
      } catch (RobustJException stays) {
        failure.addSuppressed(stays);
      }
      throw failure;
    }
  }

  private Optional<Job<R>> job(String part) {
    try {
      return Optional.of(division.job(part));
    } catch (RobustJException refused) {
      keep(part, Outcome.failed(refused));
      return Optional.empty();
    }
  }

  private void keep(String part, Outcome<R> outcome) {
    ended++;
    try {
      store.keep(part, division.bytes(part, outcome.get()));
    } catch (WriteFailure noRoom) {
      throw noRoom;
    } catch (RuntimeException | OutOfMemoryError failure) {
      String why = Program.sentence(failure);
      store.fail(part, why);
      session.listener().log(part + " failed: " + why);
      failed.put(part, why);
      if (ended == ALIKE && failed.size() == ALIKE && standForAll())
        throw new RobustJException(why, failure);
    }
  }

  /** Whether those that failed did so alike, and not because of one thing of several. */
  private boolean standForAll() {
    return failed.values().stream().distinct().count() == 1
        && (sources(failed.keySet()) > 1 || sources(division.parts()) == 1);
  }

  private long sources(Collection<String> parts) {
    return parts.stream().map(division::source).distinct().count();
  }

  /** One sentence about all that failed. */
  static RobustJException failures(Map<String, String> failed, int all) {
    String first = failed.values().iterator().next();
    return new RobustJException(
        "%d of %d parts failed: %s; of the first one: %s The same command does only these again."
            .formatted(failed.size(), all, Failures.names(List.copyOf(failed.keySet())), first));
  }
}
