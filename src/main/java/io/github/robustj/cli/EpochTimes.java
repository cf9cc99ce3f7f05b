package io.github.robustj.cli;

import io.github.robustj.file.AtomicFiles;
import io.github.robustj.file.Csv;
import io.github.robustj.file.Outputs;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.file.Table;
import io.github.robustj.job.JobListener;
import io.github.robustj.job.PartOfWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the epochs of a training took, with their validation: {@code epoch,seconds} in a file,
 * to which a resumed training adds.
 */
record EpochTimes(Path file, Outputs outputs) {

  /** Mean seconds per epoch; NaN if none was timed. */
  double mean() {
    return read().values().stream().mapToDouble(s -> s).average().orElse(Double.NaN);
  }

  /**
   * A listener that also takes the time, from the first step of an epoch to its report.
   *
   * @param inside whether the training goes on inside an epoch: what is left of it is no time of an
   *     epoch, and not kept
   */
  JobListener watching(JobListener listener, boolean inside) {
    Map<Integer, Double> seconds = outputs.has(file) ? read() : new LinkedHashMap<>();
    return new PartOfWork() {
      private long began = System.nanoTime();
      private boolean worked;
      private boolean whole = !inside;

      @Override
      public void progress(double fraction, String message) {
        if (fraction == 0) began = System.nanoTime();
        worked = true;
        listener.progress(fraction, message);
      }

      /** Reading the data is no part of an epoch. */
      @Override
      public void preparing(double fraction, String message) {
        began = System.nanoTime();
        worked = false;
        listener.preparing(fraction, message);
      }

      @Override
      public JobListener whole() {
        return listener;
      }

      @Override
      public void epoch(EpochReport report) {
        long now = System.nanoTime();
        // A resumed training tells what it did before, all at once.
        if (worked && whole && seconds.putIfAbsent(report.epoch(), (now - began) / 1e9) == null)
          write(seconds);
        whole |= worked;
        worked = false;
        began = now;
        listener.epoch(report);
      }
    };
  }

  private void write(Map<Integer, Double> seconds) {
    Table table = new Table("epoch", "seconds");
    seconds.forEach(table::add);
    outputs.write(file, f -> AtomicFiles.text(f, table.csv()));
  }

  private Map<Integer, Double> read() {
    Map<Integer, Double> seconds = new LinkedHashMap<>();
    if (!Files.isRegularFile(file)) return seconds;
    try {
      for (List<String> row : Csv.read(Files.readString(file)).stream().skip(1).toList())
        seconds.put(Integer.parseInt(row.get(0)), Csv.number(row.get(1)));
    } catch (IOException e) {
      throw ReadFailure.sentence(file, e);
    }
    return seconds;
  }
}
