package io.github.robustj.task.landmark;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Calibration;
import io.github.robustj.data.Extent;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.PointRow;
import io.github.robustj.error.RobustJException;
import io.github.robustj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Landmarks as rows of numbers and back, {@code [slice, landmark, column]} with the columns of
 * {@link PointRow}, and how far from them a network's outputs are.
 *
 * @param names in the order of the rows
 * @param radius of the discs around them, see {@link LandmarkTask}
 * @param unit of the pixel sizes
 */
record LandmarkRows(List<String> names, int radius, String unit) {

  /**
   * @throws RobustJException if a point has a name that is none of them
   */
  Tensor encode(Landmarks landmarks) {
    int slices = landmarks.slices().size();
    Tensor rows = Tensor.zeros(slices, names.size(), PointRow.COLUMNS);
    for (int i = 0; i < slices * names.size(); i++) {
      Map<String, Landmark> points = landmarks.slices().get(i / names.size());
      points.keySet().forEach(this::requireKnown);
      Landmark point = points.get(names.get(i % names.size()));
      int row = i * PointRow.COLUMNS;
      rows.data()[row + PointRow.PRESENT] = point == null ? 0 : 1;
      rows.data()[row + PointRow.Y] = point == null ? 0 : (float) point.y();
      rows.data()[row + PointRow.X] = point == null ? 0 : (float) point.x();
      rows.data()[row + PointRow.RADIUS] = radius;
      rows.data()[row + PointRow.HEIGHT] = (float) landmarks.calibration().y();
      rows.data()[row + PointRow.WIDTH] = (float) landmarks.calibration().x();
    }
    return rows;
  }

  /** The inverse of {@link #encode}; all slices of a case have one pixel size. */
  Landmarks landmarks(Tensor rows) {
    List<Map<String, Landmark>> slices = new ArrayList<>();
    float[] r = rows.data();
    for (int i = 0; i < rows.samples(); i++) {
      Map<String, Landmark> points = new LinkedHashMap<>();
      for (int l = 0; l < names.size(); l++) {
        int row = (i * names.size() + l) * PointRow.COLUMNS;
        if (r[row + PointRow.PRESENT] > 0)
          points.put(names.get(l), Landmark.at(r[row + PointRow.X], r[row + PointRow.Y]));
      }
      slices.add(points);
    }
    return new Landmarks(slices, new Calibration(r[PointRow.WIDTH], r[PointRow.HEIGHT], 1, unit));
  }

  /** The places by {@link Voting}, all of them in every slice, in pixels of the outputs. */
  Landmarks found(Tensor outputs) {
    List<Map<String, Landmark>> slices = new ArrayList<>();
    for (int i = 0; i < outputs.samples(); i++) {
      Map<String, Landmark> points = new LinkedHashMap<>();
      for (int l = 0; l < names.size(); l++) {
        Voting vote = Voting.of(outputs, i, l, radius, Extent.ALL);
        points.put(names.get(l), new Landmark(vote.x(), vote.y(), vote.share()));
      }
      slices.add(points);
    }
    return new Landmarks(slices, Calibration.PIXELS);
  }

  /** Distance by sample and landmark; NaN for one that is not present. */
  double[][] errors(Tensor outputs, Tensor rows) {
    double[][] errors = new double[rows.samples()][names.size()];
    for (int i = 0; i < errors.length; i++)
      for (int l = 0; l < names.size(); l++) {
        int row = (i * names.size() + l) * PointRow.COLUMNS;
        Extent extent = new Extent(rows.data(), row);
        errors[i][l] = error(Voting.of(outputs, i, l, radius, extent), rows.data(), row);
      }
    return errors;
  }

  private static double error(Voting vote, float[] rows, int row) {
    if (rows[row + PointRow.PRESENT] == 0) return Double.NaN;
    double dy = (vote.y() - rows[row + PointRow.Y]) * rows[row + PointRow.HEIGHT];
    double dx = (vote.x() - rows[row + PointRow.X]) * rows[row + PointRow.WIDTH];
    return Math.hypot(dy, dx);
  }

  private void requireKnown(String name) {
    if (names.contains(name)) return;
    throw new RobustJException(
        "There is a landmark %s, but the known ones are %s; rename or remove it."
            .formatted(name, String.join(", ", names)));
  }
}
