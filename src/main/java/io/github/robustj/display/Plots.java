package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.attack.AttackSpec;
import io.github.robustj.evaluation.Evaluation;
import io.github.robustj.evaluation.MinimalPerturbations;
import io.github.robustj.evaluation.MinimalPerturbations.Tolerance;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.job.JobListener.EpochReport;
import io.github.robustj.job.ScoreColumns;
import io.github.robustj.metric.PrecisionRecall;
import io.github.robustj.metric.RadialErrors;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The plots of a training and of an evaluation, as RGB pictures. */
public final class Plots {

  /** Heights of frames: of three, of two, or of one that fit on a screen of 800 pixels. */
  private static final int LOW = 110;

  static final int MIDDLE = 170;
  static final int HIGH = 400;

  /** Of frames that stand one below the other. */
  private static final int ONE_OF_SEVERAL = 220;

  private static final int BINS = 20;

  private Plots() {}

  /**
   * Loss, and below it clean and robust score from 0 to 1, or the errors, over the epochs; below
   * them the margins of the last epoch where the method has any. The horizontal axis ends at the
   * planned last epoch.
   *
   * @param task that is trained
   * @param history at least one report, by rising epoch
   * @param verdict a sentence that stands below; empty for none
   */
  public static ImagePlus training(
      String title, String task, List<EpochReport> history, String verdict) {
    EpochReport last = history.get(history.size() - 1);
    boolean margins = last.margins().length > 0;
    int height = margins ? LOW : MIDDLE;
    List<BufferedImage> figures = new ArrayList<>();
    figures.add(losses(title, history, height));
    figures.add(scores(task, history, height));
    if (margins) figures.add(margins(last, height));
    if (!verdict.isEmpty()) figures.add(Canvas.sentence(verdict, figures.get(0).getWidth()));
    return Canvas.image(title, Canvas.column(figures));
  }

  /**
   * The share of landmarks found within an error, against that error: a line per epsilon.
   *
   * @param curve of a landmark model
   * @param errors of all landmarks, NaN for missing ones
   */
  public static ImagePlus cumulativeErrors(
      String title, RobustnessCurve curve, Function<Point, double[]> errors) {
    List<Figure.Series> lines = new ArrayList<>();
    double largest = 0;
    for (Point point : curve.points()) {
      double[] sorted = RadialErrors.sorted(errors.apply(point));
      double[] shares = new double[sorted.length];
      Arrays.setAll(shares, i -> (i + 1.) / shares.length);
      if (sorted.length > 0) largest = Math.max(largest, sorted[sorted.length - 1]);
      String name = "epsilon " + point.epsilon();
      lines.add(new Figure.Series(name, sorted, shares, ClassColors.line(lines.size())));
    }
    Figure.Axes axes =
        new Figure.Axes(
            describe(curve),
            curve.score(),
            "share of landmarks within the error",
            largest > 0 ? largest : 1,
            1);
    return Canvas.image(title, Figure.lines(axes, HIGH, lines));
  }

  /**
   * Precision against recall at IoU .5 as the threshold falls: a frame per epsilon, the smallest on
   * top, with a line for each class. A class that nobody has drawn has none.
   *
   * @param curve of a detection model, as an evaluation gives it
   * @param ranked of a class at an epsilon
   */
  public static ImagePlus precisionRecall(
      String title, RobustnessCurve curve, BiFunction<Point, String, PrecisionRecall> ranked) {
    List<BufferedImage> frames = new ArrayList<>();
    for (Point point : curve.points()) {
      List<Figure.Series> lines = new ArrayList<>();
      for (String name : curve.classes())
        lines.add(line(name, ranked.apply(point, name), lines.size()));
      Figure.Axes axes =
          new Figure.Axes(
              "%s, epsilon %s".formatted(title, point.epsilon()),
              "recall (share of objects found)",
              "precision",
              1,
              1);
      frames.add(Figure.lines(axes, ONE_OF_SEVERAL, lines));
    }
    return Canvas.image(title, Canvas.column(frames));
  }

  private static Figure.Series line(String name, PrecisionRecall curve, int index) {
    return new Figure.Series(name, curve.recall(), curve.precision(), ClassColors.line(index));
  }

  /**
   * Mean score, from 0 to 1 or the largest error, against epsilon, in bands that are intervals over
   * patients.
   *
   * @param evaluations by the name of the model, at least one, all of the same score and attack
   */
  public static ImagePlus robustness(String title, Map<String, Evaluation> evaluations) {
    return RobustnessPlot.of(title, evaluations);
  }

  /** Those of the score against epsilon. */
  static Figure.Axes axes(RobustnessCurve curve, double largest, double highest) {
    String epsilon = epsilon(curve.attack());
    String score = "mean " + within(curve.score());
    return new Figure.Axes(describe(curve), epsilon, score, largest, highest);
  }

