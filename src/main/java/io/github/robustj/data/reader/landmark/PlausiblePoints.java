package io.github.robustj.data.reader.landmark;

import io.github.robustj.data.Landmark;
import io.github.robustj.data.LandmarkDataset.Marks;
import io.github.robustj.error.RobustJException;
import java.util.Collection;
import java.util.List;

/** What the landmarks of a data set, seen together, give away about how they were written. */
final class PlausiblePoints {

  private PlausiblePoints() {}

  /**
   * @param source file or folder, for the message
   * @throws RobustJException if all points lie in the first pixel, and not in its middle: then they
   *     are shares of the image's width and height
   */
  static void requirePixels(Object source, Collection<Marks> all) {
    List<Landmark> points = points(all);
    boolean shares = !points.isEmpty() && points.stream().allMatch(PlausiblePoints::isShare);
    if (shares && points.stream().anyMatch(p -> p.x() % 1 != 0 || p.y() % 1 != 0))
      throw new RobustJException(
          "All landmarks in %s lie in 0 to 1, but pixels were expected; if they are shares of the width and height, multiply x by the width and y by the height and subtract .5."
              .formatted(source));
  }

  /** A line if points lie exactly where nobody sets one; empty else. */
  static List<String> notes(Collection<Marks> all) {
    List<Landmark> points = points(all);
    long corner = points.stream().filter(p -> p.x() == 0 && p.y() == 0).count();
    if (corner == 0) return List.of();
    return List.of(
        "%d of %d landmarks lie at exactly (0, 0) and are learned there; leave their cells empty if they were not set"
            .formatted(corner, points.size()));
  }

  private static List<Landmark> points(Collection<Marks> all) {
    return all.stream().flatMap(marks -> marks.points().values().stream()).toList();
  }

  private static boolean isShare(Landmark point) {
    return point.x() >= 0 && point.x() <= 1 && point.y() >= 0 && point.y() <= 1;
  }
}
