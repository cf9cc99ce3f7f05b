package io.github.robustj.display;

import ij.gui.OvalRoi;
import ij.gui.Overlay;
import io.github.robustj.data.Image;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a slice was changed, if that is in so few places that they would be overlooked: single
 * pixels of a large image are averaged away, or are a dot among thousands, in its picture.
 *
 * @param pixels that were changed; 0 where no ring is needed
 * @param rings around them
 */
record ChangedPlaces(int pixels, Overlay rings) {

  private static final ChangedPlaces PLAIN = new ChangedPlaces(0, new Overlay());

  /** Up to this side every pixel is a square of several screen pixels in a picture. */
  private static final int SEEN = 128;

  /** More are a pattern that is seen without. */
  private static final int MOST = 50;

  /** Radius of a ring, as a part of the longer side. */
  private static final double PART = 1 / 60.;

  /** In image pixels. */
  private record Place(double x, double y) {

    boolean isWithin(double distance, double x, double y) {
      return Math.hypot(x - this.x, y - this.y) <= distance;
    }
  }

  /**
   * @param slice counted from 0
   */
  static ChangedPlaces of(Image perturbation, int slice) {
    int longest = Math.max(perturbation.width(), perturbation.height());
    if (longest <= SEEN) return PLAIN;
    double radius = longest * PART;
    boolean[] changed = changed(perturbation, slice);
    List<Place> places = new ArrayList<>();
    int pixels = 0;
    for (int i = 0; i < changed.length; i++) {
      if (!changed[i]) continue;
      pixels++;
      double x = i % perturbation.width() + .5;
      double y = i / perturbation.width() + .5;
      if (places.stream().noneMatch(place -> place.isWithin(radius / 2, x, y)))
        places.add(new Place(x, y));
      if (places.size() > MOST) return PLAIN;
    }
    return new ChangedPlaces(pixels, rings(places, radius));
  }

  /** In any channel. */
  private static boolean[] changed(Image perturbation, int slice) {
    boolean[] changed = new boolean[perturbation.width() * perturbation.height()];
    for (int channel = 0; channel < perturbation.channels(); channel++) {
      float[] changes = perturbation.plane(channel, slice);
      for (int i = 0; i < changes.length; i++) changed[i] |= changes[i] != 0;
    }
    return changed;
  }

  private static Overlay rings(List<Place> places, double radius) {
    Overlay rings = new Overlay();
    for (Place place : places) {
      OvalRoi ring = new OvalRoi(place.x - radius, place.y - radius, 2 * radius, 2 * radius);
      ring.setStrokeColor(Color.BLACK);
      rings.add(ring);
    }
    return rings;
  }

  /** For a caption, as in {@code , 3 changed pixels ringed}; empty where nothing is ringed. */
  String inWords() {
    if (pixels == 0) return "";
    return ", " + pixels + (pixels == 1 ? " changed pixel ringed" : " changed pixels ringed");
  }
}
