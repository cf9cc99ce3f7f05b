package io.github.robustj.display.task;

import io.github.robustj.display.EvaluationFiles;
import io.github.robustj.display.TaskDisplay;
import io.github.robustj.display.detection.ObjectDisplay;
import io.github.robustj.display.instance.InstanceDisplay;
import io.github.robustj.display.landmark.PointDisplay;
import io.github.robustj.display.segmentation.MaskDisplay;
import io.github.robustj.file.Outputs;
import io.github.robustj.job.ModelTask;
import java.nio.file.Path;
import java.util.List;

/** How each task is shown; a new one is a line here. */
public final class TaskDisplays {

  private static final List<TaskDisplay> ALL =
      List.of(new MaskDisplay(), new PointDisplay(), new ObjectDisplay(), new InstanceDisplay());

  private TaskDisplays() {}

  public static TaskDisplay of(ModelTask task) {
    return ALL.stream().filter(display -> display.task().equals(task)).findFirst().orElseThrow();
  }

  /**
   * The files of an evaluation, see {@link EvaluationFiles#of}; an earlier one may be of any task.
   */
  public static EvaluationFiles files(Path json, Outputs outputs) {
    List<String> further = ALL.stream().flatMap(task -> task.evaluationFiles().stream()).toList();
    return EvaluationFiles.of(json, outputs, further);
  }
}
