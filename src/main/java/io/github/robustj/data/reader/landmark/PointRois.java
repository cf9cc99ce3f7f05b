package io.github.robustj.data.reader.landmark;

import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.reader.RoiFiles;
import io.github.robustj.error.Excerpt;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Landmarks as ImageJ's point ROIs. A ROI of one point is the landmark of the ROI's name; one of
 * several points is the landmarks {@code NAME 1}, {@code NAME 2} and so on.
 */
public final class PointRois {

  private PointRois() {}

  /**
   * @param rois of which those that are no points are passed over
   * @param source for messages: a file or a title
   * @throws RobustJException if a point has no name, or two have the same
   */
  public static Map<String, Landmark> points(List<Roi> rois, Object source) {
    Map<String, Landmark> points = new LinkedHashMap<>();
    for (Roi roi : rois) {
      if (!(roi instanceof PointRoi)) continue;
      FloatPolygon places = roi.getFloatPolygon();
      for (int i = 0; i < places.npoints; i++) {
        String name = places.npoints == 1 ? name(roi, source) : name(roi, source) + " " + (i + 1);
        if (points.put(name, Landmark.at(places.xpoints[i], places.ypoints[i])) != null)
          throw new RobustJException(
              "%s has two points named %s; each landmark has one."
                  .formatted(source, Excerpt.of(name)));
      }
    }
    return points;
  }

  /**
   * The points of a {@code .roi} file or a {@code .zip} of them.
   *
   * @throws RobustJException also if the file cannot be read or has no point
   */
  static Map<String, Landmark> read(Path file) {
    List<Roi> rois = RoiFiles.read(file);
    RoiFiles.requireOne(rois, file);
    Map<String, Landmark> points = points(rois, file);
    if (!points.isEmpty()) return points;
    throw new RobustJException(
        "%s has no point; save the landmarks as point ROIs, each with its name.".formatted(file));
  }

  private static String name(Roi roi, Object source) {
    return RoiFiles.name(roi)
        .orElseThrow(
            () ->
                new RobustJException(
                    "%s has a point without a name; name each point ROI as its landmark (ROI Manager > Rename, or Edit > Selection > Properties)."
                        .formatted(source)));
  }
}
