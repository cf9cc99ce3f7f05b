package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.Summary;
import io.github.robustj.statistics.Digits;
import io.github.robustj.statistics.Interval;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The mean score against epsilon, in a band that is its interval over patients. */
final class RobustnessPlot {

  private RobustnessPlot() {}

  /**
   * @param evaluations by the name of the model, at least one, all of the same score and attack
   */
  static ImagePlus of(String title, Map<String, Evaluation> evaluations) {
    List<Figure.Series> lines = new ArrayList<>();
    List<Figure.Band> bands = new ArrayList<>();
    evaluations.forEach(
        (model, evaluation) -> {
          Color color = ClassColors.line(lines.size());
          List<Summary.Row> means = evaluation.summary().overall(evaluation.curve());
          double[] epsilons = means.stream().mapToDouble(Summary.Row::epsilon).toArray();
          double[] values = means.stream().mapToDouble(row -> row.mean().value()).toArray();
          List<Interval> intervals = means.stream().map(row -> row.mean().interval()).toList();
          lines.add(new Figure.Series(model, epsilons, values, color));
          bands.add(band(epsilons, intervals, color));
        });
    RobustnessCurve any = evaluations.values().iterator().next().curve();
    double largest = lines.stream().flatMapToDouble(l -> Arrays.stream(l.x())).max().orElse(1);
    double highest = bands.stream().flatMapToDouble(b -> Arrays.stream(b.high())).max().orElse(1);
    Figure.Axes axes = Plots.axes(any, largest, Math.max(highest, Plots.highest(lines)));
    if (evaluations.size() == 1) axes = seen(axes, any);
    return Canvas.image(title, Figure.lines(axes, Plots.HIGH, lines, bands));
  }

  /** Says at the axis what the largest perturbations look like. */
  private static Figure.Axes seen(Figure.Axes axes, RobustnessCurve curve) {
    RobustnessCurve.Point last = curve.points().get(curve.points().size() - 1);
    return last.visibility().filter(v -> Double.isFinite(v.psnr())).stream()
        .map(
            v ->
                String.format(
                    Locale.ROOT,
                    "%s; at %s PSNR %.1f dB, SSIM %.3f",
                    axes.xLabel(),
                    Digits.typed(last.epsilon()),
                    v.psnr(),
                    v.ssim()))
        .map(x -> new Figure.Axes(axes.title(), x, axes.yLabel(), axes.xMax(), axes.yMax()))
        .findFirst()
        .orElse(axes);
  }

  /** Where an interval is known. */
  private static Figure.Band band(double[] epsilons, List<Interval> intervals, Color color) {
    return new Figure.Band(
        epsilons,
        intervals.stream().mapToDouble(Interval::low).toArray(),
        intervals.stream().mapToDouble(Interval::high).toArray(),
        color);
  }
}
