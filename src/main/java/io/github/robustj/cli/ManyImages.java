package io.github.robustj.cli;

import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.AtomicFiles;
import io.github.robustj.job.JobListener;
import io.github.robustj.training.Csv;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/**
 * One image after another: one that cannot be read or predicted does not end the others. It is
 * named at once, and in {@code failed.csv} and the last sentence at the end.
 */
final class ManyImages {

  static final String TABLE = "failed.csv";

  private final List<InputImage> inputs;
  private final JobListener listener;
  private final List<Failure> failures = new ArrayList<>();

  private Failure untold;

  private record Failure(InputImage input, String reason) {
    String image() {
      return input.file().getFileName().toString();
    }
  }

  ManyImages(List<InputImage> inputs, JobListener listener) {
    this.inputs = inputs;
    this.listener = listener;
  }

  /**
   * @param compute what may fail for one image alone; for the only image there is it ends all, and
   *     so does what the first two say in the same words
   * @param keep what ends all if it fails: writing
   */
  <R> void forEach(BiFunction<InputImage, JobListener, R> compute, BiConsumer<InputImage, R> keep) {
    for (int i = 0; i < inputs.size(); i++) {
      listener.check();
      R result;
      try {
        result = compute.apply(inputs.get(i), new Portion(listener, i, inputs.size()));
      } catch (RuntimeException | OutOfMemoryError e) {
        if (inputs.size() == 1 || e instanceof CancellationException) throw e;
        Failure failure = new Failure(inputs.get(i), Program.sentence(e));
        // A sentence about an image names it, so that this one is about them all.
        if (i == 1 && untold != null && untold.reason.equals(failure.reason)) throw e;
        tell();
        untold = failure;
        failures.add(failure);
        continue;
      }
      tell();
      keep.accept(inputs.get(i), result);
    }
  }

  private void tell() {
    if (untold != null) listener.log(untold.image() + " failed: " + untold.reason);
    untold = null;
  }

  /** Whether there is anything to put into tables. */
  boolean anyDone() {
    return failures.size() < inputs.size();
  }

  /**
   * Ends a run whose other results are written.
   *
   * @throws RobustJException naming the images that failed, if any did
   */
  void finish(SharedTables tables) {
    tell();
    if (failures.isEmpty()) {
      tables.remove(TABLE);
      return;
    }
    List<List<String>> rows = new ArrayList<>(List.of(List.of("image", "reason")));
    for (Failure failure : failures) rows.add(List.of(failure.image(), failure.reason));
    byte[] text = Csv.write(rows).getBytes(StandardCharsets.UTF_8);
    tables.write(TABLE, file -> AtomicFiles.write(file, out -> out.write(text)));
    throw new RobustJException(
        "%d of %d images failed: %s; %s says why%s."
            .formatted(
                failures.size(),
                inputs.size(),
                Failures.names(failures.stream().map(Failure::image).toList()),
                tables.file(TABLE),
                anyDone() ? ", and the results of the others are complete" : ""));
  }
}
