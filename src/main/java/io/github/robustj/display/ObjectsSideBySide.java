package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.display.AttackPlate.Row;
import io.github.robustj.display.AttackPlate.Seen;
import io.github.robustj.job.DetectionAttackResult;
import io.github.robustj.job.DetectionPrediction;
import io.github.robustj.metric.Matches;
import io.github.robustj.metric.ObjectsInImage;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an attack does to the objects that a model sees, in one picture. There is a row per model,
 * each attacked on its own: the clean image, the perturbation, the adversarial image; boxes in the
 * colours of the classes, thick where there is nothing of the kind, white where an object was
 * missed. The numbers below an image are those of the whole image.
 */
public final class ObjectsSideBySide {

  /** What else the lines of boxes beside a truth mean. */
  static final List<Legend.Key> COMPARED =
      List.of(
          new Legend.Key("missed", Color.WHITE),
          new Legend.Key("thick line: found, but not there", Color.GRAY, 6));

  private ObjectsSideBySide() {}

  /**
   * @param results of the same image, by the name of the model, in the order of the rows; at least
   *     one
   * @param slice to show, counted from 1
   */
  public static ImagePlus of(String title, Map<String, DetectionAttackResult> results, int slice) {
    List<Row> rows = new ArrayList<>();
    results.forEach((model, result) -> rows.add(row(model, result)));
    return new AttackPlate(title, rows, slice, keys(results.values().iterator().next())).draw();
  }

  /** The slice, counted from 1, with most objects of the truth. */
  public static int fullest(DetectionAttackResult result) {
    int fullest = 1;
    List<List<BoxedObject>> slices = result.truth().slices();
    for (int z = 0; z < slices.size(); z++)
      if (slices.get(z).size() > slices.get(fullest - 1).size()) fullest = z + 1;
    return fullest;
  }

  private static Row row(String model, DetectionAttackResult result) {
    return new Row(
        model,
        result.adversarial(),
        result.perturbation(),
        seen(AttackedObjects.beforeInAdversarial(result)),
        seen(AttackedObjects.after(result)).saying(result.reach()));
  }

  private static Seen seen(StoredDetection seen) {
    DetectionPrediction shown = seen.thresholds().of(seen.prediction());
    Boxes found = shown.found();
    DetectionOverlay overlay =
        new DetectionOverlay(
            shown.classes(), shown.width(), shown.height(), ContourStyle.PREDICTION);
    return seen.truth()
        .map(truth -> new Seen(numbers(found, truth), overlay.of(found, truth)))
        .orElseGet(() -> new Seen(found.all().size() + " objects", overlay.of(found)));
  }

  private static String numbers(Boxes found, Boxes truth) {
    int right = 0;
    int wrong = 0;
    for (int z = 0; z < truth.slices().size(); z++) {
      ObjectsInImage slice = new ObjectsInImage(truth.slices().get(z), found.slices().get(z));
      Matches matches = Matches.of(slice, DetectionOverlay.IOU);
      right += matches.right().size();
      wrong += matches.wrong().size();
    }
    return "%d of %d found, %d false".formatted(right, truth.all().size(), wrong);
  }

  private static List<Legend.Key> keys(DetectionAttackResult result) {
    List<Legend.Key> keys = new ArrayList<>();
    for (String name : result.clean().classes())
      keys.add(new Legend.Key(name, ClassColors.foreground(keys.size())));
    keys.addAll(COMPARED);
    return keys;
  }
}
