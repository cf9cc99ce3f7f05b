package io.github.robustj.display.detection;

import ij.ImagePlus;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.job.DetectionJson;
import io.github.robustj.task.Prediction;
import java.util.Optional;

/**
 * What a model has found in an image, kept with the image and in its TIFF file, so that thresholds
 * can be moved later without the model.
 *
 * @param prediction with all objects, also those that are not shown
 * @param thresholds from which on they are shown
 * @param truth to show beside them, in the same pixels; empty where none was given
 */
public record StoredDetection(
    Prediction.Objects prediction, Thresholds thresholds, Optional<Boxes> truth) {

  /** The image property. Its text is one line, as ImageJ's TIFF may keep it. */
  public static final String KEY = "RobustJ detection";

  /** Without a truth. */
  public StoredDetection(Prediction.Objects prediction, Thresholds thresholds) {
    this(prediction, thresholds, Optional.empty());
  }

  /** The same at other thresholds. */
  public StoredDetection at(Thresholds others) {
    return new StoredDetection(prediction, others, truth);
  }

  /** Keeps it with the image, in the place of an earlier one. */
  public void keep(ImagePlus image) {
    DetectionJson json =
        new DetectionJson(
            DetectionJson.FORMAT,
            prediction,
            thresholds.all(),
            thresholds.own(),
            truth.orElse(null));
    image.setProp(KEY, json.text());
  }

  /**
   * What was kept; nothing if no model has been there.
   *
   * @throws io.github.robustj.error.RobustJException if it is damaged
   */
  public static Optional<StoredDetection> of(ImagePlus image) {
    return Optional.ofNullable(image.getProp(KEY))
        .map(text -> DetectionJson.parse(image.getTitle(), text))
        .map(
            json ->
                new StoredDetection(
                    json.prediction(),
                    new Thresholds(json.shown(), json.shownOf()),
                    Optional.ofNullable(json.truth())));
  }
}
