package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Image;
import io.github.robustj.job.DetectionAttackResult;
import io.github.robustj.job.DetectionPrediction;
import io.github.robustj.metric.Matches;
import io.github.robustj.metric.ObjectsInImage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an attack does to the objects that a model sees, in one picture. There is a row per model,
 * each attacked on its own: the clean image, the perturbation, the adversarial image; boxes in the
 * colours of the classes, thick where there is nothing of the kind, white where an object was
 * missed. The numbers below an image are those of the whole image.
 */
public final class ObjectsSideBySide {

  private ObjectsSideBySide() {}

  /**
   * @param results of the same image, by the name of the model, in the order of the rows; at least
   *     one
   * @param slice to show, counted from 1
   */
  public static ImagePlus of(String title, Map<String, DetectionAttackResult> results, int slice) {
    double limit =
        results.values().stream()
            .mapToDouble(r -> PerturbationImage.limit(r.perturbation(), slice - 1, slice))
            .max()
            .orElseThrow();
    List<Panel> panels = new ArrayList<>();
    results.forEach((model, result) -> panels.addAll(row(model, result, slice, limit)));
    BufferedImage plate = Panels.draw(panels, 3);
    BufferedImage legend = legend(results.values().iterator().next()).draw(plate.getWidth());
    return new ImagePlus(title, Canvas.column(List.of(plate, legend)));
  }

  /** The slice, counted from 1, with most objects of the truth. */
  public static int fullest(DetectionAttackResult result) {
    int fullest = 1;
    List<List<BoxedObject>> slices = result.truth().slices();
    for (int z = 0; z < slices.size(); z++)
      if (slices.get(z).size() > slices.get(fullest - 1).size()) fullest = z + 1;
    return fullest;
  }

  /**
   * @param limit the perturbation that has the colour map's full colours
   */
  private static List<Panel> row(
      String model, DetectionAttackResult result, int slice, double limit) {
    Image cleanImage = Planes.difference(result.adversarial(), result.perturbation());
    ImagePlus clean = Images.of(cleanImage);
    ImagePlus adversarial = Images.of(result.adversarial(), cleanImage);
    ImagePlus perturbation = PerturbationImage.of(model, result.perturbation(), limit);
    for (ImagePlus image : List.of(clean, perturbation, adversarial))
      image.setPosition(1, slice, 1);
    double span = clean.getDisplayRangeMax() - clean.getDisplayRangeMin();
    return List.of(
        panel(model + ", clean", clean, AttackedObjects.beforeInAdversarial(result)),
        new Panel(
            String.format(
                Locale.ROOT,
                "perturbation × %.0f\nblue darker, red brighter",
                Math.max(1, span / (2 * limit))),
            perturbation,
            new Overlay()),
        panel(model + ", attacked", adversarial, AttackedObjects.after(result)));
  }

  private static Panel panel(String caption, ImagePlus image, StoredDetection seen) {
    DetectionPrediction shown = seen.thresholds().of(seen.prediction());
    DetectionOverlay overlay =
        new DetectionOverlay(
            shown.classes(), shown.width(), shown.height(), ContourStyle.PREDICTION);
    return seen.truth()
        .map(
            truth ->
                new Panel(
                    caption + "\n" + numbers(shown.found(), truth),
                    image,
                    overlay.of(shown.found(), truth)))
        .orElseGet(
            () ->
                new Panel(
                    caption + "\n" + shown.found().all().size() + " objects",
                    image,
                    overlay.of(shown.found())));
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

  private static Legend legend(DetectionAttackResult result) {
    List<Legend.Key> keys = new ArrayList<>();
    for (String name : result.clean().classes())
      keys.add(new Legend.Key(name, ClassColors.foreground(keys.size())));
    keys.add(new Legend.Key("missed (thick line: there is none)", Color.WHITE));
    return new Legend("", keys, Panels.GAP, Panels.GROUND, Color.WHITE);
  }
}
