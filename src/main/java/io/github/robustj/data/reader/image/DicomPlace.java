package io.github.robustj.data.reader.image;

import io.github.robustj.data.Calibration;
import io.github.robustj.data.World;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The size of a DICOM image's pixels and where they lie.
 *
 * @param calibration in mm; pixels where there is no size
 * @param world in the directions of NIfTI: DICOM counts to the left and back, NIfTI to the right
 *     and front
 * @param notes for the log
 */
record DicomPlace(Calibration calibration, World world, List<String> notes) {

  private static final int SPACING = 0x00280030;
  private static final int DETECTOR_SPACING = 0x00181164;
  private static final int THICKNESS = 0x00180050;
  private static final int DISTANCE = 0x00180088;

  /** Of the mean distance, by which one may differ, and what rounding makes of positions in mm. */
  private static final double UNEVEN = .01;

  private static final double ROUNDING = 5e-3;

  /**
   * @throws RobustJException if frames have pixels of different sizes
   */
  static DicomPlace of(Path file, DicomTags tags, DicomFrames frames) {
    List<String> notes = new ArrayList<>();
    if (!frames.note().isEmpty()) notes.add(frames.note());
    double[] sides = tags.numbers(tags.has(SPACING) ? SPACING : DETECTOR_SPACING);
    if (tags.several(SPACING))
      throw new RobustJException(
          "%s has frames with pixels of different sizes, but the slices of one stack were expected; save each stack as a file of its own."
              .formatted(file));
    boolean known = sides.length > 0 && size(sides[0]) && size(sides[sides.length - 1]);
    if (!known) return new DicomPlace(Calibration.PIXELS, World.UNKNOWN, notes);
    double y = sides[0];
    double x = sides.length > 1 ? sides[1] : y;
    boolean even = isEven(frames);
    double z = distance(tags, frames, even, notes);
    Calibration size = new Calibration(x, y, z, "mm");
    boolean placed = even && !frames.positions().isEmpty();
    World world = placed ? new World(affine(file, frames, size), size) : World.of(size);
    return new DicomPlace(size, world, notes);
  }

  private static double distance(
      DicomTags tags, DicomFrames frames, boolean even, List<String> notes) {
    int n = frames.distances().length;
    if (n > 1 && even) return frames.distances()[n - 1] / (n - 1);
    if (n > 1) {
      notes.add("Its slices are not equally far apart, as if some were missing.");
      return 0;
    }
    double[] distance = tags.numbers(DISTANCE);
    if (distance.length > 0 && size(Math.abs(distance[0])) && !tags.several(DISTANCE))
      return Math.abs(distance[0]);
    double[] thickness = tags.numbers(THICKNESS);
    if (thickness.length == 0 || !size(thickness[0]) || tags.several(THICKNESS)) return 0;
    if (frames.order().length > 1)
      notes.add(
          "The distance of its slices is not stated; their thickness, %s mm, was taken for it."
              .formatted(thickness[0]));
    return thickness[0];
  }

  private static boolean size(double value) {
    return value > 0 && Double.isFinite(value);
  }

  /** Whether the slices lie on one line at equal distances. */
  private static boolean isEven(DicomFrames frames) {
    double[] along = frames.distances();
    int last = along.length - 1;
    if (last < 2) return true;
    double most = Math.max(ROUNDING, UNEVEN * along[last] / last);
    for (int i = 1; i < last; i++) {
      if (Math.abs(along[i] - along[last] * i / last) > most) return false;
      if (frames.positions().isEmpty()) continue;
      for (int axis = 0; axis < 3; axis++) {
        double from = frames.positions().get(0)[axis];
        double to = frames.positions().get(last)[axis];
        double here = frames.positions().get(i)[axis];
        if (Math.abs(here - from - (to - from) * i / last) > most) return false;
      }
    }
    return true;
  }

  private static List<Double> affine(Path file, DicomFrames frames, Calibration size) {
    double[] plane = frames.plane();
    double[] normal = DicomFrames.normal(file, plane);
    double[] first = frames.positions().get(0);
    int last = frames.positions().size() - 1;
    double[] end = frames.positions().get(last);
    double thick = size.isFlat() ? 1 : size.z();
    List<Double> affine = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      double sign = row < 2 ? -1 : 1;
      affine.add(sign * plane[row] * size.x());
      affine.add(sign * plane[3 + row] * size.y());
      affine.add(sign * (last > 0 ? (end[row] - first[row]) / last : normal[row] * thick));
      affine.add(sign * first[row]);
    }
    return affine;
  }
}
