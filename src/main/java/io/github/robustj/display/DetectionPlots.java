package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.evaluation.DetectionReport;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.metric.PrecisionRecall;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** The plots of an evaluation of objects, as RGB pictures. */
public final class DetectionPlots {

  /** Of frames that stand one below the other. */
  private static final int HEIGHT = 220;

  private DetectionPlots() {}

  /**
   * Precision against recall at IoU .5 as the threshold falls: a frame per epsilon, the smallest on
   * top, with a line for each class. A class that nobody has drawn has none.
   *
   * @param curve of a detection model, as an evaluation gives it
   * @param most predictions of a class in an image that count
   */
  public static ImagePlus precisionRecall(String title, RobustnessCurve curve, int most) {
    List<BufferedImage> frames = new ArrayList<>();
    for (Point point : curve.points()) {
      List<Figure.Series> lines = new ArrayList<>();
      for (String name : curve.classes())
        lines.add(line(name, DetectionReport.curve(point, name, most), lines.size()));
      Figure.Axes axes =
          new Figure.Axes(
              "%s, epsilon %s".formatted(title, point.epsilon()),
              "recall (share of objects found)",
              "precision",
              1,
              1);
      frames.add(Figure.lines(axes, HEIGHT, lines));
    }
    return new ImagePlus(title, Canvas.column(frames));
  }

  private static Figure.Series line(String name, PrecisionRecall curve, int index) {
    return new Figure.Series(name, curve.recall(), curve.precision(), ClassColors.line(index));
  }
}
