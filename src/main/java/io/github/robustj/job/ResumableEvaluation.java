package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.file.OutputLock;
import io.github.robustj.model.Backend;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.UnfinishedEvaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * An evaluation whose finished work is kept in a file until its result is written, so that it goes
 * on from there if it is ended in between. The result is the same as without a break.
 *
 * @param unfinished the file; who has written the result removes it
 * @param resume whether to go on with what is there
 * @param overwrite whether what is there may be lost; with {@code resume} only if it cannot be gone
 *     on with
 */
public record ResumableEvaluation(
    EvaluateJob job, Path unfinished, boolean resume, boolean overwrite)
    implements Job<Evaluation> {

  /** Damaged lines that a sentence names. */
  private static final int SHOWN = 5;

  /**
   * @param options with {@link OptionTable#RESUME} and {@link OptionTable#OVERWRITE}
   */
  public static ResumableEvaluation of(EvaluateJob job, Path unfinished, Options options) {
    return new ResumableEvaluation(
        job, unfinished, options.get(OptionTable.RESUME), options.get(OptionTable.OVERWRITE));
  }

  /**
   * @throws RobustJException also if there is finished work that was to be lost, or another run
   *     writes to the file
   */
  @Override
  public Evaluation run(Backend backend, JobListener listener) {
    return run(backend, listener, (kept, how, cases) -> kept);
  }

  /** What else is known to be finished. */
  @FunctionalInterface
  interface Beside {

    /**
     * @param kept what is kept in the file, and where further work goes
     */
    FinishedWork of(FinishedWork kept, Provenance how, EvaluatedCases cases);
  }

  Evaluation run(Backend backend, JobListener listener, Beside beside) {
    try (OutputLock lock = OutputLock.on(unfinished)) {
      if (!resume && !overwrite) requireNothingLost();
      AtomicBoolean opened = new AtomicBoolean();
      try {
        return job.run(
            backend,
            listener,
            (how, cases) -> {
              FinishedWork kept = open(how, listener);
              opened.set(true);
              return beside.of(kept, how, cases);
            });
      } catch (RobustJException e) {
        throw opened.get() ? goingOn(unfinished, e) : e;
      } catch (CancellationException cancelled) {
        throw cancelled;
      } catch (RuntimeException | Error e) {
        // Of these somebody else makes the sentence.
        if (opened.get()) kept(unfinished).ifPresent(listener::log);
        throw e;
      }
    }
  }

  @Override
  public String lighter() {
    return job.lighter();
  }

  private FinishedWork open(Provenance how, JobListener listener) {
    try {
      Optional<UnfinishedEvaluation.State> there =
          resume ? UnfinishedEvaluation.in(unfinished) : Optional.empty();
      if (there.isPresent()) return resumed(there.get(), how, listener);
    } catch (RobustJException e) {
      if (!overwrite) throw e;
      listener.log("beginning anew, for " + e.getMessage());
    }
    return UnfinishedEvaluation.begin(unfinished, how);
  }

  private FinishedWork resumed(
      UnfinishedEvaluation.State there, Provenance how, JobListener listener) {
    FinishedWork kept = UnfinishedEvaluation.resume(unfinished, how);
    if (!there.damaged().isEmpty()) listener.log(damage(there));
    listener.log(
        "%s measured before; going on with the others".formatted(words(there, how.cases().size())));
    return kept;
  }

  /** Why less is there than was measured. */
  private String damage(UnfinishedEvaluation.State there) {
    List<Integer> lines = there.damaged();
    String shown =
        lines.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return "%s is damaged in %d of its lines (%s%s); what stood there is measured again, the other lines are as they were written"
        .formatted(unfinished, lines.size(), shown, lines.size() > SHOWN ? ", ..." : "");
  }

  /** How much is done, and in which phases. */
  private static String words(UnfinishedEvaluation.State there, int cases) {
    StringBuilder words = new StringBuilder("%d of %d cases".formatted(there.done(), cases));
    if (there.checks() > 0) words.append(", %d checks".formatted(there.checks()));
    if (there.corrupted() > 0)
      words.append(", %d cases on corrupted images".formatted(there.corrupted()));
    if (there.certified() > 0) words.append(", %d certified cases".formatted(there.certified()));
    return words + " were";
  }

  private void requireNothingLost() {
    Optional<UnfinishedEvaluation.State> there = UnfinishedEvaluation.in(unfinished);
    if (there.isPresent())
      throw new RobustJException(
          "%s holds an evaluation that is not finished, %d of %d cases done; set the option resume to go on with it, or overwrite to begin anew, or choose another out."
              .formatted(unfinished, there.get().done(), there.get().how().cases().size()));
  }

  /** Whether work is kept with which a run with {@code resume} would go on. */
  public static boolean isLeft(Path unfinished) {
    return UnfinishedEvaluation.in(unfinished).isPresent();
  }

  /**
   * Where finished work is kept and what goes on with it, a sentence; empty if there is none.
   *
   * @param unfinished the file
   */
  public static Optional<String> kept(Path unfinished) {
    try {
      return isLeft(unfinished)
          ? Optional.of(
              "What is finished is kept in %s; the same command with the option resume goes on."
                  .formatted(unfinished))
          : Optional.empty();
    } catch (RobustJException unreadable) {
      return Optional.empty();
    }
  }

  /** The same failure, which says so if a run with {@code resume} would go on after it. */
  public static RobustJException goingOn(Path unfinished, RobustJException failure) {
    return kept(unfinished)
        .map(words -> new RobustJException(failure.getMessage() + " " + words, failure))
        .orElse(failure);
  }
}
