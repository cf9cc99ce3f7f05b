package io.github.robustj.display.detection;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.display.ContourStyle;
import io.github.robustj.display.DetectionOverlay;
import io.github.robustj.display.Overlays;
import io.github.robustj.task.Prediction;
import java.util.Optional;

/**
 * The objects of an image that reach the thresholds, in its overlay. Where there is a truth, or
 * users have drawn boxes under the names of the classes, it tells what is right, wrong and missed.
 */
public final class ShownDetection {

  private ShownDetection() {}

  /**
   * Replaces what an earlier prediction has put on the image, and keeps all objects with it.
   *
   * @return with only the objects shown
   */
  public static Prediction.Objects put(ImagePlus image, StoredDetection found) {
    Prediction.Objects shown = found.thresholds().of(found.prediction());
    Overlays.put(image, ContourStyle.PREDICTION.prefix(), overlay(image, shown, found.truth()));
    found.keep(image);
    return shown;
  }

  private static Overlay overlay(ImagePlus image, Prediction.Objects shown, Optional<Boxes> truth) {
    DetectionOverlay overlay =
        new DetectionOverlay(
            shown.classes(), shown.width(), shown.height(), ContourStyle.PREDICTION);
    return truth
        .or(() -> drawn(image, shown))
        .map(known -> overlay.of(shown.found(), known))
        .orElseGet(() -> overlay.of(shown.found()));
  }

  /** Nothing where users have drawn nothing. */
  private static Optional<Boxes> drawn(ImagePlus image, Prediction.Objects shown) {
    return Optional.of(DrawnBoxes.of(image, shown.classes()))
        .filter(boxes -> !boxes.all().isEmpty())
        .filter(boxes -> boxes.slices().size() == shown.found().slices().size());
  }
}
