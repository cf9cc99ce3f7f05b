package io.github.robustj.display;

import ij.ImagePlus;
import io.github.robustj.evaluation.RobustnessCurve;
import io.github.robustj.file.Table;
import io.github.robustj.job.ModelTask;
import io.github.robustj.option.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an evaluation says beside the robustness curve. */
public interface EvaluationView {

  /**
   * @param model its name
   * @param options whose table has {@code tolerances}, {@code measurements} and {@code
   *     max_detections}
   */
  static EvaluationView of(ModelTask task, String model, RobustnessCurve curve, Options options) {
    return switch (task) {
      case SEGMENTATION -> new MaskEvaluation(model, curve);
      case LANDMARK -> PointEvaluation.of(model, curve, options);
      case DETECTION -> ObjectEvaluation.of(model, curve, options);
    };
  }

  /** Writes the files that only the task has. */
  void write(EvaluationFiles files);

  /** The numbers, under the title of their window. */
  Map.Entry<String, Table> table();

  /** Further tables by the titles of their windows. */
  default Map<String, Table> further() {
    return Map.of();
  }

  /** A plot to show where somebody sits, and only there. */
  default Optional<ImagePlus> shown() {
    return Optional.empty();
  }

  /** A plot to give out. */
  default Optional<ImagePlus> curves() {
    return Optional.empty();
  }

  /** What is to be known of the numbers; empty for nothing. */
  default String note() {
    return "";
  }

  /** The numbers in lines for a console. */
  List<String> lines();

  /** Of masks: what all evaluations have. */
  record MaskEvaluation(String model, RobustnessCurve curve) implements EvaluationView {

    @Override
    public void write(EvaluationFiles files) {}

    @Override
    public Map.Entry<String, Table> table() {
      return Map.entry("Robustness of " + model, Tables.evaluation(Map.of(model, curve)));
    }

    @Override
    public List<String> lines() {
      return List.of();
    }
  }
}
