package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.robustj.error.RobustJException;
import java.awt.Color;
import java.util.Arrays;

/** Puts contours on images beside what users have drawn there. */
public final class Overlays {

  private static final String LAYER = "robustj";

  private Overlays() {}

  /**
   * Adds contours to the image's overlay and takes away the earlier ones of the same prefix, also
   * those read back from a file. Everything else in the overlay stays.
   *
   * @param prefix of the contours' {@link ContourStyle}
   */
  public static void put(ImagePlus image, String prefix, Overlay contours) {
    Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
    // By index: removing a ROI takes away the first that looks the same, which may be the user's.
    for (int i = overlay.size() - 1; i >= 0; i--)
      if (layer(prefix).equals(overlay.get(i).getProperty(LAYER))) overlay.remove(i);
    for (Roi roi : contours) overlay.add(positioned((Roi) roi.clone(), image));
    image.setOverlay(overlay);
  }

  /** What users have drawn: the image's overlay without any contours put there. */
  public static Overlay drawn(ImagePlus image) {
    Overlay own = new Overlay();
    if (image.getOverlay() != null)
      for (Roi roi : image.getOverlay().toArray()) if (roi.getProperty(LAYER) == null) own.add(roi);
    return own;
  }

  /** Makes contours ROIs that somebody has drawn, white as a truth is; their names stay. */
  public static Overlay asDrawn(Overlay contours) {
    for (Roi roi : contours.toArray()) {
      roi.setProperty(LAYER, null);
      roi.setStrokeColor(Color.WHITE);
      roi.setUnscalableStrokeWidth(ContourStyle.TRUTH.width());
    }
    return contours;
  }

  /**
   * What is said where an option asks for what is drawn, and there is nothing of the kind.
   *
   * @param one of them in a word, {@code many} as they are to be named
   */
  public static RobustJException nothing(String option, String one, String many, ImagePlus image) {
    return new RobustJException(
        "The option %s is set, but there is no %s in the overlay of %s; add named %s with B, or leave it out."
            .formatted(option, one, image.getTitle(), many));
  }

  /** The ROIs of several overlays in one, the last on top. */
  public static Overlay together(Overlay... overlays) {
    Overlay all = new Overlay();
    for (Overlay overlay : overlays) Arrays.stream(overlay.toArray()).forEach(all::add);
    return all;
  }

  /** Remembers, also in files, that the ROI is ours and which contours it belongs to. */
  static void mark(Roi roi, String prefix) {
    roi.setProperty(LAYER, layer(prefix));
  }

  /** The slice, or frame, that a ROI stands in, counted from 1; 0 for all. */
  public static int slice(Roi roi) {
    if (!roi.hasHyperStackPosition()) return roi.getPosition();
    return roi.getZPosition() > 0 ? roi.getZPosition() : roi.getTPosition();
  }

  private static Roi positioned(Roi roi, ImagePlus image) {
    int slice = slice(roi);
    if (slice == 0 || !image.isHyperStack()) return roi;
    int[] position = image.convertIndexToPosition((slice - 1) * image.getNChannels() + 1);
    int z = image.getNSlices() > 1 ? position[1] : 0;
    roi.setPosition(0, z, image.getNFrames() > 1 ? position[2] : 0);
    return roi;
  }

  private static String layer(String prefix) {
    return prefix.isEmpty() ? "prediction" : prefix;
  }
}
