package io.github.robustj.evaluation;

import java.util.Optional;

/**
 * Where the results of finished cases are kept while an evaluation runs, so that one that was ended
 * in between goes on from there.
 */
public interface FinishedCases extends AutoCloseable {

  /** Nothing is kept. */
  FinishedCases NONE =
      new FinishedCases() {
        @Override
        public Optional<CaseResult> of(String name) {
          return Optional.empty();
        }

        @Override
        public void keep(CaseResult result) {}
      };

  /** What an earlier run of the same evaluation found about a case. */
  Optional<CaseResult> of(String name);

  /**
   * Called once for every case that was not there, as soon as it is finished.
   *
   * @throws io.github.robustj.error.RobustJException if it cannot be kept
   */
  void keep(CaseResult result);

  /** When both runs together began, and how long they took, from the same of this run. */
  default Provenance together(Provenance run) {
    return run;
  }

  @Override
  default void close() {}
}
