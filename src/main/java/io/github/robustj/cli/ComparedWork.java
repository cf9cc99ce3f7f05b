package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.ComparedMethod;
import io.github.robustj.option.Options;
import io.github.robustj.parts.PartStore;
import java.util.List;
import java.util.Optional;

/**
 * A comparison, whatever of it was done before.
 *
 * @param finished parts that were done by others
 * @param written told when all results are
 */
record ComparedWork(
    Options options, ComparedDivision division, Optional<PartStore> finished, Runnable written) {

  ComparisonTable.Row row(ComparedMethod method, ComparedParts parts, Verb.Session session) {
    finished
        .flatMap(store -> store.failure(method.name()))
        .ifPresent(
            why -> {
              throw new RobustJException(why);
            });
    return division.comparison().row(method, parts, session.engine());
  }

  /** Those that are not known to fail. */
  List<ComparedMethod> sound() {
    return division.methods().stream()
        .filter(m -> finished.flatMap(store -> store.failure(m.name())).isEmpty())
        .toList();
  }
}
