package io.github.robustj.data.reader.image;

import io.github.robustj.data.reader.Damage;
import io.github.robustj.error.RobustJException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of a DICOM file's frames as slices: where the file says where each lies (PS3.3, Plane
 * Position) along the normal of their plane, else by the one index in which they differ (Dimension
 * Index Values, or the vectors of nuclear medicine), else as the file has them.
 *
 * @param order for each slice the number of its frame
 * @param positions of the slices' first pixels in mm, of the patient, in that order; empty where
 *     they are not known
 * @param plane the directions of a row and of a column, six numbers; empty where not known
 * @param distances of the slices from the first in mm, in that order; empty where not known
 * @param note for the log; empty if there is nothing to say
 */
record DicomFrames(
    int[] order, List<double[]> positions, double[] plane, double[] distances, String note) {

  private static final int POSITION = 0x00200032;
  private static final int ORIENTATION = 0x00200037;
  private static final int INDEX = 0x00209157;
  private static final int TILED = 0x00480006;
  private static final int OFFSETS = 0x3004000c;

  /** Of energies, detectors, phases, rotations, intervals, times, slices and angles. */
  private static final int[] VECTORS = {
    0x00540010,
    0x00540020,
    0x00540030,
    0x00540050,
    0x00540060,
    0x00540070,
    0x00540080,
    0x00540090,
    0x00540100
  };

  /** In mm; positions are written with few digits. */
  private static final double SAME_PLACE = 1e-3;

  private static final double SAME_DIRECTION = 1e-3;

  private static final String SORTED =
      "Its frames are not stored in the order of their places and were brought into it.";

  /**
   * @throws RobustJException if the frames are not the slices of one stack
   */
  static DicomFrames of(Path file, DicomTags tags, int frames) {
    requireSlices(file, tags, frames);
    boolean each = tags.frames() > 0 || frames == 1;
    List<double[]> positions = each ? vectors(file, tags, POSITION, frames, 3) : List.of();
    List<double[]> planes = each ? vectors(file, tags, ORIENTATION, frames, 6) : List.of();
    if (!positions.isEmpty() && !planes.isEmpty()) return placed(file, positions, planes);
    if (frames == 1) return asStored(1, "");
    double[] offsets = tags.numbers(OFFSETS);
    if (offsets.length == frames) return along(file, offsets);
    List<double[]> indices = tags.frames() > 0 ? vectors(file, tags, INDEX, frames, 0) : List.of();
    if (indices.isEmpty()) indices = indices(tags, frames);
    if (!indices.isEmpty()) return indexed(file, indices);
    return asStored(
        frames,
        "Its frames do not say where they lie; they are taken in the order in which the file has them.");
  }

  private static void requireSlices(Path file, DicomTags tags, int frames) {
    if (tags.has(TILED) && frames > 1)
      throw new RobustJException(
          "%s holds the tiles of a slide as frames, but slices were expected; save the slide, or a part of it, as one TIFF or PNG."
              .formatted(file));
    if (tags.frames() > 0 && tags.frames() != frames)
      throw Damage.damaged(
          file, "it describes %d of its %d frames".formatted(tags.frames(), frames));
  }

  private static DicomFrames asStored(int frames, String note) {
    int[] order = IntStream.range(0, frames).toArray();
    return new DicomFrames(order, List.of(), new double[0], new double[0], note);
  }

  /** What each frame says; empty where none does. */
  private static List<double[]> vectors(
      Path file, DicomTags tags, int tag, int frames, int length) {
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      double[] vector = tags.numbers(tag, i);
      if (vector.length > 0) vectors.add(vector);
    }
    if (vectors.isEmpty()) return vectors;
    int expected = length > 0 ? length : vectors.get(0).length;
    boolean whole = vectors.size() == frames;
    for (double[] vector : vectors) whole &= vector.length == expected;
    if (!whole)
      throw Damage.damaged(
          file, "only some of its frames say where they lie (%08x)".formatted(tag));
    return vectors;
  }

  private static List<double[]> indices(DicomTags tags, int frames) {
    List<double[]> known = new ArrayList<>();
    for (int tag : VECTORS) if (tags.numbers(tag).length == frames) known.add(tags.numbers(tag));
    List<double[]> indices = new ArrayList<>();
    for (int i = 0; i < frames && !known.isEmpty(); i++) {
      int frame = i;
      indices.add(known.stream().mapToDouble(vector -> vector[frame]).toArray());
    }
    return indices;
  }

  private static DicomFrames indexed(Path file, List<double[]> indices) {
    List<double[]> varying = new ArrayList<>();
    for (int axis = 0; axis < indices.get(0).length; axis++) {
      int a = axis;
      double[] values = indices.stream().mapToDouble(index -> index[a]).toArray();
      if (IntStream.range(1, values.length).anyMatch(i -> values[i] != values[0]))
        varying.add(values);
    }
    if (varying.size() != 1) throw several(file);
    double[] index = varying.get(0);
    int[] order = ascending(index);
    for (int i = 1; i < order.length; i++)
      if (index[order[i]] == index[order[i - 1]]) throw several(file);
    return new DicomFrames(order, List.of(), new double[0], new double[0], note(order));
  }

  /** Offsets along the normal, one per frame. */
  private static DicomFrames along(Path file, double[] offsets) {
    int[] order = order(file, offsets);
    return new DicomFrames(order, List.of(), new double[0], distances(offsets, order), note(order));
  }

  private static DicomFrames placed(Path file, List<double[]> positions, List<double[]> planes) {
    double[] plane = planes.get(0);
    for (double[] other : planes)
      for (int i = 0; i < 6; i++)
        if (!(Math.abs(other[i] - plane[i]) <= SAME_DIRECTION))
          throw new RobustJException(
              "%s has frames that lie in different planes, but the slices of one stack were expected; save each stack as a file of its own."
                  .formatted(file));
    double[] normal = normal(file, plane);
    double[] along = positions.stream().mapToDouble(p -> dot(p, 0, normal, 0)).toArray();
    int[] order = order(file, along);
    List<double[]> sorted = IntStream.of(order).mapToObj(positions::get).toList();
    return new DicomFrames(order, sorted, plane, distances(along, order), note(order));
  }

  static double[] normal(Path file, double[] plane) {
    boolean unit =
        Math.abs(dot(plane, 0, plane, 0) - 1) + Math.abs(dot(plane, 3, plane, 3) - 1) < .1;
    if (!unit || Math.abs(dot(plane, 0, plane, 3)) > .05)
      throw Damage.damaged(file, "the directions of its rows and columns are none");
    double[] normal = new double[3];
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      int k = (i + 2) % 3;
      normal[i] = plane[j] * plane[3 + k] - plane[k] * plane[3 + j];
    }
    return normal;
  }

  private static double dot(double[] a, int from, double[] b, int start) {
    return a[from] * b[start] + a[from + 1] * b[start + 1] + a[from + 2] * b[start + 2];
  }

  /** As stored where that runs one way: other programs show such a file so. */
  private static int[] order(Path file, double[] along) {
    int[] order = ascending(along);
    for (int i = 1; i < order.length; i++)
      if (!(along[order[i]] - along[order[i - 1]] > SAME_PLACE)) throw several(file);
    boolean backwards = IntStream.range(1, along.length).allMatch(i -> along[i] < along[i - 1]);
    return backwards ? IntStream.range(0, along.length).toArray() : order;
  }

  private static int[] ascending(double[] along) {
    return IntStream.range(0, along.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> along[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  private static double[] distances(double[] along, int[] order) {
    return IntStream.of(order).mapToDouble(i -> Math.abs(along[i] - along[order[0]])).toArray();
  }

  private static String note(int[] order) {
    return IntStream.range(0, order.length).allMatch(i -> order[i] == i) ? "" : SORTED;
  }

  private static RobustJException several(Path file) {
    return new RobustJException(
        "%s has several frames of one place (times, echoes, energies or the like), or does not say which slice each is, but one stack was expected; save each stack as a file of its own."
            .formatted(file));
  }
}
