package io.github.robustj.job;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.task.detection.DetectionTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The objects that a detection model sees in an image. It holds everything from a low score on, so
 * that the threshold can be moved without another run of the network.
 *
 * @param image the name of the image
 * @param width,height of the image in pixels
 * @param classes the names that the model knows, in the order of its outputs
 * @param found objects of every slice, the surest first, in the image's own pixels, from {@link
 *     #LOWEST_SCORE} on
 * @param threshold the score from which on an object counts, unless the user moves it
 */
public record DetectionPrediction(
    String image, int width, int height, List<String> classes, Boxes found, double threshold) {

  /** What is less sure is not kept. */
  public static final double LOWEST_SCORE = DetectionTask.LOWEST_SCORE;

  public DetectionPrediction {
    classes = List.copyOf(classes);
  }

  /** The same with another threshold. */
  public DetectionPrediction at(double score) {
    return new DetectionPrediction(image, width, height, classes, found, score);
  }

  /** The objects from the threshold on. */
  public Boxes objects() {
    return found.from(threshold);
  }

  /** How many objects of each class, all slices together; 0 for a class that is not seen. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String name : classes) counts.put(name, 0);
    objects().all().forEach(o -> counts.merge(o.name(), 1, Integer::sum));
    return counts;
  }
}
