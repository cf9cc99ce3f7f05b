package io.github.robustj.display;

import ij.measure.ResultsTable;
import io.github.robustj.data.Annotation.Landmarks;
import io.github.robustj.data.Landmark;
import io.github.robustj.evaluation.LandmarkReport;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.evaluation.RobustnessCurve.CaseScore;
import io.github.robustj.evaluation.RobustnessCurve.Point;
import io.github.robustj.evaluation.WorstCases;
import io.github.robustj.job.AttackResult.ClassChange;
import io.github.robustj.job.LandmarkAttackResult;
import io.github.robustj.job.LandmarkPrediction;
import io.github.robustj.task.landmark.Measurement;
import java.util.List;
import java.util.Map;

/** Results about landmarks as ImageJ tables. */
public final class LandmarkTables {

  private static final int WORST = 5;

  private LandmarkTables() {}

  /**
   * One row per slice and landmark: {@code image, slice, landmark, x, y, confidence, unit}; the
   * unit is that of the place, {@code pixel}.
   */
  public static ResultsTable prediction(LandmarkPrediction prediction) {
    ResultsTable table = Tables.table();
    Landmarks landmarks = prediction.landmarks();
    for (int z = 0; z < landmarks.slices().size(); z++)
      for (Map.Entry<String, Landmark> entry : landmarks.slices().get(z).entrySet()) {
        table.incrementCounter();
        table.addValue("image", prediction.image());
        table.addValue("slice", z + 1);
        table.addValue("landmark", entry.getKey());
        table.addValue("x", entry.getValue().x());
        table.addValue("y", entry.getValue().y());
        table.addValue("confidence", entry.getValue().confidence());
        table.addValue("unit", "pixel");
      }
    return table;
  }

  /**
   * The points of an image's first slice in one row, {@code image, NAME_x, NAME_y}: the table that
   * a data set of landmarks has.
   */
  public static ResultsTable annotation(LandmarkPrediction prediction) {
    ResultsTable table = Tables.table();
    table.incrementCounter();
    table.addValue("image", prediction.image());
    prediction
        .landmarks()
        .slices()
        .get(0)
        .forEach(
            (name, point) -> {
              table.addValue(name + "_x", point.x());
              table.addValue(name + "_y", point.y());
            });
    return table;
  }

  /**
   * One row per slice and measurement: {@code image, slice, measurement, value, unit}; NaN where a
   * point is missing.
   *
   * @throws io.github.robustj.error.RobustJException if a measurement has an unknown point
   */
  public static ResultsTable measurements(
      LandmarkPrediction prediction, List<Measurement> measurements) {
    ResultsTable table = Tables.table();
    Landmarks landmarks = prediction.landmarks();
    for (Measurement measurement : measurements) {
      measurement.requireKnown(List.copyOf(landmarks.slices().get(0).keySet()));
      for (int z = 0; z < landmarks.slices().size(); z++) {
        table.incrementCounter();
        table.addValue("image", prediction.image());
        table.addValue("slice", z + 1);
        table.addValue("measurement", measurement.name());
        table.addValue("value", measurement.of(landmarks, z));
        table.addValue("unit", measurement.unit(landmarks.calibration()));
      }
    }
    return table;
  }

  /**
   * One row per landmark: {@code image, landmark, error_before, error_after, unit}; under a
   * targeted attack also {@code target_reached, target_wanted}, how many landmarks have moved as
   * they should.
   */
  public static ResultsTable attack(LandmarkAttackResult result) {
    ResultsTable table = Tables.table();
    for (ClassChange change : result.changes()) {
      table.incrementCounter();
      table.addValue("image", result.adversarial().name());
      table.addValue("landmark", change.name());
      table.addValue("error_before", change.before());
      table.addValue("error_after", change.after());
      table.addValue("unit", result.truth().calibration().unit());
      Tables.reach(table, result.reach());
    }
    return table;
  }

  /**
   * One row per epsilon and landmark, all together first: {@code epsilon, landmark, count, mre,
   * sd}, {@code sdr_T} for each tolerance, and {@code unit}.
   */
  public static ResultsTable evaluation(LandmarkReport report) {
    ResultsTable table = Tables.table();
    for (LandmarkReport.Row row : report.rows()) {
      table.incrementCounter();
      table.addValue("epsilon", row.epsilon());
      table.addValue("landmark", row.landmark());
      table.addValue("count", row.count());
      table.addValue("mre", row.mean());
      table.addValue("sd", row.deviation());
      for (int t = 0; t < row.rates().size(); t++)
        table.addValue("sdr_" + report.tolerances().get(t), row.rates().get(t));
      table.addValue("unit", report.unit());
    }
    return table;
  }

  /** The worst cases of every epsilon, the worst first: {@code epsilon, case, mre, unit}. */
  public static ResultsTable worst(RobustnessCurve curve) {
    ResultsTable table = Tables.table();
    for (Point point : curve.points())
      for (CaseScore subject : WorstCases.of(curve, point, WORST)) {
        table.incrementCounter();
        table.addValue("epsilon", point.epsilon());
        table.addValue("case", subject.name());
        table.addValue("mre", subject.mean());
        table.addValue("unit", LandmarkReport.unit(curve));
      }
    return table;
  }
}
