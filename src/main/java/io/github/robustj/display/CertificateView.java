package io.github.robustj.display;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageCanvas;
import io.github.robustj.data.Image;
import io.github.robustj.evaluation.Certificate;
import io.github.robustj.file.Table;

/** A certificate as a table and as a picture. */
public final class CertificateView {

  /** Pixels of the screen that a small image is shown across at least. */
  private static final int LEGIBLE = 250;

  private CertificateView() {}

  /**
   * One row per case and class: {@code case, class, certified_dice, smoothed_dice} and, of all
   * classes together, {@code certified_pixels, correct_pixels, abstained_pixels}, shares, and the
   * {@code radius}; see {@link Certificate.OfCase}.
   */
  public static Table table(Certificate certificate) {
    Table table =
        new Table(
            "case",
            "class",
            "certified_dice",
            "smoothed_dice",
            "certified_pixels",
            "correct_pixels",
            "abstained_pixels",
            "radius");
    for (Certificate.OfCase of : certificate.cases())
      of.certifiedDice()
          .forEach(
              (name, dice) ->
                  table.add(
                      of.name(),
                      name,
                      dice,
                      of.smoothedDice().get(name),
                      of.certified(),
                      of.correct(),
                      1 - of.certified(),
                      certificate.radius()));
    return table;
  }

  /** Where a case is certified, in 32 bit: the radius, 0 where pixels abstain. */
  public static ImagePlus map(Image radii, double radius) {
    ImagePlus map = Images.of(radii);
    map.setTitle("Certified radius of " + radii.name());
    map.setDisplayRange(0, radius);
    map.setSlice(fullest(map.getStack()));
    return map;
  }

  /** The slice of which most is certified, counted from 1. */
  private static int fullest(ImageStack slices) {
    int fullest = 1;
    double most = -1;
    for (int slice = 1; slice <= slices.size(); slice++) {
      double mean = slices.getProcessor(slice).getStats().mean;
      if (mean > most) fullest = slice;
      most = Math.max(most, mean);
    }
    return fullest;
  }

  /** Opens a map so large that single pixels of a small image can be seen. */
  public static void show(ImagePlus map) {
    map.show();
    ImageCanvas canvas = map.getCanvas();
    if (canvas == null) return;
    int width = map.getWidth();
    while (width * canvas.getMagnification() < LEGIBLE) {
      double before = canvas.getMagnification();
      canvas.zoomIn(0, 0);
      if (canvas.getMagnification() <= before) return;
    }
  }
}
