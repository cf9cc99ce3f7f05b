package io.github.robustj.task;

import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.Image;
import io.github.robustj.metric.CocoMatching;
import io.github.robustj.metric.ObjectsInImage;
import io.github.robustj.model.DifferentiableModel;
import io.github.robustj.tensor.Tensor;
import java.util.List;

/**
 * What all tasks have in common that find objects, whether they draw boxes around them or outlines:
 * how they are scored, and what suits their trainings.
 */
public interface ObjectTask extends Task<Boxes> {

  /** Side in pixels. */
  int LARGEST_PATCH = 512;

  int DEPTH = 4;

  /** What a loss takes from a score at most, where an attack compares images. */
  double TIE = 1e-4;

  /** Names of the classes of objects, in the order of the network's outputs. */
  List<String> classes();

  /**
   * How its objects are found part by part.
   *
   * @param height,width of the image as the network sees it
   */
  ObjectSeeds seeds(int height, int width);

  @Override
  ObjectReading reading(Image image, int width, int height);

  /** Whether objects have outlines, which become labels. */
  default boolean hasOutlines() {
    return false;
  }

  @Override
  default boolean seesWholeImages() {
    return true;
  }

  @Override
  default DifferentiableModel tiled(DifferentiableModel network, int tile) {
    return new CellTiles(network, tile, stride(), this::loss);
  }

  @Override
  default double usualTolerance() {
    return .5;
  }

  /**
   * Objects are lost to smaller perturbations than regions. Short epochs of small data sets would
   * be scored longer than they are learned.
   */
  @Override
  default TrainingDefaults trainingDefaults() {
    return new TrainingDefaults(1500, 60, .02, 20);
  }

  /** As deep as objects need it: what is larger than the images is in none of them. */
  @Override
  default Geometry geometry(List<Integer> heights, List<Integer> widths, int patch, int depth) {
    return Geometry.of(heights, widths, patch, LARGEST_PATCH, depth > 0 ? depth : DEPTH);
  }

  /** Average precision at IoU .5 over all cases, as it makes sense where images are dense, too. */
  @Override
  default double validationScore(double mean, List<ObjectsInImage> objects) {
    return CocoMatching.precision50(objects, classes());
  }

  /**
   * How badly samples are solved: 1 minus the mean F1 of the classes that they have. Of equal ones
   * the one with the higher loss is worse, by at most a ten-thousandth.
   *
   * @param losses of the samples
   */
  default float[] harms(Tensor outputs, Tensor targets, float[] losses) {
    float[] harm = new float[losses.length];
    for (int i = 0; i < harm.length; i++) {
      double mean =
          score(outputs.slice(i, i + 1), targets.slice(i, i + 1)).values().stream()
              .mapToDouble(f1 -> f1)
              .filter(f1 -> !Double.isNaN(f1))
              .average()
              .orElse(1);
      double loss = Math.max(0, losses[i]);
      harm[i] = (float) (1 - mean - TIE / (1 + loss));
    }
    return harm;
  }

  @Override
  default String scoreName() {
    return "F1 at IoU .5";
  }
}
