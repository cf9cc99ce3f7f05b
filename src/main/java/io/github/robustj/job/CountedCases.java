package io.github.robustj.job;

import io.github.robustj.evaluation.CaseResult;
import io.github.robustj.evaluation.FinishedCases;
import io.github.robustj.evaluation.Provenance;
import io.github.robustj.evaluation.check.WatchedModel;
import java.util.Optional;

/**
 * Keeps with each case what the model answered while it was measured, so that the checks of an
 * evaluation that was ended in between say the same as of one that was not.
 */
final class CountedCases implements FinishedCases {

  private final FinishedCases cases;
  private final WatchedModel model;
  private long images;
  private long broken;

  CountedCases(FinishedCases cases, WatchedModel model) {
    this.cases = cases;
    this.model = model;
  }

  @Override
  public Optional<CaseResult> of(String name) {
    Optional<CaseResult> earlier = cases.of(name);
    earlier.ifPresent(
        result -> {
          model.add(result.asked(), result.notFinite());
          remember();
        });
    return earlier;
  }

  @Override
  public void keep(CaseResult result) {
    cases.keep(result.answered(model.images() - images, model.broken() - broken));
    remember();
  }

  private void remember() {
    images = model.images();
    broken = model.broken();
  }

  @Override
  public Provenance together(Provenance run) {
    return cases.together(run);
  }

  @Override
  public void close() {
    cases.close();
  }
}
