package io.github.robustj.display;

import ij.gui.Plot;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Draws one frame with ImageJ's {@link Plot}, at several times the size and averaged down, because
 * Plot itself draws jagged lines. Title and legend stand above the frame, never over the data.
 */
final class Figure {

  private static final int FRAME_WIDTH = 640;
  private static final int FINER = 3;
  private static final int NUMBERS = 14;
  private static final int LABELS = 16;

  /** Room that Plot leaves above and as much below a frame. */
  private static final int ABOVE = 24;

  /** More circles on a line would hide it. */
  private static final int MOST_MARKS = 60;

  private Figure() {}

  static BufferedImage lines(Axes axes, int frameHeight, List<Series> lines) {
    return lines(axes, frameHeight, lines, List.of());
  }

  /**
   * @param bands that lie below the lines
   */
  static BufferedImage lines(Axes axes, int frameHeight, List<Series> lines, List<Band> bands) {
    Plot plot = frame(axes, frameHeight);
    // Room around, or the frame would hide what matters most: a score of 0, a model without attack.
    double x = .015 * axes.xMax();
    double y = .02 * axes.yMax();
    plot.setLimits(-x, axes.xMax() + x, -y, axes.yMax() + y);
    bands.forEach(band -> band.draw(plot, axes.yMax() / frameHeight));
    for (Series line : lines) {
      if (line.isEmpty()) continue;
      plot.setLineWidth(2);
      plot.setColor(line.color(), line.color());
      plot.add("line", line.x(), line.y());
      plot.setLineWidth(1);
      if (line.x().length <= MOST_MARKS) plot.add("circle", line.x(), line.y());
    }
    return finish(plot, axes, lines);
  }

  /**
   * @param names what stands at the points of the last series, one each
   */
  static BufferedImage points(Axes axes, int frameHeight, List<Series> clouds, List<String> names) {
    Plot plot = frame(axes, frameHeight);
    plot.setLimits(0, axes.xMax(), 0, 1.05 * axes.yMax());
    plot.setLineWidth(3);
    for (Series cloud : clouds) {
      plot.setColor(cloud.color(), cloud.color());
      plot.add("circle", cloud.x(), cloud.y());
    }
    plot.setColor(Color.DARK_GRAY);
    Series named = clouds.get(clouds.size() - 1);
    double right = .012 * axes.xMax();
    double down = .015 * axes.yMax();
    for (int i = 0; i < named.x().length; i++)
      plot.addText(names.get(i), named.x()[i] + right, named.y()[i] - down);
    return finish(plot, axes, clouds);
  }

  static BufferedImage bars(Axes axes, int frameHeight, Series bars) {
    Plot plot = frame(axes, frameHeight);
    plot.setLimits(0, axes.xMax(), 0, 1.05 * axes.yMax());
    plot.setLineWidth(1);
    plot.setColor(Color.WHITE, bars.color());
    plot.add("bar", bars.x(), bars.y());
    return finish(plot, axes, List.of());
  }

  private static Plot frame(Axes axes, int height) {
    Plot plot = new Plot(axes.title(), axes.xLabel(), axes.yLabel());
    plot.setFrameSize(FRAME_WIDTH, height);
    plot.setFont(Font.PLAIN, NUMBERS);
    plot.setAxisLabelFont(Font.PLAIN, labelSize(axes.yLabel(), height));
    return plot;
  }

