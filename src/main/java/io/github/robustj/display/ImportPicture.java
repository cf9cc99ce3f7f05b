package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import io.github.robustj.data.Image;
import io.github.robustj.task.Prediction;
import java.util.ArrayList;
import java.util.List;

/**
 * What a network of another program makes of an image, side by side, so that one sees whether it
 * was connected and normalised as it should be: the image, of a segmentation the probability of the
 * class that wins, and the outlines on the image.
 */
public final class ImportPicture {

  private ImportPicture() {}

  /**
   * The slice with most to see.
   *
   * @param seen in the image
   * @param view of the same
   */
  public static ImagePlus of(Image image, Prediction seen, PredictionView view) {
    int slice = view.fullest();
    List<Panel> panels = new ArrayList<>();
    panels.add(new Panel("image", at(Images.of(image), slice), new Overlay()));
    if (seen instanceof Prediction.Masks masks) {
      ImagePlus score = at(Images.of(masks.score()), slice);
      score.setDisplayRange(0, 1);
      panels.add(new Panel("probability of the class\nblack 0, white 1", score, new Overlay()));
    }
    panels.add(new Panel("what it finds", at(Images.of(image), slice), view.rois()));
    String title = image.name() + ", imported network";
    return Canvas.image(title, Panels.draw(panels, panels.size()));
  }

  private static ImagePlus at(ImagePlus image, int slice) {
    image.setPosition(1, slice, 1);
    return image;
  }
}
