package io.github.robustj.job;

import io.github.robustj.error.RobustJException;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.FinishedCases;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.model.Backend;
import io.github.robustj.option.Options;
import io.github.robustj.packaging.UnfinishedEvaluation;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An evaluation whose finished cases are kept in a file until its result is written, so that it
 * goes on from there if it is ended in between. The result is the same as without a break.
 *
 * @param unfinished the file; who has written the result removes it
 * @param resume whether to go on with what is there
 * @param overwrite whether what is there may be lost; with {@code resume} only if it cannot be gone
 *     on with
 */
public record ResumableEvaluation(
    EvaluateJob job, Path unfinished, boolean resume, boolean overwrite)
    implements Job<Evaluation> {

  /**
   * @param options with {@link OptionTable#RESUME} and {@link OptionTable#OVERWRITE}
   */
  public static ResumableEvaluation of(EvaluateJob job, Path unfinished, Options options) {
    return new ResumableEvaluation(
        job, unfinished, options.get(OptionTable.RESUME), options.get(OptionTable.OVERWRITE));
  }

  /**
   * @throws RobustJException also if there are finished cases that were to be lost
   */
  @Override
  public Evaluation run(Backend backend, JobListener listener) {
    if (!resume && !overwrite) requireNothingLost();
    return job.run(backend, listener, how -> open(how, listener));
  }

  @Override
  public String lighter() {
    return job.lighter();
  }

  private FinishedCases open(Provenance how, JobListener listener) {
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

  private FinishedCases resumed(
      UnfinishedEvaluation.State there, Provenance how, JobListener listener) {
    FinishedCases kept = UnfinishedEvaluation.resume(unfinished, how);
    listener.log(
        "%d of %d cases were measured before; going on with the others"
            .formatted(there.done(), how.cases().size()));
    return kept;
  }

  private void requireNothingLost() {
    Optional<UnfinishedEvaluation.State> there = UnfinishedEvaluation.in(unfinished);
    if (there.isPresent())
      throw new RobustJException(
          "%s holds an evaluation that is not finished, %d of %d cases done; set the option resume to go on with it, or overwrite to begin anew, or choose another out."
              .formatted(unfinished, there.get().done(), there.get().how().cases().size()));
  }

  /** Whether cases are kept with which a run with {@code resume} would go on. */
  public static boolean isLeft(Path unfinished) {
    return UnfinishedEvaluation.in(unfinished).isPresent();
  }
}
