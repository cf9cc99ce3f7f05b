package io.github.robustj.cli;

import io.github.robustj.error.RobustJException;
import io.github.robustj.job.JobListener;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** One image after another; see {@link BatchRun}. */
final class ManyImages {

  private final List<InputImage> inputs;
  private final JobListener listener;
  private final BatchRun images;

  ManyImages(List<InputImage> inputs, JobListener listener) {
    this.inputs = inputs;
    this.listener = listener;
    images = new BatchRun("image", inputs.size(), true, listener);
  }

  /**
   * @param compute what may fail for one image alone
   * @param keep what ends all if it fails: writing
   */
  <R> void forEach(BiFunction<InputImage, JobListener, R> compute, BiConsumer<InputImage, R> keep) {
    for (int i = 0; i < inputs.size(); i++) {
      listener.check();
      InputImage input = inputs.get(i);
      JobListener part = new Portion(listener, i, inputs.size());
      String name = input.file().getFileName().toString();
      Optional<R> result = images.attempt(name, () -> compute.apply(input, part));
      result.ifPresent(done -> keep.accept(input, done));
    }
  }

  /** Whether there is anything to put into tables. */
  boolean anyDone() {
    return images.anyDone();
  }

  /**
   * Ends a run whose other results are written.
   *
   * @throws RobustJException naming the images that failed, if any did
   */
  void finish(SharedTables tables) {
    images
        .table()
        .ifPresentOrElse(
            failed -> tables.write(BatchRun.TABLE, failed::write),
            () -> tables.remove(BatchRun.TABLE));
    images.requireAll(tables.file(BatchRun.TABLE));
  }

  /** Hears one of several jobs of the same size that follow each other, one per image. */
  private record Portion(JobListener whole, int index, int count) implements PartOfWork {

    @Override
    public void progress(double fraction, String message) {
      String which = count == 1 ? "" : "image %d of %d, ".formatted(index + 1, count);
      whole.progress((index + fraction) / count, which + message);
    }

    /** The preparation of a part is work of the whole. */
    @Override
    public void preparing(double fraction, String message) {
      progress(0, message);
    }
  }
}
