package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Image;
import io.github.robustj.task.Prediction;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a model finds in an image, as a picture for people: one slice, enlarged where it is small,
 * with outlines, points or boxes in the colours of their classes, a caption, and a legend below.
 */
public final class FoundPicture {

  /** What else the lines of boxes beside a truth mean. */
  static final List<Legend.Key> COMPARED =
      List.of(
          new Legend.Key("missed", Color.WHITE),
          new Legend.Key("thick line: found, but not there", Color.GRAY, 6));

  private FoundPicture() {}

  /** The slice with most foreground. */
  public static ImagePlus of(Image image, Prediction.Masks prediction) {
    Overlay outlines =
        Contours.of(prediction.mask(), prediction.classes(), ContourStyle.PREDICTION);
    List<String> names =
        Labels.foreground(prediction.classes()).stream().map(c -> c.name()).toList();
    return draw(image, Slices.fullest(prediction.mask()), "", outlines, AttackView.keys(names));
  }

  /** The first slice with its points. */
  public static ImagePlus of(Image image, Landmarks landmarks) {
    Overlay points =
        LandmarkOverlay.points(LandmarkOverlay.of(landmarks, image, ContourStyle.PREDICTION));
    return draw(image, 1, "", points, AttackView.keys(landmarks.slices().get(0).keySet()));
  }

  /**
   * The first slice with its boxes.
   *
   * @param drawn the boxes, beside a truth where there is one
   */
  public static ImagePlus of(Image image, Prediction.Objects shown, Overlay drawn) {
    String counts =
        shown.counts().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    List<Legend.Key> keys = AttackView.keys(shown.classes());
    if (isCompared(drawn)) keys.addAll(COMPARED);
    return draw(image, 1, counts, drawn, keys);
  }

  private static boolean isCompared(Overlay drawn) {
    for (int i = 0; i < drawn.size(); i++) {
      String name = String.valueOf(drawn.get(i).getName());
      if (name.startsWith("missed ") || name.startsWith("false ")) return true;
    }
    return false;
  }

  private static ImagePlus draw(
      Image image, int slice, String words, Overlay overlay, List<Legend.Key> keys) {
    ImagePlus shown = Images.of(image);
    shown.setPosition(1, slice, 1);
    String place = image.slices() > 1 ? ", slice %d of %d".formatted(slice, image.slices()) : "";
    String caption = image.name() + place + (words.isEmpty() ? "" : "\n" + words);
    BufferedImage plate = Panels.draw(List.of(new Panel(caption, shown, overlay)), 1);
    Legend legend = new Legend("", keys, Panels.GAP, Panels.GROUND, Color.WHITE);
    BufferedImage band = legend.draw(plate.getWidth());
    return new ImagePlus(image.name(), Canvas.column(List.of(plate, band), Panels.GROUND));
  }
}
