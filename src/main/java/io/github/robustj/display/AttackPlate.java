package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Image;
import io.github.robustj.task.Reach;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The plate that shows what attacks do to an image: in each row the clean image, the perturbation,
 * the adversarial image, and below all a legend.
 *
 * @param title of the picture
 * @param rows at least one
 * @param slice to show, counted from 1
 * @param keys of the legend
 */
record AttackPlate(String title, List<Row> rows, int slice, List<Legend.Key> keys) {

  /**
   * One attack.
   *
   * @param model its name
   */
  record Row(String model, Image adversarial, Image perturbation, Seen clean, Seen attacked) {}

  /**
   * What the model sees in an image.
   *
   * @param caption a short line
   */
  record Seen(String caption, Overlay overlay) {

    /** The same, saying whether a target was reached, if there was one. */
    Seen saying(Reach reach) {
      return reach.isGiven() ? new Seen(caption + ", " + reach.inWords(), overlay) : this;
    }
  }

  /** The colours of the perturbations mean the same in all rows. */
  ImagePlus draw() {
    double limit =
        rows.stream()
            .mapToDouble(r -> PerturbationImage.limit(r.perturbation, slice - 1, slice))
            .max()
            .orElseThrow();
    List<Panel> panels = new ArrayList<>();
    for (Row row : rows) panels.addAll(panels(row, limit));
    BufferedImage plate = Panels.draw(panels, 3);
    Legend legend = new Legend("", keys, Panels.GAP, Panels.GROUND, Color.WHITE);
    BufferedImage band = legend.draw(plate.getWidth());
    return new ImagePlus(title, Canvas.column(List.of(plate, band), Panels.GROUND));
  }

  /**
   * @param limit the perturbation that has the colour map's full colours
   */
  private List<Panel> panels(Row row, double limit) {
    Image cleanImage = Planes.difference(row.adversarial, row.perturbation);
    ImagePlus clean = Images.of(cleanImage);
    ImagePlus adversarial = Images.of(row.adversarial, cleanImage);
    ImagePlus perturbation = PerturbationImage.of(row.model, row.perturbation, limit);
    for (ImagePlus image : List.of(clean, perturbation, adversarial))
      image.setPosition(1, slice, 1);
    ChangedPlaces places = ChangedPlaces.of(row.perturbation, slice - 1);
    double span = clean.getDisplayRangeMax() - clean.getDisplayRangeMin();
    return List.of(
        new Panel(row.model + ", clean\n" + row.clean.caption, clean, row.clean.overlay),
        new Panel(
            "perturbation × "
                + factor(span / (2 * limit))
                + "\nblue darker, red brighter"
                + places.inWords(),
            perturbation,
            places.rings()),
        new Panel(
            row.model + ", attacked\n" + row.attacked.caption, adversarial, row.attacked.overlay));
  }

  /** How much more the colours spread a change than the grey levels beside them. */
  private static String factor(double factor) {
    return String.format(Locale.ROOT, factor < 10 ? "%.1f" : "%.0f", factor);
  }
}
