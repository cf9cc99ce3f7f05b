package io.github.robustj.data;

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
}
