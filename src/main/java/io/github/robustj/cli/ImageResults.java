package io.github.robustj.cli;

import io.github.robustj.job.FromFiles;
import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.Share;
import io.github.robustj.parts.PartStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is found in images: by the engine, or what is kept of parts, which are finished, or are
 * finished here where the run may go on with them ({@code resume}).
 *
 * @param <R> what is found in an image
 * @param store of the parts, if any are kept
 */
record ImageResults<R>(
    DividedRun divided, ImageParts parts, Joining<R> joining, Optional<PartStore> store) {

  /** What is found in an image from what is found in its parts. */
  @FunctionalInterface
  interface Joining<R> {

    /**
     * @param whole the job on the image
     * @param found of one part, the image itself, or of ranges of slices in their order
     */
    R of(Job<R> whole, List<FromFiles> found, JobListener listener);
  }

  /**
   * @param all the parts of the work, with those
   */
  static <R> ImageResults<R> of(
      DividedRun divided, Division<?> all, ImageParts parts, Joining<R> joining) {
    Optional<PartStore> store =
        all.parts().isEmpty()
            ? Optional.empty()
            : divided.isResumed() ? Optional.of(divided.kept(all)) : divided.finished(all);
    return new ImageResults<>(divided, parts, joining, store);
  }

  /**
   * @throws io.github.robustj.error.RobustJException why a part of the image has failed, or its job
   */
  R of(InputImage input, Job<R> job, JobListener listener) {
    if (store.isEmpty()) return divided.session().engine().run(job, listener);
    if (divided.isWhole()) finish(parts.of(input), listener);
    else listener.progress(0, "writing the results");
    return joining.of(job, parts.of(store.get(), input), listener);
  }

  /** Names of the images whose failed parts were logged in this process; empty if none. */
  Set<String> told() {
    return store.map(PartStore::failedHere).orElse(Set.of()).stream()
        .filter(parts.images()::containsKey)
        .map(parts::source)
        .collect(Collectors.toSet());
  }

  /** Does those parts of an image that are not finished, and keeps each as it ends. */
  private void finish(List<String> own, JobListener listener) {
    for (int i = 0; i < own.size(); i++) {
      String part = own.get(i);
      if (parts.isFinished(part, store.get())) continue;
      JobListener its = Share.of(listener, "part", i, own.size());
      FromFiles result = divided.session().engine().run(parts.job(part), its);
      store.get().keep(part, parts.bytes(part, result));
    }
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

  /**
   * The same line does all again afterwards, as it does without {@code resume}, unless there are
   * shares.
   */
  void written() {
    store.ifPresent(divided::end);
  }
}
