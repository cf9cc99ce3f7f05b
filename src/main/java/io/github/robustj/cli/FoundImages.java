package io.github.robustj.cli;

import io.github.robustj.job.Job;
import io.github.robustj.job.JobListener;
import io.github.robustj.parts.PartStore;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is found in images: where parts are finished, what is kept of them, else what the engine
 * finds.
 *
 * @param <F> what is found of a part
 * @param <R> what is found in an image
 * @param found what that of a part says of its image
 * @param finished the parts, all of them
 */
record FoundImages<F, R>(
    DividedRun divided, SourcedParts<F> parts, Function<F, R> found, Optional<PartStore> finished) {

  /**
   * @throws io.github.robustj.error.RobustJException why the image's part has failed, or its job
   */
  R of(InputImage input, Job<R> job, JobListener listener) {
    return finished
        .map(store -> found.apply(parts.of(store, input)))
        .orElseGet(() -> divided.session().engine().run(job, listener));
  }

  /** After the results are written: what was kept of the parts is not needed any more. */
  void written() {
    finished.ifPresent(divided::end);
  }
}
