package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.display.AttackPlate.Row;
import io.github.robustj.display.AttackPlate.Seen;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.job.LandmarkAttackResult;
import io.github.robustj.job.LandmarkPrediction;
import io.github.robustj.metric.RadialErrors;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What an attack does to landmarks, in one picture: the clean image, the perturbation, the
 * adversarial image, at the resolution of the network; on the images what the model finds, in a
 * colour per landmark, with a white line from where it should be. Of a stack the first slice is
 * shown; the errors are means over all landmarks of it.
 */
public final class LandmarkPicture {

  private LandmarkPicture() {}

  /**
   * @param image that was attacked, in whose pixels the result's points are
   */
  public static ImagePlus of(String title, String model, LandmarkAttackResult result, Image image) {
    Row row =
        new Row(
            model,
            result.adversarial(),
            result.perturbation(),
            new Seen(error(result, ClassChange::before), overlay(result, result.clean(), image)),
            new Seen(error(result, ClassChange::after), overlay(result, result.attacked(), image))
                .saying(result.reach()));
    return new AttackPlate(title, List.of(row), 1, keys(result)).draw();
  }

  private static Overlay overlay(
      LandmarkAttackResult result, LandmarkPrediction prediction, Image image) {
    Image shown = result.adversarial();
    Landmarks found = prediction.landmarks().in(shown, image.width(), image.height());
    Landmarks truth = result.truth().in(shown, image.width(), image.height());
    return Overlays.together(
        LandmarkOverlay.errors(found, truth, shown, ContourStyle.PREDICTION),
        LandmarkOverlay.of(found, shown, ContourStyle.PREDICTION));
  }

  private static String error(LandmarkAttackResult result, ToDoubleFunction<ClassChange> distance) {
    int shown = result.truth().slices().get(0).size();
    double mean =
        RadialErrors.mean(result.changes().stream().limit(shown).mapToDouble(distance).toArray());
    String unit = result.truth().calibration().unit();
    return Double.isNaN(mean)
        ? "no landmark"
        : String.format(Locale.ROOT, "mean radial error %.1f %s", mean, unit);
  }

  private static List<Legend.Key> keys(LandmarkAttackResult result) {
    List<Legend.Key> keys = new ArrayList<>();
    for (String name : result.clean().landmarks().slices().get(0).keySet())
      keys.add(new Legend.Key(name, ClassColors.foreground(keys.size())));
    String from = result.truthGiven() ? "from the truth" : "from where it was found";
    keys.add(new Legend.Key(from, Color.WHITE));
    return keys;
  }
}
