package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.error.RobustJException;
import io.github.robustj.file.OutputLock;
import io.github.robustj.file.ReadFailure;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.TrainResult;
import io.github.robustj.packaging.ModelFolder;
import io.github.robustj.training.History;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    if (has(history))
      ImageFiles.png(
          history("Margins of " + result.model().getFileName(), history),
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

  private static final int HEIGHT = 240;

  /** Whether the method had margins. */
  public static boolean has(List<EpochReport> history) {
    return history.stream().anyMatch(r -> r.values().getOrDefault("margin_mean", Double.NaN) >= 0);
  }

  /**
   * Above, the distribution of the margins (median, inner eight tenths, largest) and the mean size
   * of the perturbations that were trained on; below, which share of the samples held, so that
   * their margin grew, and which broke, so that it froze or came back.
   *
   * @param history at least one report, by rising epoch
   */
  public static ImagePlus history(String title, List<EpochReport> history) {
    List<Figure.Series> sizes =
        List.of(
            series("largest margin", "margin_q100", history, Color.LIGHT_GRAY),
            series("9th decile", "margin_q90", history, ClassColors.SKY_BLUE),
            series("median", "margin_q50", history, ClassColors.BLUE),
            series("1st decile", "margin_q10", history, ClassColors.GREEN),
            series("mean perturbation", "perturbation_norm", history, ClassColors.VERMILION));
    List<Figure.Series> shares =
        List.of(
            series("growing", "margin_growing", history, ClassColors.BLUE),
            series("frozen", "margin_frozen", history, ClassColors.PURPLE));
    double highest = sizes.stream().flatMapToDouble(s -> Arrays.stream(s.y())).max().orElse(1);
    int epochs = history.get(history.size() - 1).epochs();
    Figure.Axes size = new Figure.Axes(title, "epoch", "normalised intensities", epochs, highest);
    Figure.Axes share = new Figure.Axes("Training slices", "epoch", "share", epochs, 1);
    return Canvas.image(
        title,
        Canvas.column(
            List.of(Figure.lines(size, HEIGHT, sizes), Figure.lines(share, HEIGHT, shares))));
  }

  private static Figure.Series series(
      String name, String column, List<EpochReport> history, Color color) {
    return new Figure.Series(
        name,
        history.stream().mapToDouble(EpochReport::epoch).toArray(),
        history.stream().mapToDouble(r -> r.values().getOrDefault(column, Double.NaN)).toArray(),
        color);
  }
}
