package io.github.robustj.job;

import io.github.robustj.error.Failures;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.WriteFailure;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Runs jobs of blocks. One that fails does not end the others, unless nothing can be written any
 * more, or the first two fail for the same reason, which is then that of all.
 *
 * @param work where finished blocks are kept, for messages
 */
record BlockRun(Engine engine, JobListener listener, Path work) {

  /**
   * @param missing the blocks that are not finished
   * @param all how many there are
   * @param words where a block is
   * @throws RobustJException naming the blocks that failed, if any did
   */
  void run(
      List<Integer> missing,
      int all,
      IntFunction<Job<BlockJob.Done>> job,
      IntFunction<String> words) {
    if (missing.size() < all && !missing.isEmpty())
      listener.log(
          "%d of %d blocks were finished before; going on with the others."
              .formatted(all - missing.size(), all));
    Map<String, String> failed = new LinkedHashMap<>();
    int[] ended = {0};
    try {
      engine.<BlockJob.Done>runAll(
          missing.stream().map(job::apply).toList(),
          listener,
          (i, outcome) -> {
            ended[0]++;
            outcome
                .failure()
                .ifPresent(failure -> keep(failed, words.apply(missing.get(i)), failure, ended[0]));
          });
    } catch (CancellationException cancelled) {
      listener.log(
          "Finished blocks are kept in %s; the same command with resume goes on with the others."
              .formatted(work));
      throw cancelled;
    }
    if (!failed.isEmpty()) throw failures(failed, all);
  }

  private void keep(Map<String, String> failed, String where, RuntimeException failure, int ended) {
    if (failure instanceof WriteFailure) throw failure;
    if (!(failure instanceof RobustJException)) throw failure;
    if (ended == 2 && failed.containsValue(failure.getMessage())) throw failure;
    failed.put(where, failure.getMessage());
    listener.log("The block at %s failed: %s".formatted(where, failure.getMessage()));
  }

  private RobustJException failures(Map<String, String> failed, int all) {
    return new RobustJException(
        "%d of %d blocks failed: %s. Of the first one: %s The others are kept in %s; mend the cause and run again with resume."
            .formatted(
                failed.size(),
                all,
                Failures.names(List.copyOf(failed.keySet())),
                failed.values().iterator().next(),
                work));
  }

  /** Of so many blocks those that are not finished. */
  static List<Integer> missing(int count, Predicate<Integer> finished) {
    return IntStream.range(0, count).boxed().filter(finished.negate()).toList();
  }

  /**
   * Hears how a label image is ended.
   *
   * @param from the part of the whole that was done before
   */
  static DoubleConsumer finishing(JobListener listener, double from) {
    return done -> {
      listener.check();
      listener.progress(from + (1 - from) * done, "writing smaller copies of the labels");
    };
  }
}
