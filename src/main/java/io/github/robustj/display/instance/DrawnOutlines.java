package io.github.robustj.display.instance;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.process.FloatPolygon;
import io.github.robustj.data.Annotation.Boxes;
import io.github.robustj.data.BoxedObject;
import io.github.robustj.data.Outline;
import io.github.robustj.display.Overlays;
import io.github.robustj.task.instance.InstanceTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The outlines of objects that users have drawn in an image's overlay: areas of any kind. */
final class DrawnOutlines {

  private DrawnOutlines() {}

  /** All of them, slice by slice; a ROI without a position is in every slice. */
  static Boxes of(ImagePlus image) {
    List<List<BoxedObject>> slices = new ArrayList<>();
    Roi[] rois = Overlays.drawn(image).toArray();
    for (int slice = 1; slice <= image.getStackSize() / image.getNChannels(); slice++) {
      int here = slice;
      slices.add(
          Stream.of(rois)
              .filter(Roi::isArea)
              .filter(roi -> Overlays.slice(roi) == 0 || Overlays.slice(roi) == here)
              .flatMap(roi -> outline(roi).stream())
              .map(outline -> BoxedObject.outlined(InstanceTask.OBJECT, outline))
              .toList());
    }
    return new Boxes(slices);
  }

  private static Optional<Outline> outline(Roi roi) {
    Roi[] parts = roi instanceof ShapeRoi shape ? shape.getRois() : new Roi[] {roi};
    List<double[]> rings =
        Stream.of(parts)
            .map(Roi::getFloatPolygon)
            .filter(p -> p.npoints > 2)
            .map(DrawnOutlines::ring)
            .toList();
    return rings.isEmpty() ? Optional.empty() : Optional.of(new Outline(rings));
  }

  private static double[] ring(FloatPolygon polygon) {
    double[] ring = new double[2 * polygon.npoints];
    for (int i = 0; i < polygon.npoints; i++) {
      ring[2 * i] = polygon.xpoints[i];
      ring[2 * i + 1] = polygon.ypoints[i];
    }
    return ring;
  }
}
