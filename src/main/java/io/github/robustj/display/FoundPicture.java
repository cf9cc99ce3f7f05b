package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Image;
import java.util.List;

/**
 * What a model finds in an image, as a picture for people: one slice, enlarged where it is small,
 * with outlines, points or boxes in the colours of their classes, a caption, and a legend below.
 */
public final class FoundPicture {

  private FoundPicture() {}

  /**
   * @param slice counted from 1
   * @param words a second line of the caption; empty for none
   */
  public static ImagePlus of(
      Image image, int slice, String words, Overlay overlay, List<Legend.Key> keys) {
    ImagePlus shown = Images.of(image);
    shown.setPosition(1, slice, 1);
    String place = image.slices() > 1 ? ", slice %d of %d".formatted(slice, image.slices()) : "";
    String caption = image.name() + place + (words.isEmpty() ? "" : "\n" + words);
    return Panels.of(image.name(), List.of(new Panel(caption, shown, overlay)), 1, keys);
  }
}
