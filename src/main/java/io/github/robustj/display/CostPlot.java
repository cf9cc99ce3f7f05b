package io.github.robustj.display;

import ij.ImagePlus;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What robustness costs: scores of models against the time that an epoch of their training took.
 */
public final class CostPlot {

  private static final int HEIGHT = 400;

  /** Names stand to the right of their points. */
  private static final double ROOM = 1.4;

  private CostPlot() {}

  /**
   * A way to train.
   *
   * @param seconds per epoch
   * @param clean score without attack
   * @param attacked score under the strongest attack
   */
  public record Entry(String method, double seconds, double clean, double attacked) {

    private boolean isTimed() {
      return Double.isFinite(seconds) && Double.isFinite(clean) && Double.isFinite(attacked);
    }
  }

  /**
   * @param entries those that were not timed or measured are left out
   * @param score what is measured, as {@code Dice}
   * @param attack which one is the strongest
   */
  public static ImagePlus of(String title, List<Entry> entries, String score, String attack) {
    List<Entry> timed = entries.stream().filter(Entry::isTimed).toList();
    double[] seconds = values(timed, Entry::seconds);
    double[] clean = values(timed, Entry::clean);
    double[] attacked = values(timed, Entry::attacked);
    Figure.Axes axes =
        new Figure.Axes(
            title,
            "seconds per epoch of training",
            "mean " + Plots.within(score),
            ROOM * timed.stream().mapToDouble(Entry::seconds).max().orElse(1),
            Math.max(
                1, timed.stream().mapToDouble(e -> Math.max(e.clean, e.attacked)).max().orElse(1)));
    List<Figure.Series> clouds =
        List.of(
            new Figure.Series("clean", seconds, clean, ClassColors.BLUE),
            new Figure.Series(attack, seconds, attacked, ClassColors.VERMILION));
    List<String> names = timed.stream().map(Entry::method).toList();
    return Canvas.image(title, Figure.points(axes, HEIGHT, clouds, names));
  }

  private static double[] values(List<Entry> entries, ToDoubleFunction<Entry> value) {
    return entries.stream().mapToDouble(value).toArray();
  }
}
