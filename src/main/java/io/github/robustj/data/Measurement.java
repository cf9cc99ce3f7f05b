package io.github.robustj.data;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length or an angle between landmarks, as a user defines it: {@code OFD = distance(left, right)}
 * or {@code A = angle(n, s, a)}, of which the middle point is the vertex.
 *
 * @param name of the measurement
 * @param kind what is measured
 * @param points names of two landmarks for a distance, of three for an angle
 */
public record Measurement(String name, Kind kind, List<String> points) {

  private static final Pattern FORM =
      Pattern.compile("\\s*+([^=;]*[^=;\\s])\\s*+=\\s*+(distance|angle)\\s*+\\(([^()]*+)\\)\\s*+");

  /** What is measured. */
  public enum Kind {
    /** In the unit of the pixel size. */
    DISTANCE,
    /** In degrees, 0 to 180. */
    ANGLE
  }

  /**
   * Measurements separated by semicolons; none for the empty text.
   *
   * @throws RobustJException if the text has another form, or a measurement another number of
   *     points
   */
  public static List<Measurement> parse(String text) {
    List<Measurement> all = new ArrayList<>();
    for (String part : text.split(";")) if (!part.isBlank()) all.add(one(part));
    return all;
  }

  private static Measurement one(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      Kind kind = form.group(2).equals("angle") ? Kind.ANGLE : Kind.DISTANCE;
      List<String> points = Arrays.stream(form.group(3).split(",")).map(String::strip).toList();
      if (points.size() == (kind == Kind.ANGLE ? 3 : 2))
        return new Measurement(form.group(1), kind, points);
    }
    throw new RobustJException(
        "The option measurements has \"%s\", but each part must be like OFD = distance(left, right) or A = angle(a, vertex, b), separated by semicolons."
            .formatted(Excerpt.of(text.strip())));
  }

  /**
   * @throws RobustJException if a point is none of the names
   */
  public void requireKnown(List<String> names) {
    for (String point : points)
      if (!names.contains(point))
        throw new RobustJException(
            "The measurement %s is between %s, but there is no landmark %s; the landmarks are %s."
                .formatted(name, String.join(" and ", points), point, String.join(", ", names)));
  }

  /** {@code deg}, or the unit of lengths. */
  public String unit(Calibration calibration) {
    return unit(calibration.unit());
  }

  /**
   * @param length unit of lengths
   */
  public String unit(String length) {
    return kind == Kind.ANGLE ? "deg" : length;
  }

  /** The value in one slice; NaN if a point is missing there. */
  public double of(Landmarks landmarks, int slice) {
    Map<String, Landmark> places = landmarks.slices().get(slice);
    if (!places.keySet().containsAll(points)) return Double.NaN;
    Calibration size = landmarks.calibration();
    double[] first = way(places.get(points.get(1)), places.get(points.get(0)), size);
    if (kind == Kind.DISTANCE) return Math.hypot(first[0], first[1]);
    double[] second = way(places.get(points.get(1)), places.get(points.get(2)), size);
    double cross = first[0] * second[1] - first[1] * second[0];
    double dot = first[0] * second[0] + first[1] * second[1];
    return Math.toDegrees(Math.abs(Math.atan2(cross, dot)));
  }

  private static double[] way(Landmark from, Landmark to, Calibration size) {
    return new double[] {(to.x() - from.x()) * size.x(), (to.y() - from.y()) * size.y()};
  }
}