  /** Smaller where the upright label of a low frame would reach beyond the picture. */
  private static int labelSize(String label, int height) {
    Graphics2D measure = Canvas.graphics(Canvas.white(1, 1));
    int length =
        measure.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, LABELS)).stringWidth(label);
    measure.dispose();
    return Math.min(LABELS, LABELS * (height + ABOVE) / Math.max(1, length));
  }

  private static BufferedImage finish(Plot plot, Axes axes, List<Series> legend) {
    plot.draw(); // without it the copy in high resolution is a single pixel
    BufferedImage fine =
        plot.makeHighResolution(axes.title(), FINER, true, false)
            .getProcessor()
            .convertToRGB()
            .getBufferedImage();
    BufferedImage plain = Canvas.averaged(fine, fine.getWidth() / FINER, fine.getHeight() / FINER);
    BufferedImage band = Legend.onWhite(axes.title(), legend).draw(plain.getWidth());
    return Canvas.column(List.of(band, plain));
  }

  /**
   * The frame of a plot: what stands above and beside it, and its range.
   *
   * @param xMax largest value that must fit, {@code yMax} likewise; the smallest is 0
   */
  record Axes(String title, String xLabel, String yLabel, double xMax, double yMax) {

    /** Where the largest value is not positive the range is 0 to 1. */
    Axes {
      xMax = xMax > 0 ? xMax : 1;
      yMax = yMax > 0 ? yMax : 1;
    }
  }

  /** One line of a plot: its points from left to right. Points without a number are left out. */
  record Series(String name, double[] x, double[] y, Color color) {

    Series {
      if (x.length != y.length)
        throw new IllegalArgumentException(x.length + " abscissae for " + y.length + " ordinates");
      double[] abscissae = x;
      double[] ordinates = y;
      IntPredicate number = i -> Double.isFinite(abscissae[i]) && Double.isFinite(ordinates[i]);
      int[] kept = IntStream.range(0, x.length).filter(number).toArray();
      x = IntStream.of(kept).mapToDouble(i -> abscissae[i]).toArray();
      y = IntStream.of(kept).mapToDouble(i -> ordinates[i]).toArray();
    }

    boolean isEmpty() {
      return x.length == 0;
    }
  }

  /**
   * What lies between two lines, in a light tint of their colour.
   *
   * @param low,high NaN where there is no band
   */
  record Band(double[] x, double[] low, double[] high, Color color) {

    private static final double TINT = .78;

    /**
     * Plot fills only down to its frame, so the band is made of lines side by side.
     *
     * @param distance of two lines
     */
    private void draw(Plot plot, double distance) {
      plot.setColor(tint());
      plot.setLineWidth(2);
      for (int i = 1; i < x.length; i++) {
        double width = Math.max(high[i - 1] - low[i - 1], high[i] - low[i]);
        if (Double.isNaN(low[i - 1] + low[i])) continue;
        int steps = Math.max(1, (int) Math.ceil(width / distance));
        double[] between = {x[i - 1], x[i]};
        for (int step = 0; step <= steps; step++)
          plot.add("line", between, new double[] {at(i - 1, step, steps), at(i, step, steps)});
      }
    }

    private double at(int i, int step, int steps) {
      return low[i] + (high[i] - low[i]) * step / steps;
    }

    private Color tint() {
      return new Color(light(color.getRed()), light(color.getGreen()), light(color.getBlue()));
    }

    private static int light(int part) {
      return (int) Math.round(part + (255 - part) * TINT);
    }
  }

  /**
   * How many values, none negative, lie in each of several equal bins from 0 to the largest value.
   * A bin holds its lower edge; the last one its upper edge too.
   *
   * @param width of a bin, positive
   */
  record Histogram(double width, int[] counts) {

    static Histogram of(float[] values, int bins) {
      double largest = 0;
      for (float value : values) largest = Math.max(largest, value);
      double width = largest > 0 ? largest / bins : 1.0 / bins;
      int[] counts = new int[bins];
      for (float value : values) counts[Math.min((int) (value / width), bins - 1)]++;
      return new Histogram(width, counts);
    }

    double[] centers() {
      double[] centers = new double[counts.length];
      Arrays.setAll(centers, bin -> (bin + .5) * width);
      return centers;
    }

    double[] heights() {
      return Arrays.stream(counts).asDoubleStream().toArray();
    }

    int highest() {
      return Arrays.stream(counts).max().orElse(0);
    }
  }
}
