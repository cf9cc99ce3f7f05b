package io.github.robustj.display;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.process.FloatProcessor;
import io.github.robustj.data.Image;
import io.github.robustj.task.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
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
   * @param seen in the image, of a segmentation with probabilities
   * @param view of the same
   */
  public static ImagePlus of(Image image, Prediction seen, PredictionView view) {
    int slice = view.fullest();
    List<Panel> panels = new ArrayList<>();
    panels.add(new Panel("image", at(Images.of(image), slice), new Overlay()));
    if (seen instanceof Prediction.Masks masks)
      panels.add(
          new Panel(
              "probability of the class\nblack 0, white 1",
              winner(masks, slice - 1),
              new Overlay()));
    panels.add(new Panel("what it finds", at(Images.of(image), slice), view.rois()));
    String title = image.name() + ", imported network";
    return Canvas.image(title, Panels.draw(panels, panels.size()));
  }

  /**
   * How probable the class is that each pixel has.
   *
   * @param slice counted from 0
   */
  private static ImagePlus winner(Prediction.Masks masks, int slice) {
    Image probabilities = masks.probabilities().orElseThrow();
    float[] most = new float[probabilities.width() * probabilities.height()];
    float[] background = new float[most.length];
    Arrays.fill(background, 1);
    for (int c = 0; c < probabilities.channels(); c++) {
      float[] its = probabilities.plane(c, slice);
      for (int i = 0; i < its.length; i++) {
        most[i] = Math.max(most[i], its[i]);
        background[i] -= its[i];
      }
    }
    for (int i = 0; i < most.length; i++) most[i] = Math.max(most[i], background[i]);
    ImagePlus shown =
        new ImagePlus("", new FloatProcessor(probabilities.width(), probabilities.height(), most));
    shown.setDisplayRange(0, 1);
    return shown;
  }

  private static ImagePlus at(ImagePlus image, int slice) {
    image.setPosition(1, slice, 1);
    return image;
  }
}
