package io.github.robustj.data;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A folder of images with named points.
 *
 * @param dataset the cases; the label of each is the file that its points stand in
 * @param names of the landmarks, in the order of the files, each once, at least one
 * @param marks by case
 */
public record LandmarkDataset(Dataset dataset, List<String> names, Map<String, Marks> marks) {

  /**
   * What the files say about one image.
   *
   * @param points in pixels, by name; those that were not set are missing
   * @param pixelSize side of a pixel in mm where the table gives it
   */
  public record Marks(Map<String, Landmark> points, OptionalDouble pixelSize) {}
}
