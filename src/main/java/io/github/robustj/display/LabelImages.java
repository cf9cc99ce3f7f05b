package io.github.robustj.display;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import io.github.robustj.task.Prediction;
import java.awt.Color;
import java.util.List;
import java.util.Map;

/**
 * Masks as label images: the pixel value is the label value, 0 is background and black, classes
 * have the colours of their contours. 8 bit, or 16 bit where a class has a value above 255.
 */
public final class LabelImages {

  private static final int LARGEST = 65535;

  private LabelImages() {}

  /** The predicted mask. */
  public static ImagePlus of(Prediction.Masks prediction) {
    return of(LabelledImage.of(prediction));
  }

  /**
   * A mask as label image, titled {@code <image>-labels}. The depth and the colours depend on the
   * classes alone, so that all images of one model look alike.
   *
   * @throws RobustJException if the mask holds a value of no class, or a class has a value that 16
   *     bits do not hold
   */
  public static ImagePlus of(LabelledImage labelled) {
    Mask mask = labelled.mask();
    List<LabelClass> classes = labelled.classes();
    int largest = largestValue(classes);
    ImageStack stack = new ImageStack(Planes.width(mask), Planes.height(mask));
    for (int slice = 0; slice < Planes.slices(mask); slice++) {
      int[] labels = Labels.checked(mask, slice, classes);
      stack.addSlice(null, largest <= 255 ? bytes(labels) : shorts(labels));
    }
    ImagePlus image = new ImagePlus(labelled.image() + "-labels", stack);
    image.setCalibration(Images.calibration(labelled.calibration()));
    int whitest = largest <= 255 ? 255 : largest;
    image.setLut(lut(ClassColors.of(classes), whitest));
    image.setDisplayRange(0, whitest);
    return image;
  }

  private static int largestValue(List<LabelClass> classes) {
    int largest = 0;
    for (LabelClass c : classes) {
      if (c.value() < 0 || c.value() > LARGEST)
        throw new RobustJException(
            "The class "
                + c.name()
                + " has the label value "
                + c.value()
                + ", but a label image holds 0 to 65535; renumber the labels.");
      largest = Math.max(largest, c.value());
    }
    return largest;
  }

  /** Black but for the classes. */
  private static LUT lut(Map<Integer, Color> colors, int whitest) {
    byte[][] rgb = new byte[3][256];
    colors.forEach(
        (value, color) -> {
          // The entry with which ImageJ shows this value in a display range of 0 to whitest.
          int entry = Math.min(255, (int) (value * 256.0 / (whitest + 1) + .5));
          rgb[0][entry] = (byte) color.getRed();
          rgb[1][entry] = (byte) color.getGreen();
          rgb[2][entry] = (byte) color.getBlue();
        });
    return new LUT(rgb[0], rgb[1], rgb[2]);
  }

  private static byte[] bytes(int[] labels) {
    byte[] pixels = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) pixels[i] = (byte) labels[i];
    return pixels;
  }

  private static short[] shorts(int[] labels) {
    short[] pixels = new short[labels.length];
    for (int i = 0; i < labels.length; i++) pixels[i] = (short) labels[i];
    return pixels;
  }
}