  /**
   * The share of cases and of slices that are still within tolerance, against epsilon.
   *
   * @param curve with minimal perturbations
   */
  public static ImagePlus tolerance(RobustnessCurve curve) {
    MinimalPerturbations minimal = curve.minimal().orElseThrow();
    double largest = minimal.largest();
    String beyond = curve.higherIsBetter() ? " not below " : " not above ";
    Figure.Axes axes =
        new Figure.Axes(
            describe(curve),
            epsilon(curve.attack()),
            "share with a " + within(curve.score()) + beyond + minimal.tolerance(),
            largest,
            1);
    List<Figure.Series> lines =
        List.of(
            steps("cases", minimal.overCases(), largest, ClassColors.line(0)),
            steps("slices", minimal.overSlices(), largest, ClassColors.line(1)));
    return Canvas.image("Tolerance", Figure.lines(axes, HIGH, lines));
  }

  /** What stands at the axis. */
  private static String epsilon(AttackSpec attack) {
    return "epsilon (" + attack.norm().name() + ", " + attack.unit().words() + ")";
  }

  /** The share as a flight of stairs, down at every size. */
  private static Figure.Series steps(
      String name, Tolerance tolerance, double largest, Color color) {
    float[] sizes = tolerance.sizes().clone();
    Arrays.sort(sizes);
    List<Double> x = new ArrayList<>(List.of(0.));
    List<Double> y = new ArrayList<>(List.of(1.));
    for (float size : sizes) {
      if (size > largest) break;
      x.addAll(List.of((double) size, (double) size));
      y.addAll(List.of(y.get(y.size() - 1), tolerance.within(size)));
    }
    x.add(largest);
    y.add(tolerance.within(largest));
    return new Figure.Series(name, array(x), array(y), color);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(v -> v).toArray();
  }

  /** 1, or the largest value where scores are errors. */
  static double highest(List<Figure.Series> lines) {
    double largest = lines.stream().flatMapToDouble(l -> Arrays.stream(l.y())).max().orElse(1);
    return Math.max(1, largest);
  }

  /** A score's name inside a phrase: a word begins small, {@code F1} and {@code Dice} stay. */
  static String within(String score) {
    return score.startsWith("Radial") ? "r" + score.substring(1) : score;
  }

  /** As in {@code Dice under PGD, 20 steps}; the unit is said at the axis. */
  private static String describe(RobustnessCurve curve) {
    AttackSpec attack = curve.attack();
    String score = curve.score().replaceAll(" \\(.*", "") + " under ";
    return score + attack.type().inWords(attack);
  }

  private static BufferedImage losses(String title, List<EpochReport> history, int height) {
    Figure.Series loss = series("training loss", "loss", history, Color.DARK_GRAY);
    double highest = Arrays.stream(loss.y()).max().orElse(1);
    Figure.Axes axes = new Figure.Axes(title, "epoch", "loss", epochs(history), highest);
    return Figure.lines(axes, height, List.of(loss));
  }

  private static BufferedImage scores(String task, List<EpochReport> history, int height) {
    ScoreColumns columns = ScoreColumns.in(history.get(history.size() - 1).values().keySet());
    List<Figure.Series> measured = new ArrayList<>();
    measured.add(series("clean", columns.clean(), history, ClassColors.BLUE));
    measured.add(series("under attack", columns.robust(), history, ClassColors.VERMILION));
    measured.removeIf(Figure.Series::isEmpty);
    Figure.Axes axes =
        new Figure.Axes(
            "Validation", "epoch", columns.words(task), epochs(history), highest(measured));
    return Figure.lines(axes, height, measured);
  }

  private static Figure.Series series(
      String name, String key, List<EpochReport> history, Color color) {
    return new Figure.Series(
        name,
        history.stream().mapToDouble(EpochReport::epoch).toArray(),
        history.stream().mapToDouble(r -> r.values().getOrDefault(key, Double.NaN)).toArray(),
        color);
  }

  private static int epochs(List<EpochReport> history) {
    return history.get(history.size() - 1).epochs();
  }

  static BufferedImage margins(EpochReport report, int height) {
    Figure.Histogram histogram = Figure.Histogram.of(report.margins(), BINS);
    Figure.Axes axes =
        new Figure.Axes(
            "Margins after epoch " + report.epoch(),
            "margin (normalised intensities)",
            "training slices",
            histogram.width() * BINS,
            histogram.highest());
    Figure.Series bars =
        new Figure.Series("", histogram.centers(), histogram.heights(), ClassColors.GREEN);
    return Figure.bars(axes, height, bars);
  }
}
