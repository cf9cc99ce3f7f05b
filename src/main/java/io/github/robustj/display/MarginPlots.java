package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.job.JobListener.EpochReport;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/** How the margins of a training went, epoch by epoch. */
public final class MarginPlots {

  private static final int HEIGHT = 240;

  private MarginPlots() {}

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
    List<Series> sizes =
        List.of(
            series("largest margin", "margin_q100", history, Color.LIGHT_GRAY),
            series("9th decile", "margin_q90", history, ClassColors.SKY_BLUE),
            series("median", "margin_q50", history, ClassColors.BLUE),
            series("1st decile", "margin_q10", history, ClassColors.GREEN),
            series("mean perturbation", "perturbation_norm", history, ClassColors.VERMILION));
    List<Series> shares =
        List.of(
            series("growing", "margin_growing", history, ClassColors.BLUE),
            series("frozen", "margin_frozen", history, ClassColors.PURPLE));
    double highest = sizes.stream().flatMapToDouble(s -> Arrays.stream(s.y())).max().orElse(1);
    int epochs = history.get(history.size() - 1).epochs();
    Axes size = new Axes(title, "epoch", "normalised intensities", epochs, highest);
    Axes share = new Axes("Training slices", "epoch", "share", epochs, 1);
    return new ImagePlus(
        title,
        Canvas.column(
            List.of(Figure.lines(size, HEIGHT, sizes), Figure.lines(share, HEIGHT, shares))));
  }

  private static Series series(String name, String column, List<EpochReport> history, Color color) {
    return new Series(
        name,
        history.stream().mapToDouble(EpochReport::epoch).toArray(),
        history.stream().mapToDouble(r -> r.values().getOrDefault(column, Double.NaN)).toArray(),
        color);
  }
}
