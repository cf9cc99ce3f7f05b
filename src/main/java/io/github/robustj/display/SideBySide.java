package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.data.Image;
import io.github.robustj.data.Preprocessing;
import io.github.robustj.job.AttackResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What attacks do, in one picture. There is a row per model, each attacked on its own: the clean
 * image, the perturbation, the adversarial image, on the images what the model sees and the truth,
 * and below all a legend. Of several channels that are no RGB picture the first is shown.
 */
public final class SideBySide {

  private SideBySide() {}

  /**
   * The slice with most to see, see {@link AttackView#fullest}.
   *
   * @param model its name
   */
  public static ImagePlus of(String title, String model, AttackView view) {
    return of(title, Map.of(model, view), view.fullest());
  }

  /**
   * @param views of the same image, by the name of the model, in the order of the rows; at least
   *     one
   * @param slice to show, counted from 1
   */
  static ImagePlus of(String title, Map<String, AttackView> views, int slice) {
    // The colours of the perturbations mean the same in all rows.
    double limit =
        views.values().stream()
            .map(view -> view.result().perturbation())
            .mapToDouble(p -> PerturbationImage.limit(p, slice - 1, slice))
            .max()
            .orElseThrow();
    List<Panel> panels = new ArrayList<>();
    views.forEach((model, view) -> panels.addAll(panels(model, view, slice, limit)));
    return Panels.of(title, panels, 3, views.values().iterator().next().keys());
  }

  /**
   * @param limit the perturbation that has the colour map's full colours
   */
  private static List<Panel> panels(String model, AttackView view, int slice, double limit) {
    AttackResult result = view.result();
    Image cleanImage = Preprocessing.difference(result.adversarial(), result.perturbation());
    ImagePlus clean = Images.of(cleanImage);
    ImagePlus adversarial = Images.of(result.adversarial(), cleanImage);
    ImagePlus perturbation = PerturbationImage.of(model, result.perturbation(), limit);
    for (ImagePlus image : List.of(clean, perturbation, adversarial))
      image.setPosition(1, slice, 1);
    ChangedPlaces places = ChangedPlaces.of(result.perturbation(), slice - 1);
    double span = clean.getDisplayRangeMax() - clean.getDisplayRangeMin();
    AttackView.Seen before = view.before();
    AttackView.Seen after = view.after();
    String reach = result.reach().isGiven() ? ", " + result.reach().inWords() : "";
    return List.of(
        new Panel(model + ", clean\n" + before.caption(), clean, before.overlay()),
        new Panel(
            "perturbation × "
                + factor(span / (2 * limit))
                + "\nblue darker, red brighter"
                + places.inWords(),
            perturbation,
            places.rings()),
        new Panel(model + ", attacked\n" + after.caption() + reach, adversarial, after.overlay()));
  }

  /** How much more the colours spread a change than the grey levels beside them. */
  private static String factor(double factor) {
    return String.format(Locale.ROOT, factor < 10 ? "%.1f" : "%.0f", factor);
  }
}
