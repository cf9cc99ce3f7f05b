package io.github.robustj.display;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import io.github.robustj.data.Annotation.Mask;
import io.github.robustj.data.LabelClass;
import io.github.robustj.error.RobustJException;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import net.imglib2.img.array.ArrayImgs;

/** Masks from what a user has outlined. */
public final class RoiMasks {

  private RoiMasks() {}

  /**
   * The mask that area ROIs describe. A ROI belongs to the class that has its name (upper or lower
   * case, with or without a counter such as {@code -2} that ImageJ adds), else to that whose label
   * value is its name, else to that whose label value is its group. Where ROIs overlap the later
   * one wins, one named as the background clears. Parts outside the image are cut off, a ROI at
   * slice position 0 fills all slices. No ROI gives a mask of background.
   *
   * @throws RobustJException if a ROI has no class, no area or a slice that the image has not
   */
  public static Mask fromOverlay(
      Overlay overlay, int width, int height, int slices, List<LabelClass> classes) {
    int[] labels = new int[Math.multiplyExact(width * height, slices)];
    for (int i = 0; i < overlay.size(); i++) {
      Roi roi = overlay.get(i);
      String name = roi.getName() == null ? "without a name, number " + (i + 1) : roi.getName();
      int value = classOf(roi, name, classes).value();
      if (!roi.isArea())
        throw new RobustJException(
            "The ROI " + name + " encloses no area; outline the structure with an area selection.");
      int position = position(roi, name, slices);
      for (int slice = 0; slice < slices; slice++)
        if (position == 0 || position == slice + 1)
          fill(roi, value, new Target(labels, slice * width * height, width, height));
    }
    return new Mask(ArrayImgs.ints(labels, width, height, slices));
  }

  /**
   * 1 inside an area selection and 0 outside, the same in every slice. Parts outside the image are
   * cut off.
   */
  public static Mask ofSelection(Roi selection, int width, int height, int slices) {
    int[] labels = new int[Math.multiplyExact(width * height, slices)];
    for (int slice = 0; slice < slices; slice++)
      fill(selection, 1, new Target(labels, slice * width * height, width, height));
    return new Mask(ArrayImgs.ints(labels, width, height, slices));
  }

  private static LabelClass classOf(Roi roi, String name, List<LabelClass> classes) {
    return first(classes, c -> c.name().equalsIgnoreCase(name.strip()))
        .or(() -> first(classes, c -> c.name().equalsIgnoreCase(withoutCounter(name))))
        .or(() -> first(classes, c -> Objects.equals("" + c.value(), name.strip())))
        .or(() -> first(classes, c -> c.value() > 0 && c.value() == roi.getGroup()))
        .orElseThrow(
            () ->
                new RobustJException(
                    "The ROI "
                        + name
                        + " is none of the classes "
                        + Labels.describe(classes)
                        + "; rename it to one of them or remove it from the overlay."));
  }

  private static Optional<LabelClass> first(List<LabelClass> classes, Predicate<LabelClass> test) {
    return classes.stream().filter(test).findFirst();
  }

  private static String withoutCounter(String name) {
    return name.strip().replaceFirst("-\\d+$", "");
  }

  private static int position(Roi roi, String name, int slices) {
    if (roi.hasHyperStackPosition() && roi.getZPosition() > 1 && roi.getTPosition() > 1)
      throw new RobustJException(
          "The ROI " + name + " belongs to a slice of a later frame; give an image of one frame.");
    int position = Overlays.slice(roi);
    if (position > slices)
      throw new RobustJException(
          "The ROI " + name + " stands in slice " + position + " of " + slices + "; move it.");
    return position;
  }

  /** One slice within the labels of all. */
  private record Target(int[] labels, int offset, int width, int height) {}

  private static void fill(Roi roi, int value, Target target) {
    Rectangle box = roi.getBounds();
    Rectangle inside = box.intersection(new Rectangle(target.width(), target.height()));
    ImageProcessor mask = roi.getMask();
    for (int y = inside.y; y < inside.y + inside.height; y++) {
      int row = target.offset() + y * target.width();
      if (mask == null)
        Arrays.fill(target.labels(), row + inside.x, row + inside.x + inside.width, value);
      else
        for (int x = inside.x; x < inside.x + inside.width; x++)
          if (mask.get(x - box.x, y - box.y) != 0) target.labels()[row + x] = value;
    }
  }
}
