package io.github.robustj.data;

import io.github.robustj.error.RobustJException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A folder of images with named points.
 *
 * @param dataset the cases; the label of each is the file that its points stand in
 * @param names of the landmarks, in the order of the files, each once, at least one
 * @param marks by case, as the file has them
 * @param yFromBottom whether their y counts from the lower edge of the image
 */
public record LandmarkDataset(
    Dataset dataset, List<String> names, Map<String, Marks> marks, boolean yFromBottom) {

  /** Points of a case with y from the upper edge. */
  public Marks marks(String name, Image image) {
    Marks its = marks.get(name);
    return yFromBottom ? its.upsideDown(image.height()) : its;
  }

  /**
   * What the files say about one image.
   *
   * @param points in pixels, by name; those that were not set are missing
   * @param pixelSize side of a pixel in mm where the table gives it
   */
  public record Marks(Map<String, Landmark> points, OptionalDouble pixelSize) {

    /**
     * The same points counted from the other edge: the lowest row of pixels becomes the first.
     *
     * @param height of the image in pixels
     */
    public Marks upsideDown(int height) {
      Map<String, Landmark> turned = new LinkedHashMap<>();
      points.forEach((name, p) -> turned.put(name, Landmark.at(p.x(), height - 1 - p.y())));
      return new Marks(turned, pixelSize);
    }
  }

  /**
   * @param source file or folder, for the message
   * @throws RobustJException if all points lie in the first pixel, and not in its middle: then they
   *     are shares of the image's width and height
   */
  public static void requirePixels(Object source, Collection<Marks> all) {
    List<Landmark> points = all(all);
    boolean shares = !points.isEmpty() && points.stream().allMatch(LandmarkDataset::isShare);
    if (shares && points.stream().anyMatch(p -> p.x() % 1 != 0 || p.y() % 1 != 0))
      throw new RobustJException(
          "All landmarks in %s lie in 0 to 1, but pixels were expected; if they are shares of the width and height, multiply x by the width and y by the height and subtract .5."
              .formatted(source));
  }

  /** A line if points lie exactly where nobody sets one; empty else. */
  public static List<String> corners(Collection<Marks> all) {
    List<Landmark> points = all(all);
    long corner = points.stream().filter(p -> p.x() == 0 && p.y() == 0).count();
    if (corner == 0) return List.of();
    return List.of(
        "%d of %d landmarks lie at exactly (0, 0) and are learned there; leave their cells empty if they were not set"
            .formatted(corner, points.size()));
  }

  private static List<Landmark> all(Collection<Marks> all) {
    return all.stream().flatMap(marks -> marks.points().values().stream()).toList();
  }

  private static boolean isShare(Landmark point) {
    return point.x() >= 0 && point.x() <= 1 && point.y() >= 0 && point.y() <= 1;
  }
}
