package io.github.robustj.job;

import io.github.robustj.evaluation.CaseResult;
import io.github.robustj.evaluation.FinishedWork;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.check.WatchedModel;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps with each attacked case what the model answered while it was measured, so that the checks
 * of an evaluation that was ended in between say the same as of one that was not.
 */
final class CountedCases implements FinishedWork {

  private final FinishedWork kept;
  private final WatchedModel model;

  CountedCases(FinishedWork kept, WatchedModel model) {
    this.kept = kept;
    this.model = model;
  }

  @Override
  public <T> Optional<T> of(Kind<T> kind, String name) {
    Optional<T> earlier = kept.of(kind, name);
    if (earlier.isPresent() && earlier.get() instanceof CaseResult result)
      model.add(result.asked(), result.notFinite());
    return earlier;
  }

  @Override
  public Set<String> names(Kind<?> kind) {
    return kept.names(kind);
  }

  @Override
  public <T> void keep(Kind<T> kind, String name, T found) {
    if (found instanceof CaseResult result) {
      // A case is measured by one thread from its beginning to its end.
      long[] own = model.takeOwn();
      kept.keep(ATTACKED, name, result.answered(own[0], own[1]));
    } else kept.keep(kind, name, found);
  }

  @Override
  public Provenance together(Provenance run) {
    return kept.together(run);
  }

  @Override
  public void close() {
    kept.close();
  }
}
