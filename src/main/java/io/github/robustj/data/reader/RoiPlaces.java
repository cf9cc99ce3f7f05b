package io.github.robustj.data.reader;

import ij.gui.PointRoi;
import ij.gui.Roi;
import io.github.robustj.error.RobustJException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** In which slice or frame of a stack ImageJ's ROIs lie. */
public final class RoiPlaces {

  private RoiPlaces() {}

  /**
   * ROIs that were drawn in a stack would all lie upon each other in a single image.
   *
   * @param source file of the ROIs of one image, for the message
   * @throws RobustJException if they lie in different slices or frames
   */
  public static void requireOne(List<Roi> rois, Object source) {
    Set<String> places = new TreeSet<>();
    for (Roi roi : rois) {
      if (roi instanceof PointRoi points && points.size() > 1)
        for (int i = 0; i < points.size(); i++) add(places, points.getPointPosition(i));
      else if (roi.hasHyperStackPosition())
        places.add("Z %d, T %d".formatted(roi.getZPosition(), roi.getTPosition()));
      else add(places, roi.getPosition());
    }
    if (places.size() > 1)
      throw new RobustJException(
          "%s has ROIs in different slices of a stack (%s), but all of one image were expected; save the slices as images of their own, each with its ROIs."
              .formatted(source, String.join("; ", places.stream().limit(3).toList())));
  }

  /** 0 says nothing. */
  private static void add(Set<String> places, int position) {
    if (position > 0) places.add("slice " + position);
  }
}
