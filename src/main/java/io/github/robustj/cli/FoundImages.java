package io.github.robustj.cli;

import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.parts.PartStore;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is found in images: by the engine, or what is kept of parts, which are finished, or are
 * finished here where the run may go on with them ({@code resume}).
 *
 * @param <F> what is found of a part
 * @param <R> what is found in an image
 * @param found what that of a part says of its image
 * @param store of the parts, if any are kept
 */
record FoundImages<F, R>(
    DividedRun divided, SourcedParts<F> parts, Function<F, R> found, Optional<PartStore> store) {

  /**
   * @param all the parts of the work, with those
   */
  static <F, R> FoundImages<F, R> of(
      DividedRun divided, Division<?> all, SourcedParts<F> parts, Function<F, R> found) {
    Optional<PartStore> store =
        all.parts().isEmpty()
            ? Optional.empty()
            : divided.isResumed() ? Optional.of(divided.kept(all)) : divided.finished(all);
    return new FoundImages<>(divided, parts, found, store);
  }

  /**
   * @throws io.github.robustj.error.RobustJException why the image's part has failed, or its job
   */
  R of(InputImage input, Job<R> job, JobListener listener) {
    if (store.isEmpty()) return divided.session().engine().run(job, listener);
    String part = SourcedParts.name(input);
    if (divided.isWhole() && !parts.isFinished(part, store.get())) {
      F result = divided.session().engine().run(parts.job(part), listener);
      store.get().keep(part, parts.bytes(part, result));
    }
    return found.apply(parts.of(store.get(), input));
  }

  /**
   * After the results are written: what was kept of the parts is not needed any more, unless this
   * run did them itself, some failed, and it can do those alone again.
   */
  void written(BatchRun images) {
    if (divided.isWhole() && images.anyFailed())
      store.ifPresent(
          kept ->
              divided
                  .session()
                  .listener()
                  .log(
                      "What is finished is kept in %s; the same command does only the others."
                          .formatted(kept.folder())));
    else written();
  }

  void written() {
    store.ifPresent(divided::end);
  }
}
