package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.data.Image;
import io.github.robustj.evaluation.Certificate;
import io.github.robustj.file.Table;

/** A certificate as a table and as a picture. */
public final class CertificateView {

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
    return map;
  }
}
