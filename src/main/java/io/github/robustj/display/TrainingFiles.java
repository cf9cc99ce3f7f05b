package io.github.robustj.display;

import io.github.robustj.error.RobustJException;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.TrainResult;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.training.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures of a training in its model folder. */
public final class TrainingFiles {

  private TrainingFiles() {}

  /**
   * Writes {@code history.png}, and {@code margins.png} for methods with margins; nothing without
   * an epoch.
   *
   * @param task that was trained
   * @throws RobustJException if a file cannot be written, or another training has written the
   *     folder meanwhile
   */
  public static void write(TrainResult result, String task) {
    if (result.history().isEmpty()) return;
    // The training, maybe in another process, has let go of its folder.
    try (OutputLock lock = OutputLock.on(result.model())) {
      requireOwn(result);
      draw(result, task);
    }
  }

  private static void draw(TrainResult result, String task) {
    List<EpochReport> history = result.history();
    String name = "Training of " + result.model().getFileName();
    ImageFiles.png(
        Plots.training(name, task, history, result.verdict()),
        result.model().resolve("history.png"));
    if (MarginPlots.has(history))
      ImageFiles.png(
          MarginPlots.history("Margins of " + result.model().getFileName(), history),
          result.model().resolve("margins.png"));
  }

  /** A picture must not show another model than the one it lies beside. */
  private static void requireOwn(TrainResult result) {
    List<History.Row> rows = new ArrayList<>();
    for (EpochReport report : result.history())
      rows.add(new History.Row(report.epoch(), report.values()));
    if (!new History(rows).equals(written(ModelFolder.history(result.model()))))
      throw new RobustJException(
          "%s was written by another training meanwhile, whose model is there now; train again into another folder."
              .formatted(result.model()));
  }

  private static History written(Path history) {
    try {
      return History.parse(Files.readString(history));
    } catch (IllegalArgumentException ofNoTraining) {
      return History.EMPTY;
    } catch (IOException e) {
      throw ReadFailure.sentence(history, e);
    }
  }
}
