package io.github.robustj.display.landmark;

import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Landmark;
import io.github.robustj.data.Measurement;
import io.github.robustj.display.Tables;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.WorstCases;
import io.github.robustj.file.Table;
import io.github.robustj.job.AttackResult;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.task.Prediction;
import java.util.List;
import java.util.Map;

/** Results about landmarks as tables. */
final class LandmarkTables {

  private static final int WORST = 5;

  private LandmarkTables() {}

  /**
   * One row per slice and landmark: {@code image, slice, landmark, x, y, confidence, unit}; the
   * unit is that of the place, {@code pixel}.
   */
  public static Table prediction(Prediction.Points prediction) {
    Table table = new Table("image", "slice", "landmark", "x", "y", "confidence", "unit");
    List<Map<String, Landmark>> slices = prediction.landmarks().slices();
    for (int z = 0; z < slices.size(); z++)
      for (Map.Entry<String, Landmark> entry : slices.get(z).entrySet()) {
        Landmark p = entry.getValue();
        table.add(prediction.image(), z + 1, entry.getKey(), p.x(), p.y(), p.confidence(), "pixel");
      }
    return table;
  }

  /**
   * The points of an image's first slice in one row, {@code image, NAME_x, NAME_y}: the table that
   * a data set of landmarks has.
   */
  public static Table annotation(Prediction.Points prediction) {
    Table table = new Table("image");
    table.add(prediction.image());
    prediction
        .landmarks()
        .slices()
        .get(0)
        .forEach(
            (name, point) -> {
              table.column(name + "_x", point.x());
              table.column(name + "_y", point.y());
            });
    return table;
  }

  /**
   * One row per slice and measurement: {@code image, slice, measurement, value, unit}; NaN where a
   * point is missing.
   *
   * @throws io.github.robustj.error.RobustJException if a measurement has an unknown point
   */
  public static Table measurements(Prediction.Points prediction, List<Measurement> measurements) {
    Table table = new Table("image", "slice", "measurement", "value", "unit");
    Landmarks landmarks = prediction.landmarks();
    for (Measurement measurement : measurements) {
      measurement.requireKnown(List.copyOf(landmarks.slices().get(0).keySet()));
      String unit = measurement.unit(landmarks.calibration());
      for (int z = 0; z < landmarks.slices().size(); z++)
        table.add(
            prediction.image(), z + 1, measurement.name(), measurement.of(landmarks, z), unit);
    }
    return table;
  }

  /**
   * One row per landmark: {@code image, landmark, error_before, error_after, unit}; under a
   * targeted attack also {@code target_reached, target_wanted}, how many landmarks have moved as
   * they should.
   */
  public static Table attack(AttackResult result) {
    Table table = new Table("image", "landmark", "error_before", "error_after", "unit");
    String unit = ((Landmarks) result.truth()).calibration().unit();
    for (ClassChange change : result.classes())
      table.add(result.adversarial().name(), change.name(), change.before(), change.after(), unit);
    return Tables.reach(table, result.reach());
  }

  /** The worst cases of every epsilon, the worst first: {@code epsilon, case, mre, unit}. */
  public static Table worst(RobustnessCurve curve) {
    Table table = new Table("epsilon", "case", "mre", "unit");
    for (Point point : curve.points())
      for (CaseScore subject : WorstCases.of(curve, point, WORST))
        table.add(point.epsilon(), subject.name(), subject.mean(), LandmarkReport.unit(curve));
    return table;
  }
}
