package io.github.robustj.display;

import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.TrainResult;
import java.util.List;

/** The pictures of a training in its model folder. */
public final class TrainingFiles {

  private TrainingFiles() {}

  /**
   * Writes {@code history.png}, and {@code margins.png} for methods with margins; nothing without
   * an epoch.
   *
   * @param task that was trained
   * @throws io.github.robustj.error.RobustJException if a file cannot be written
   */
  public static void write(TrainResult result, String task) {
    List<EpochReport> history = result.history();
    if (history.isEmpty()) return;
    String name = "Training of " + result.model().getFileName();
    ImageFiles.png(
        Plots.training(name, task, history, result.verdict()),
        result.model().resolve("history.png"));
    if (MarginPlots.has(history))
      ImageFiles.png(
          MarginPlots.history("Margins of " + result.model().getFileName(), history),
          result.model().resolve("margins.png"));
  }
}
