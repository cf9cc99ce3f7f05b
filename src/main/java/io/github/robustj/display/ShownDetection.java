package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.job.DetectionPrediction;
import java.util.List;

/**
 * The objects of an image that reach the thresholds, in its overlay. Where users have drawn boxes
 * under the names of the classes, it tells what is right, wrong and missed.
 */
public final class ShownDetection {

  private ShownDetection() {}

  /**
   * Replaces what an earlier prediction has put on the image, and keeps all objects with it.
   *
   * @return with only the objects shown
   */
  public static DetectionPrediction put(ImagePlus image, StoredDetection found) {
    DetectionPrediction shown = found.thresholds().of(found.prediction());
    Overlays.put(image, ContourStyle.PREDICTION.prefix(), overlay(image, shown));
    found.keep(image);
    return shown;
  }

  private static Overlay overlay(ImagePlus image, DetectionPrediction shown) {
    List<String> classes = shown.classes();
    DetectionOverlay overlay =
        new DetectionOverlay(classes, shown.width(), shown.height(), ContourStyle.PREDICTION);
    Boxes truth = DrawnBoxes.of(image, classes);
    boolean comparable = truth.slices().size() == shown.found().slices().size();
    return truth.all().isEmpty() || !comparable
        ? overlay.of(shown.found())
        : overlay.of(shown.found(), truth);
  }
}
