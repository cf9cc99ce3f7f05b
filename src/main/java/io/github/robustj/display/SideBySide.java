package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.LabelClass;
import io.github.robustj.display.AttackPlate.Row;
import io.github.robustj.display.AttackPlate.Seen;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.job.Prediction;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What an attack does, in one picture. There is a row per model, each attacked on its own: the
 * clean image, the perturbation, the adversarial image; on the images the outlines of what the
 * model sees (class colours) and of the truth (white). Of several channels that are no RGB picture
 * the first is shown. The Dice below an image is the mean over the classes of the whole image.
 */
public final class SideBySide {

  private SideBySide() {}

  /**
   * @param results of the same image, by the name of the model, in the order of the rows; at least
   *     one
   * @param slice to show, counted from 1
   */
  public static ImagePlus of(String title, Map<String, AttackResult> results, int slice) {
    List<Row> rows = new ArrayList<>();
    results.forEach((model, result) -> rows.add(row(model, result)));
    return new AttackPlate(title, rows, slice, keys(results.values().iterator().next())).draw();
  }

  private static Row row(String model, AttackResult result) {
    return new Row(
        model,
        result.adversarial(),
        result.perturbation(),
        new Seen(dice(result, ClassChange::before), contours(result, result.clean())),
        new Seen(dice(result, ClassChange::after), contours(result, result.attacked()))
            .saying(result.reach()));
  }

  private static Overlay contours(AttackResult result, Prediction prediction) {
    List<LabelClass> classes = prediction.classes();
    return Overlays.together(
        Contours.of(prediction.mask(), classes, ContourStyle.PREDICTION),
        Contours.of(result.truth(), classes, ContourStyle.TRUTH));
  }

  private static String dice(AttackResult result, ToDoubleFunction<ClassChange> score) {
    return result.classes().stream()
        .mapToDouble(score)
        .filter(dice -> !Double.isNaN(dice))
        .average()
        .stream()
        .mapToObj(mean -> String.format(Locale.ROOT, "Dice %.2f", mean))
        .findFirst()
        .orElse("Dice undefined");
  }

  private static List<Legend.Key> keys(AttackResult result) {
    List<Legend.Key> keys = new ArrayList<>();
    for (LabelClass c : Labels.foreground(result.clean().classes()))
      keys.add(new Legend.Key(c.name(), ClassColors.foreground(keys.size())));
    String reference = result.truthGiven() ? "truth" : "what the attack moves away from";
    keys.add(new Legend.Key(reference, Color.WHITE));
    return keys;
  }
}
