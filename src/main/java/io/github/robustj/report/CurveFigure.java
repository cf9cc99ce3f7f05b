package io.github.robustj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A plot of lines with bands as the pieces of an SVG drawing, in units of its view box.
 *
 * @param title of the drawing, {@code description} what it shows, for those who do not see it
 * @param note what is to be known of the bands; empty where there are none
 * @param xLabel,yLabel what stands at the axes
 * @param frame where the plot's area lies
 */
public record CurveFigure(
    String title,
    String description,
    String note,
    String xLabel,
    String yLabel,
    Frame frame,
    List<Tick> across,
    List<Tick> up,
    List<Drawn> lines) {

  private static final double WIDTH = 640;
  private static final double HEIGHT = 360;
  private static final Frame FRAME = new Frame(WIDTH, HEIGHT, 62, 16, WIDTH - 18, HEIGHT - 56);

  /** Half the side of a mark. */
  private static final double MARK = 4.5;

  /** What is drawn: points from left to right. */
  public record Line(String name, List<Level> levels) {}

  /**
   * A point of a line.
   *
   * @param low,high ends of the interval around {@code y}; NaN where there is none
   */
  public record Level(double x, double y, double low, double high) {

    boolean hasInterval() {
      return Double.isFinite(low) && Double.isFinite(high);
    }
  }

  /** The view box, and within it the edges of the plot's area. */
  public record Frame(
      double width, double height, double left, double top, double right, double bottom) {}

  /** A number beside an axis. */
  public record Tick(String at, String text) {}

  /**
   * A line as it is drawn.
   *
   * @param band closed path around the intervals; empty where there are none
   * @param path through the points, {@code marks} a closed path for each of them
   */
  public record Drawn(int mark, String name, String band, String path, List<String> marks) {

    /** The mark alone, in a legend. */
    public String shape() {
      return CurveFigure.path(mark, 17, 7);
    }
  }

  /**
   * @param highest value that the vertical axis must hold
   * @param lines points that are not finite are left out
   */
  static CurveFigure of(
      String title,
      String description,
      String note,
      String xLabel,
      String yLabel,
      double highest,
      List<Line> lines) {
    double widest = 0;
    double tallest = highest;
    for (Line line : lines)
      for (Level level : line.levels()) {
        widest = Math.max(widest, level.x());
        if (Double.isFinite(level.y())) tallest = Math.max(tallest, level.y());
        if (level.hasInterval()) tallest = Math.max(tallest, level.high());
      }
    Plane plane = new Plane(widest > 0 ? widest : 1, Axis.to(tallest));
    List<Drawn> drawn = new ArrayList<>();
    for (Line line : lines) drawn.add(plane.draw(drawn.size(), line));
    return new CurveFigure(
        title, description, note, xLabel, yLabel, FRAME, plane.across(), plane.up(), drawn);
  }

  /** From numbers to places of the view box. */
  private record Plane(double widest, Axis vertical) {

    String x(double value) {
      return number(FRAME.left() + value / widest * (FRAME.right() - FRAME.left()));
    }

    String y(double value) {
      double share = Math.min(1, Math.max(0, value / vertical.highest()));
      return number(FRAME.bottom() - share * (FRAME.bottom() - FRAME.top()));
    }

    List<Tick> across() {
      Axis axis = Axis.to(widest);
      return axis.values().stream()
          .filter(v -> v <= widest * (1 + 1e-9))
          .map(v -> new Tick(x(v), Print.plain(v)))
          .toList();
    }

    List<Tick> up() {
      return vertical.values().stream().map(v -> new Tick(y(v), Print.plain(v))).toList();
    }

    Drawn draw(int mark, Line line) {
      List<Level> known =
          line.levels().stream()
              .filter(l -> Double.isFinite(l.x()) && Double.isFinite(l.y()))
              .toList();
      String path =
          known.stream().map(l -> x(l.x()) + " " + y(l.y())).collect(Collectors.joining(" L"));
      return new Drawn(
          mark,
          line.name(),
          band(known.stream().filter(Level::hasInterval).toList()),
          path.isEmpty() ? "" : "M" + path,
          known.stream().map(l -> shape(mark, l)).toList());
    }

    private String band(List<Level> levels) {
      if (levels.size() < 2) return "";
      StringBuilder path = new StringBuilder("M");
      for (Level level : levels)
        path.append(x(level.x())).append(' ').append(y(level.high())).append(" L");
      for (int i = levels.size() - 1; i >= 0; i--)
        path.append(x(levels.get(i).x()))
            .append(' ')
            .append(y(levels.get(i).low()))
            .append(i > 0 ? " L" : " Z");
      return path.toString();
    }

    /** Lines differ by the form of their marks, too: square, circle, triangle, diamond. */
    private String shape(int mark, Level level) {
      return path(mark, Double.parseDouble(x(level.x())), Double.parseDouble(y(level.y())));
    }
  }

  /** A mark of a line's kind around a place, as a closed path. */
  static String path(int mark, double x, double y) {
    double r = MARK;
    return switch (mark % 4) {
      case 0 ->
          "M%s %s a%s %s 0 1 0 %s 0 a%s %s 0 1 0 %s 0 Z"
              .formatted(number(x - r), number(y), r, r, number(2 * r), r, r, number(-2 * r));
      case 1 -> polygon(x - r, y - r, x + r, y - r, x + r, y + r, x - r, y + r);
      case 2 -> polygon(x, y - 1.2 * r, x + 1.2 * r, y + r, x - 1.2 * r, y + r);
      default -> polygon(x, y - 1.4 * r, x + 1.4 * r, y, x, y + 1.4 * r, x - 1.4 * r, y);
    };
  }

  private static String polygon(double... places) {
    StringBuilder path = new StringBuilder("M");
    for (int i = 0; i < places.length; i += 2)
      path.append(i == 0 ? "" : " L")
          .append(number(places[i]))
          .append(' ')
          .append(number(places[i + 1]));
    return path.append(" Z").toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
