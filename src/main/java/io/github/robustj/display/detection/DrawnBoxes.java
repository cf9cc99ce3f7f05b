package io.github.robustj.display.detection;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.reader.box.BoxRois;
import io.github.robustj.display.Overlays;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The boxes that users have drawn in an image's overlay: rectangles and other areas. */
public final class DrawnBoxes {

  private DrawnBoxes() {}

  /**
   * All of them, slice by slice; a ROI without a position is in every slice.
   *
   * @throws io.github.robustj.error.RobustJException if one has no name
   */
  public static Boxes of(ImagePlus image) {
    return inSlices(image, List.of(Overlays.drawn(image).toArray()));
  }

  /** Those that are called as one of the classes; others are passed over. */
  public static Boxes of(ImagePlus image, List<String> classes) {
    List<Roi> named =
        Stream.of(Overlays.drawn(image).toArray())
            .filter(roi -> isOneOf(roi, Set.copyOf(classes)))
            .toList();
    return inSlices(image, named);
  }

  private static boolean isOneOf(Roi roi, Set<String> classes) {
    if (roi.getProperty(BoxRois.CLASS) != null)
      return classes.contains(roi.getProperty(BoxRois.CLASS));
    String name = roi.getName() == null ? "" : roi.getName().strip();
    return classes.contains(name) || classes.contains(name.replaceFirst("-\\d+$", ""));
  }

  private static Boxes inSlices(ImagePlus image, List<Roi> rois) {
    List<List<BoxedObject>> slices = new ArrayList<>();
    for (int slice = 1; slice <= image.getStackSize() / image.getNChannels(); slice++) {
      List<Roi> here = new ArrayList<>();
      for (Roi roi : rois)
        if (Overlays.slice(roi) == 0 || Overlays.slice(roi) == slice) here.add(roi);
      slices.add(BoxRois.objects(here, "The image " + image.getTitle()));
    }
    return new Boxes(slices);
  }
}
