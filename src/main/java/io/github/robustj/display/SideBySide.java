package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Image;
import io.github.robustj.data.LabelClass;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.job.Prediction;
import java.awt.Color;
import java.awt.image.BufferedImage;
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

  /**
   * @param limit the perturbation that has the colour map's full colours
   */
  private static List<Panel> row(String model, AttackResult result, int slice, double limit) {
    Image cleanImage = Planes.difference(result.adversarial(), result.perturbation());
    ImagePlus clean = Images.of(cleanImage);
    ImagePlus adversarial = Images.of(result.adversarial(), cleanImage);
    ImagePlus perturbation = PerturbationImage.of(model, result.perturbation(), limit);
    for (ImagePlus image : List.of(clean, perturbation, adversarial))
      image.setPosition(1, slice, 1);
    double span = clean.getDisplayRangeMax() - clean.getDisplayRangeMin();
    return List.of(
        new Panel(
            model + ", clean\n" + dice(result, ClassChange::before),
            clean,
            contours(result, result.clean())),
        new Panel(
            "perturbation × " + factor(span / (2 * limit)) + "\nblue darker, red brighter",
            perturbation,
            new Overlay()),
        new Panel(
            model + ", attacked\n" + dice(result, ClassChange::after),
            adversarial,
            contours(result, result.attacked())));
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

  /** How much more the colours spread a change than the grey levels beside them. */
  private static String factor(double factor) {
    return String.format(Locale.ROOT, factor < 10 ? "%.1f" : "%.0f", factor);
  }

  private static Legend legend(AttackResult result) {
    List<Legend.Key> keys = new ArrayList<>();
    for (LabelClass c : Labels.foreground(result.clean().classes()))
      keys.add(new Legend.Key(c.name(), ClassColors.foreground(keys.size())));
    String reference = result.truthGiven() ? "truth" : "what the attack moves away from";
    keys.add(new Legend.Key(reference, Color.WHITE));
    return new Legend("", keys, Panels.GAP, Panels.GROUND, Color.WHITE);
  }
}
